"""People in front of the chat, as many as are wanted: all on one channel of one service, against stand-ins."""

import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from bot.config.settings import Settings
from bot.demo.standins.line import ACCESS_TOKEN, LineStandin
from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.person import Person
from bot.demo.standins.telegram import TOKEN, TelegramStandin
from bot.demo.standins.telegram_person import TelegramPerson
from bot.demo.standins.web_person import WebPerson
from flows.definitions.languages import CHINESE, ENGLISH

LINE_SECRET = "rehearsal"  # noqa: S105 - guards nothing: both ends are on this machine


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
async def people_on(
    settings: Settings, channel: str, language: str = CHINESE
) -> AsyncIterator[tuple[Settings, PersonFactory]]:
    """The settings of a service on that channel, and its people, whose apps speak `language`."""
    async with AsyncExitStack() as stack:
        match channel:
            case "line":
                line = await stack.enter_async_context(LineStandin().running())
                update = {
                    "line_channel_secret": LINE_SECRET,
                    "line_channel_access_token": ACCESS_TOKEN,
                    "line_api_url": line.url,
                    "line_data_api_url": line.url,
                }
                people = PersonFactory(
                    lambda factory, number: LinePerson(
                        line, f"{factory.url}/line/webhook", LINE_SECRET, f"U{number:032x}", language
                    )
                )
            case "telegram":
                telegram = await stack.enter_async_context(TelegramStandin().running())
                update = {"telegram_token": TOKEN, "telegram_api_url": telegram.url}
                spoken = ENGLISH if language == ENGLISH else "zh-hant"
                people = PersonFactory(lambda _, number: TelegramPerson(telegram, 4000 + number, spoken))
            case _:
                update, people = {}, PersonFactory(_visitor)
        yield settings.model_copy(update=update), people


_FIRST, _MANY = 20_000, 12_000
"""Below 32768, where Linux begins to choose ports of connections (net.ipv4.ip_local_port_range)."""


def free_port() -> int:
    """A port of this machine nobody listens on, outside the range that connections take their own from: another one's
    connection could have it before it is listened on."""
    while True:
        with socket.socket() as probe:
            port = _FIRST + secrets.randbelow(_MANY)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _visitor(factory: PersonFactory, _number: int) -> Person:
    session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
    factory.sessions.append(session)
    return WebPerson(session, factory.url)
