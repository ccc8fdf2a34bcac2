"""Messages the applicant did not ask for. Each is sent at most once and no later than NEWS_FOR after its cause.

On LINE each may use up paid quota, so they are counted. The same can always be seen by asking: none has to arrive.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.config.settings import Settings
from bot.presenter.context import CaseFacts, Context
from flows.definitions.edition import Edition
from flows.events.codec import from_json
from flows.interface.messages import Message
from flows.scheme.definition import Catalogue
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.journal import Journal
from storage.outbox.once import OnceKeys
from storage.records import Job

PUSHED = "line_push "
"""Beginning of the marks of LINE's pushes, each of which may cost the operator quota."""

COSTLY = frozenset({"line"})
"""Channels on which an unasked message may cost the operator quota."""

NEWS_FOR = timedelta(hours=12)
"""What could not be told for so long is no news, and LINE knows a repetition for 24 hours only."""


@dataclass(frozen=True, slots=True)
class Notification:
    """Something to tell a person of a channel; `occasion` is the same whenever the same thing is told again."""

    user: str
    messages: tuple[Message, ...]
    occasion: str

    @property
    def key(self) -> UUID:
        """By this a repetition is known to be one."""
        return uuid5(NAMESPACE_URL, f"urn:intake:{self.user}:{self.occasion}")


Notify: TypeAlias = Callable[[Notification], Awaitable[None]]
"""Sends it, unless the person cannot be told. Raises what is worth another attempt."""


@dataclass(frozen=True)
class Notifier:
    """Finds the people jobs are about, and tells them where they chat, if that is a channel that can."""

    catalogue: Catalogue
    journal: Journal
    notify_by_channel: Mapping[str, Notify]
    now: Callable[[], datetime]

    async def context(self, session: str, at: datetime) -> Context | None:
        """What speaking to a session needs; None when it is gone."""
        stored = await self.journal.load_session(session)
        if stored is None:
            return None
        events = [from_json(event) for event in stored.events]
        folded = fold(Session("", "zh-TW"), events)
        definition = self.catalogue.of(folded, at)
        return Context(definition.edition, definition.programme, folded, at, CaseFacts())

    async def notify(self, session: str, job: Job, message: Message, *, only_if_free: bool = False) -> None:
        """Send a job's message to the person of this session, while it is news, if their channel can; with
        `only_if_free` only where that costs nothing."""
        if self.now() - job.created_at > NEWS_FOR:
            return
        who = await self.journal.identity(session)
        if who is None or (only_if_free and who.channel in COSTLY):
            return
        if send := self.notify_by_channel.get(who.channel):
            occasion = f"{job.kind}:{job.id}:{job.created_at.isoformat()}"
            await send(Notification(who.user, (message,), occasion))


def notify_by_channel(
    settings: Settings, edition: Edition, marks: OnceKeys, now: Callable[[], datetime]
) -> dict[str, Notify]:
    """The channels that are on and may say something unasked, by name."""

    def words(language: str, key: str) -> str:
        return edition.speak(language).say(key)

    async def by_telegram(notification: Notification) -> None:
        from bot.channels.telegram.notify import notify

        token, url = settings.telegram_token, settings.telegram_api_url
        await notify(token, url, words, notification.user, notification.messages)

    async def by_line(notification: Notification) -> None:
        from bot.channels.line.account import opened
        from bot.channels.line.push import notify
        from bot.channels.line.tokens import tokens_of

        tokens = tokens_of(
            settings.line_api_url,
            settings.line_channel_access_token,
            settings.line_channel_id,
            settings.line_channel_secret,
        )
        async with opened(settings.line_api_url, settings.line_data_api_url, tokens) as client:
            if await notify(client, words, notification.user, notification.messages, str(notification.key)):
                await marks.put(f"{PUSHED}{notification.key}", now())

    on = {"telegram": (bool(settings.telegram_token), by_telegram), "line": (settings.line_on, by_line)}
    return {name: send for name, (able, send) in on.items() if able}
