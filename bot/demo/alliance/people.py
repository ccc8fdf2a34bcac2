"""As many people as an alliance has, all on one channel of one service."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from bot.config.settings import Settings
from bot.demo.rehearsal import LINE_SECRET
from bot.demo.standins.line import ACCESS_TOKEN, LineStandin
from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.person import Person
from bot.demo.standins.telegram import TOKEN, TelegramStandin
from bot.demo.standins.telegram_person import TelegramPerson
from bot.demo.standins.web_person import WebPerson


@dataclass
class PersonFactory:
    """Makes people; `url` is the service's, known once it runs."""

    make: Callable[["PersonFactory", int], Person]
    url: str = ""
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)
    _made: int = 0

    def person(self) -> Person:
        """One more person."""
        self._made += 1
        return self.make(self, self._made)

    async def close(self) -> None:
        """Ends their connections."""
        for session in self.sessions:
            await session.close()


@asynccontextmanager
async def people_on(settings: Settings, channel: str) -> AsyncIterator[tuple[Settings, PersonFactory]]:
    """The settings of a service on that channel, and its people."""
    async with AsyncExitStack() as stack:
        match channel:
            case "line":
                line = await stack.enter_async_context(LineStandin().running())
                account = {"line_channel_secret": LINE_SECRET, "line_channel_access_token": ACCESS_TOKEN}
                addresses = {"line_api_url": line.url, "line_data_api_url": line.url}
                people = PersonFactory(
                    lambda factory, number: LinePerson(
                        line, f"{factory.url}/line/webhook", LINE_SECRET, user=f"U{number:032x}"
                    )
                )
                yield settings.model_copy(update={**account, **addresses}), people
            case "telegram":
                telegram = await stack.enter_async_context(TelegramStandin().running())
                update = {"telegram_token": TOKEN, "telegram_api_url": telegram.url}
                yield (
                    settings.model_copy(update=update),
                    PersonFactory(lambda _, number: TelegramPerson(telegram, 4000 + number)),
                )
            case _:
                yield settings, PersonFactory(_visitor)


def _visitor(factory: PersonFactory, _number: int) -> Person:
    session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
    factory.sessions.append(session)
    return WebPerson(session, factory.url)
