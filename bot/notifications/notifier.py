"""Telling people what they did not ask for just now: only what cannot wait, at most once, counted where it costs.

Beside every such message stands a way to see the same by asking, so none of them has to arrive.
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
from storage.outbox.once import Marks
from storage.records import Job

PUSHED = "line_push "
"""Beginning of the marks of LINE's pushes, each of which may cost the operator quota."""

COSTLY = frozenset({"line"})
"""Channels on which an unasked message may cost the operator quota."""

NEWS = timedelta(hours=12)
"""What could not be told for so long is no news, and LINE knows a repetition for 24 hours only."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell a person of a channel; `occasion` is the same whenever the same thing is told again."""

    user: str
    messages: tuple[Message, ...]
    occasion: str

    @property
    def key(self) -> UUID:
        """By this a repetition is known to be one."""
        return uuid5(NAMESPACE_URL, f"urn:intake:{self.user}:{self.occasion}")


Tell: TypeAlias = Callable[[News], Awaitable[None]]
"""Tells it, unless the person cannot be told. Raises what is worth another attempt."""


@dataclass(frozen=True)
class Herald:
    """Finds the people jobs are about, and tells them where they chat, if that is a channel that can."""

    catalogue: Catalogue
    journal: Journal
    tellers: Mapping[str, Tell]
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

    async def tell(self, session: str, job: Job, message: Message, *, free: bool = False) -> None:
        """Tell whoever has this session what a job has to tell, while it is news, where their channel can; with
        `free` only where that costs nothing."""
        if self.now() - job.created_at > NEWS:
            return
        who = await self.journal.identity(session)
        if who and not (free and who.channel in COSTLY) and (tell := self.tellers.get(who.channel)):
            occasion = f"{job.kind}:{job.id}:{job.created_at.isoformat()}"
            await tell(News(who.user, (message,), occasion))


def tellers(
    settings: Settings, edition: Edition, marks: Marks, now: Callable[[], datetime]
) -> dict[str, Tell]:
    """The channels that are on and may say something unasked, by name."""

    def words(language: str, key: str) -> str:
        return edition.speak(language).say(key)

    async def by_telegram(news: News) -> None:
        from bot.channels.telegram.notify import tell

        await tell(settings.telegram_token, settings.telegram_api_url, words, news.user, news.messages)

    async def by_line(news: News) -> None:
        from bot.channels.line.account import opened
        from bot.channels.line.push import tell
        from bot.channels.line.tokens import tokens_of

        tokens = tokens_of(
            settings.line_api_url,
            settings.line_channel_access_token,
            settings.line_channel_id,
            settings.line_channel_secret,
        )
        async with opened(settings.line_api_url, settings.line_data_api_url, tokens) as client:
            if await tell(client, words, news.user, news.messages, str(news.key)):
                await marks.put(f"{PUSHED}{news.key}", now())

    on = {"telegram": (bool(settings.telegram_token), by_telegram), "line": (settings.line_on, by_line)}
    return {name: tell for name, (able, tell) in on.items() if able}
