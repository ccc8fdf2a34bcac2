"""Messages the applicant did not ask for. Each is sent at most once and no later than NEWS_FOR after its cause.

On LINE each may use up paid quota, so they are counted (bot/notifications/push_quota.py). The same can always be seen
by asking: none has to arrive.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.channels.base import Notification
from bot.notifications.push_quota import PushQuota
from bot.presenter.context import CaseFacts, Context
from flows.definitions.languages import CHINESE
from flows.events.codec import from_json
from flows.interface.messages import Message
from flows.scheme.definition import Catalogue
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.journal import Journal
from storage.outbox.job import Job
from storage.records import Identity

COSTLY = frozenset({"line"})
"""Channels on which an unasked message may cost the operator quota."""

NEWS_FOR = timedelta(hours=12)
"""What could not be told for so long is no news, and LINE knows a repetition for 24 hours only."""


Notify: TypeAlias = Callable[[Notification], Awaitable[None]]
"""Sends it, unless the person cannot be told. Raises what is worth another attempt."""


@dataclass(frozen=True)
class Notifier:
    """Finds the people jobs are about, and tells them where they chat, if that is a channel that can."""

    catalogue: Catalogue
    journal: Journal
    notify_by_channel: Mapping[str, Notify]
    now: Callable[[], datetime]
    quota: PushQuota | None = None
    """What may be spent on messages that need not be pushed."""

    async def context(self, session: str, at: datetime) -> Context | None:
        """What speaking to a session needs; None when it is gone."""
        stored = await self.journal.load_session(session)
        if stored is None:
            return None
        events = [from_json(event) for event in stored.events]
        folded = fold(Session("", CHINESE), events)
        definition = self.catalogue.of(folded, at)
        return Context(definition, folded, at, CaseFacts())

    async def notify(self, session: str, job: Job, message: Message, *, only_if_free: bool = False) -> None:
        """Send a job's message to each person of this session, while it is news, if their channel can; with
        `only_if_free` only where that costs nothing, or the month's quota has room: else they see the same when they
        come back."""
        if self.now() - job.created_at > NEWS_FOR:
            return
        for number, who in (await self.journal.people(session)).items():
            several = f":{number}" if number else ""
            await self._tell(
                who, f"{job.kind}:{job.id}:{job.created_at.isoformat()}{several}", message, only_if_free
            )

    async def _tell(self, who: Identity, occasion: str, message: Message, only_if_free: bool) -> None:
        send = self.notify_by_channel.get(who.channel)
        if send is None:
            return
        notification = Notification(who.user, (message,), occasion)
        if not (only_if_free and who.channel in COSTLY):
            await send(notification)
        elif self.quota and await self.quota.hold(notification.key):
            await send(notification)  # what fails stays counted: it may have been pushed
            await self.quota.settle(notification.key)
