"""How calls to LINE travel: over one aiohttp session, in bounds, with the token of the moment.

Replies go through it directly. The SDK is given it in place of the session it makes for itself, which asks the
environment and netrc at every request, waits up to five minutes and takes an answer of any size.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from bot.channels.line.limits import Json
from bot.channels.line.tokens import Tokens
from bot.channels.shared.download import CHUNK
from bot.channels.shared.http_pool import pool
from bot.channels.shared.platform_health import PlatformHealth

CONNECTIONS = 512
"""Calls under way at the same time; the usual limit of open files is 1,024."""

UNAUTHORISED = 401


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take: time once it has a connection (waiting for one of ours to be free is no fault of
    LINE's), and bytes of the answer."""

    timeout: aiohttp.ClientTimeout
    most: int


CALL = Bounds(aiohttp.ClientTimeout(total=10, sock_connect=5), most=8 * 1024 * 1024)
"""Of a call with a JSON answer. The largest is the list of 1,000 rich menus."""


class AnswerTooLargeError(aiohttp.ClientError):
    """LINE, or whoever answers in its place, sends more than the call may take."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, read to its end; with what the SDK asks of one."""

    status: int
    headers: Mapping[str, str]
    data: bytes
    reason: str = ""

    @property
    def body(self) -> Json:
        """The JSON object it is; empty for anything else, whatever it calls itself."""
        try:
            found = json.loads(self.data)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    async def read(self) -> bytes:
        """The whole body."""
        return self.data

    def getheaders(self) -> Mapping[str, str]:
        """Every header."""
        return self.headers


class Transport:
    """LINE's API for one channel. Open while anybody has it open, within one event loop. `health` is told of the token
    and the clock."""

    def __init__(self, tokens: Tokens, health: PlatformHealth) -> None:
        self._tokens = tokens
        self._health = health
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._session: aiohttp.ClientSession | None = None
        self._users = 0

    async def open(self) -> None:
        """Open the connection pool, for one more user."""
        self._users += 1
        if self._session is None:
            self._session = pool(0, CALL.timeout)

    async def close(self) -> None:
        """Close the connection pool after the last of its users."""
        self._users = max(0, self._users - 1)
        if self._session and not self._users:
            session, self._session = self._session, None
            await session.close()

    async def request(
        self,
        method: str,
        url: str,
        timeout: object,  # noqa: ASYNC109 (the SDK's name)
        headers: dict[str, str],
        data: str | bytes | None = None,
    ) -> Response:
        """As the SDK calls its session. What it hands through as `timeout` are our Bounds."""
        return await self.send(method, url, headers, data, timeout if isinstance(timeout, Bounds) else None)

    async def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        data: str | bytes | None,
        bounds: Bounds | None = None,
    ) -> Response:
        """One call, whatever its status. A 401 says that nothing was done, so it is made once more if there is another
        token. Raises aiohttp's errors, TimeoutError."""
        token = await self._tokens.current(self._pool)
        answer = await self._try(token, method, url, headers, data, bounds or CALL)
        if answer.status == UNAUTHORISED and self._tokens.refused(token):
            token = await self._tokens.current(self._pool)
            answer = await self._try(token, method, url, headers, data, bounds or CALL)
        return answer

    async def _try(
        self,
        token: str,
        method: str,
        url: str,
        headers: dict[str, str],
        data: str | bytes | None,
        bounds: Bounds,
    ) -> Response:
        sent = headers | {"Authorization": f"Bearer {token}"}
        async with (
            self._free,
            self._pool.request(method, url, data=data, headers=sent, timeout=bounds.timeout) as response,
        ):
            self._health.times.observe(response.headers.get("Date"))
            if response.status in (200, UNAUTHORISED):
                self._health.token_accepted = response.status == 200
            return Response(response.status, response.headers, await _content(response, bounds.most))

    @property
    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("LINE's transport used before open()")
        return self._session


async def _content(response: aiohttp.ClientResponse, most: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > most:
            raise AnswerTooLargeError
    return bytes(content)
