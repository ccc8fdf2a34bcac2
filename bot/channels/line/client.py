"""The few calls to LINE's API: reply, loading animation, who am I."""

import logging
from enum import Enum, auto

import aiohttp

from bot.channels.line.limits import Json, serialise

LOG = logging.getLogger("bot.channels.line")

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
CONNECTIONS = 256
LOADING_SECONDS = 20
"""How long the animation lasts unless a message ends it: 5 to 60, in steps of 5."""


class Outcome(Enum):
    """What became of a reply."""

    SENT = auto()
    REFUSED = auto()
    """LINE said no (400): the token is dead or the body wrong, and nothing was shown."""
    UNKNOWN = auto()
    """A timeout, a limit or a fault on their side; LINE knows no retry key for replies, so it stays open."""


class LineClient:
    """LINE's API for one channel. Lives from `open` to `close`, within one event loop."""

    def __init__(self, api_url: str, access_token: str) -> None:
        self._api_url = api_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {access_token}", "Content-Type": "application/json"}
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Open the connection pool."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            headers=self._headers,
            timeout=TIMEOUT,
            trust_env=True,
        )

    async def close(self) -> None:
        """Close the connection pool."""
        if self._session:
            await self._session.close()

    async def bot_user_id(self) -> str:
        """The bot's own user id, which webhooks name as their destination; "" when LINE does not tell."""
        try:
            async with self._pool.get(f"{self._api_url}/v2/bot/info") as response:
                if response.status != 200:
                    LOG.error("line.info_refused status=%d", response.status)
                    return ""
                return str((await response.json()).get("userId", ""))
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.error("line.unreachable error=%s", type(error).__name__)
            return ""

    async def reply(self, reply_token: str, messages: list[Json]) -> Outcome:
        """Send the one reply an event allows. Never raises for what LINE or the network does."""
        try:
            status = await self._post(
                "/v2/bot/message/reply", {"replyToken": reply_token, "messages": messages}
            )
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.warning("line.reply_unknown error=%s", type(error).__name__)
            return Outcome.UNKNOWN
        if status == 200:
            return Outcome.SENT
        LOG.warning("line.reply_failed status=%d", status)
        return Outcome.REFUSED if status == 400 else Outcome.UNKNOWN

    async def show_loading(self, user: str) -> None:
        """Show the animation in a person's chat; the next message ends it."""
        await self._post("/v2/bot/chat/loading/start", {"chatId": user, "loadingSeconds": LOADING_SECONDS})

    async def _post(self, path: str, body: Json) -> int:
        async with self._pool.post(self._api_url + path, data=serialise(body).encode()) as response:
            await response.read()
            return response.status

    @property
    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("LineClient used before open()")
        return self._session
