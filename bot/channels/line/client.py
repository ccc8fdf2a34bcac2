"""The calls to LINE's API: reply, loading animation, who am I, and what sets the account up."""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

import aiohttp

from bot.channels.line.content import content
from bot.channels.line.limits import Json, serialise
from bot.channels.line.tokens import Tokens
from bot.channels.shared.http_pool import pool
from bot.channels.shared.platform_health import PlatformHealth

LOG = logging.getLogger("bot.channels.line")

OFFICIAL_API = "https://api.line.me"
OFFICIAL_DATA_API = "https://api-data.line.me"

TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
"""Of a call once it has a connection: waiting for one of ours to be free is no fault of LINE's."""

CONNECTIONS = 512
"""Calls under way at the same time; the usual limit of open files is 1,024."""

TOKEN_LIFE = 55.0
"""Seconds from an event's arrival within which a reply is tried: LINE promises a token a minute."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between attempts of a reply that was surely not sent."""

LOADING_SECONDS = 20
"""How long the animation lasts unless a message ends it: 5 to 60, in steps of 5."""

LANGUAGE_PATIENCE = 0.8
"""Seconds a first contact may wait for the person's language: LINE wants its webhook answered within two."""

UNAUTHORISED = 401
NONE: Mapping[str, str] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE answered: the status, and the JSON beside it."""

    status: int
    body: Json


class LineClient:
    """LINE's API for one channel. Lives from `open` to `close`, within one event loop."""

    def __init__(
        self, api_url: str, data_api_url: str, tokens: Tokens, health: PlatformHealth | None = None
    ) -> None:
        self._api_url = api_url.rstrip("/")
        self._data_api_url = data_api_url.rstrip("/")
        self._tokens = tokens
        self._health = health or PlatformHealth("line")
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(CONNECTIONS)
        self.reply_calls = 0

    async def open(self) -> None:
        """Open the connection pool."""
        self._session = pool(0, TIMEOUT)

    async def close(self) -> None:
        """Close the connection pool."""
        if self._session:
            await self._session.close()

    async def bot_user_id(self) -> str:
        """The bot's own user id, which webhooks name as their destination; "" when LINE does not tell."""
        try:
            answer = await self.call("GET", "/v2/bot/info")
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.error("line.unreachable error=%s", type(error).__name__)
            return ""
        if answer.status != 200:
            LOG.error("line.info_refused status=%d", answer.status)
        return str(answer.body.get("userId", ""))

    async def language(self, user: str) -> str:
        """The language a person's LINE is set to, by its code; "" when LINE does not say, or not in time.

        LINE tells it of friends and of people who agreed to its privacy policy; of anybody else it is a 404."""
        try:
            async with asyncio.timeout(LANGUAGE_PATIENCE):
                answer = await self.call("GET", f"/v2/bot/profile/{user}")
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
            answer = await self._send("POST", url, body, "application/json")
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

    async def push(self, user: str, messages: list[Json], key: str) -> int:
        """Send something without being asked; LINE's status. The same `key` (a UUID) again is the same push.

        Raises aiohttp's errors, TimeoutError."""
        body = serialise({"to": user, "messages": messages})
        url = f"{self._api_url}/v2/bot/message/push"
        return (await self._send("POST", url, body, "application/json", {"X-Line-Retry-Key": key})).status

    async def show_loading(self, user: str) -> None:
        """Show the animation in a person's chat; the next message ends it."""
        body = {"chatId": user, "loadingSeconds": LOADING_SECONDS}
        await self.call("POST", "/v2/bot/chat/loading/start", body)

    async def call(self, method: str, path: str, body: Json | None = None) -> Answer:
        """A call with a JSON body. Raises aiohttp's errors, TimeoutError."""
        data = serialise(body) if body is not None else None
        return await self._send(method, self._api_url + path, data, "application/json")

    async def upload(self, path: str, picture: bytes) -> Answer:
        """Send a PNG picture. Raises aiohttp's errors, TimeoutError."""
        return await self._send("POST", self._data_api_url + path, picture, "image/png")

    async def fetch(self, message: str, most: int) -> bytes:
        """What somebody sent with this message, at most `most` bytes. Raises FetchError."""
        url = f"{self._data_api_url}/v2/bot/message/{message}/content"
        return await content(self._pool, url, most, await self._authorised())

    async def _send(
        self, method: str, url: str, data: bytes | None, media_type: str, more: Mapping[str, str] = NONE
    ) -> Answer:
        """A 401 says that nothing was done, so the call is made once more if there is another token."""
        token = await self._tokens.current(self._pool)
        headers = {"Content-Type": media_type, **more}
        answer = await self._try(token, method, url, data, headers)
        if answer.status == UNAUTHORISED and self._tokens.refused(token):
            token = await self._tokens.current(self._pool)
            answer = await self._try(token, method, url, data, headers)
        return answer

    async def _try(
        self, token: str, method: str, url: str, data: bytes | None, more: Mapping[str, str]
    ) -> Answer:
        headers = {"Authorization": f"Bearer {token}", **more}
        async with (
            self._free,
            self._pool.request(method, url, data=data, headers=headers) as response,
        ):
            try:
                read = await response.json() if "json" in response.content_type else {}
            except (ValueError, RecursionError):  # what calls itself JSON and is none says as little
                read = {}
            self._health.times.observe(response.headers.get("Date"))
            if response.status in (200, UNAUTHORISED):
                self._health.token_accepted = response.status == 200
            return Answer(response.status, read if isinstance(read, dict) else {})

    async def _authorised(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {await self._tokens.current(self._pool)}"}

    @property
    def official(self) -> bool:
        """Whether this is LINE itself, which shows pictures from https addresses only."""
        return self._api_url == OFFICIAL_API

    @property
    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("LineClient used before open()")
        return self._session


def _says_token(body: Json) -> bool:
    """Whether a 400 is about the reply token: a wrong body is told in `details`, field by field."""
    return not body.get("details") and "reply token" in str(body.get("message", "")).lower()
