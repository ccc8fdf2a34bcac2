"""LINE's API as a channel uses it: replies, and the few account calls that go with a conversation."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto

import aiohttp

from bot.channels.line.account_api import AccountApi
from bot.channels.line.content import content
from bot.channels.line.limits import Json, serialise
from bot.channels.line.tokens import Tokens
from bot.channels.line.transport import Transport
from bot.channels.shared.platform_health import PlatformHealth

LOG = logging.getLogger("bot.channels.line")

OFFICIAL_API = "https://api.line.me"
OFFICIAL_DATA_API = "https://api-data.line.me"

TOKEN_LIFE = 55.0
"""Seconds from an event's arrival within which a reply is tried: LINE promises a token a minute."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between attempts of a reply that was surely not sent."""

LOADING_SECONDS = 20
"""How long the animation lasts unless a message ends it: 5 to 60, in steps of 5."""

LANGUAGE_PATIENCE = 0.8
"""Seconds a first contact may wait for the person's language: LINE wants its webhook answered within two."""

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as LINE has it: its own user id, which webhooks name as their destination; whether staff may chat in the
    Official Account Manager; whether messages are marked as read by whoever reads them, and not at once."""

    user: str = ""
    chats: bool = True
    marks: bool = False


class Outcome(Enum):
    """What became of a reply."""

    SENT = auto()
    REFUSED = auto()
    """LINE said no (400) to the body: nothing was shown, and the token is still good."""
    DEAD = auto()
    """LINE said no (400) to the token: it was used, or is too old. Nothing can be said with it."""
    NOT_SENT = auto()
    """Too many calls (429), or no connection came about: nothing was shown, and the token is still good."""
    UNKNOWN = auto()
    """A timeout or a fault on their side; LINE knows no retry key for replies, so it stays open."""


class LineClient:
    """LINE's API for one channel. Open while anybody has it open, within one event loop."""

    def __init__(
        self, api_url: str, data_api_url: str, tokens: Tokens, health: PlatformHealth | None = None
    ) -> None:
        self._api_url = api_url.rstrip("/")
        self._transport = Transport(tokens, health or PlatformHealth("line"))
        self.account = AccountApi(self._api_url, data_api_url.rstrip("/"), self._transport)
        self.reply_calls = 0
        self.basic_id = ""

    async def open(self) -> None:
        """Open the connection pool."""
        await self._transport.open()

    async def close(self) -> None:
        """Close the connection pool."""
        await self._transport.close()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["LineClient"]:
        """Itself, open at least for this while."""
        await self.open()
        try:
            yield self
        finally:
            await self.close()

    async def bot(self) -> Bot:
        """What LINE says of the bot; nothing when it does not tell."""
        try:
            answer = await self.account.bot_info()
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.error("line.unreachable error=%s", type(error).__name__)
            return Bot()
        if answer.status != 200:
            LOG.error("line.info_refused status=%d", answer.status)
        told, basic = answer.body.get("userId"), answer.body.get("basicId")
        self.basic_id = basic if isinstance(basic, str) else ""
        return Bot(
            user=told if isinstance(told, str) else "",
            chats=answer.body.get("chatMode") != "bot",
            marks=answer.body.get("markAsReadMode") == "manual",
        )

    async def mark_read(self, token: str) -> None:
        """Show a person that what they sent up to this message was read; a mark is no reason to fail."""
        try:
            answer = await self.account.mark_read(token)
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.info("line.not_marked error=%s", type(error).__name__)
            return
        if answer.status != 200:
            LOG.info("line.not_marked status=%d", answer.status)

    async def language(self, user: str) -> str:
        """The language a person's LINE is set to, by its code; "" when LINE does not say, or not in time.

        LINE tells it of friends and of people who agreed to its privacy policy; of anybody else it is a 404."""
        try:
            async with asyncio.timeout(LANGUAGE_PATIENCE):
                answer = await self.account.profile(user)
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.info("line.language_unknown error=%s", type(error).__name__)
            return ""
        told = answer.body.get("language") if answer.status == 200 else ""
        return told if isinstance(told, str) else ""

    async def reply(self, reply_token: str, messages: list[Json], until: float | None = None) -> Outcome:
        """Send the one reply an event allows, again while it is surely not sent and the token is good: `until` that
        moment of `time.monotonic()`, by default as long as one lives from now on.

        Never raises for what LINE or the network does."""
        until = time.monotonic() + TOKEN_LIFE if until is None else until
        body = serialise({"replyToken": reply_token, "messages": messages})
        for pause in PAUSES:
            outcome = await self._reply_once(body)
            if outcome is not Outcome.NOT_SENT or time.monotonic() + pause > until:
                return outcome
            await asyncio.sleep(pause)
        return await self._reply_once(body)

    async def _reply_once(self, body: bytes) -> Outcome:
        self.reply_calls += 1
        url = f"{self._api_url}/v2/bot/message/reply"
        try:
            answer = await self._transport.send("POST", url, JSON, body)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            LOG.warning("line.reply_not_sent error=%s", type(error).__name__)
            return Outcome.NOT_SENT
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.warning("line.reply_unknown error=%s", type(error).__name__)
            return Outcome.UNKNOWN
        if answer.status == 200:
            return Outcome.SENT
        LOG.warning("line.reply_failed status=%d", answer.status)
        match answer.status:
            case 400:
                return Outcome.DEAD if _says_token(answer.body) else Outcome.REFUSED
            case 429:
                return Outcome.NOT_SENT
            case _:
                return Outcome.UNKNOWN

    async def show_loading(self, user: str) -> None:
        """Show the animation in a person's chat; the next message ends it. Raises aiohttp's errors, TimeoutError."""
        await self.account.show_loading(user, LOADING_SECONDS)

    async def fetch(self, message: str, most: int) -> bytes:
        """What somebody sent with this message, at most `most` bytes. Raises FetchError."""
        return await content(self.account, message, most)

    @property
    def official(self) -> bool:
        """Whether this is LINE itself, which shows pictures from https addresses only."""
        return self._api_url == OFFICIAL_API


def _says_token(body: Json) -> bool:
    """Whether a 400 is about the reply token: a wrong body is told in `details`, field by field."""
    return not body.get("details") and "reply token" in str(body.get("message", "")).lower()
