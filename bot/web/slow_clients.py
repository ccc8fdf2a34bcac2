"""Closes connections that take too long over a request: headers or a body that never end would use up all there are.

aiohttp waits for both without end, and the reverse proxy in front may be set to as well.
"""

import asyncio
import errno
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

from aiohttp import web

from bot.command_words import both
from bot.config.settings import BadSettings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADER_SECONDS = 15.0
"""From connecting, or from the first byte of a further request, to the end of the headers."""

BODY_SECONDS = 60.0
"""From there to the end of the body: 20 MB, the largest upload, over a phone's 3 Mbit/s."""


def cannot_listen(host: str, port: int, error: OSError) -> str:
    """Why nothing can be served there, as one of the problems of settings."""
    match error.errno:
        case errno.EADDRINUSE:
            return both("port_taken", port=port)
        case errno.EACCES:
            return both("port_forbidden", port=port)
        case _:
            return both("host_unusable", host=host)


class _Watched(asyncio.Protocol):
    """A connection with a deadline, in front of aiohttp's own protocol."""

    def __init__(self, inner: asyncio.Protocol, watch: "SlowClients") -> None:
        self._inner, self._watch = inner, watch
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._idle = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one, and no subclass of it
        self._watch.connections[self._transport] = self
        self.allow(self._watch.header_seconds)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._idle:
            self._idle = False
            self.allow(self._watch.header_seconds)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        self.forgive()
        if self._transport:
            self._watch.connections.pop(self._transport, None)
        self._inner.connection_lost(error)

    def allow(self, seconds: float) -> None:
        """Give this many seconds for what comes next, then hang up."""
        self.forgive()
        if self._transport:
            self._deadline = asyncio.get_running_loop().call_later(seconds, self._transport.abort)

    def forgive(self) -> None:
        """No deadline any more."""
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def complete(self) -> None:
        """The request is all here; what comes next is another one."""
        self.forgive()
        self._idle = True


class SlowClients:
    """The connections of a server and their deadlines."""

    def __init__(self, header_seconds: float = HEADER_SECONDS, body_seconds: float = BODY_SECONDS) -> None:
        self.header_seconds, self.body_seconds = header_seconds, body_seconds
        self.connections: dict[asyncio.BaseTransport, _Watched] = {}

    def middleware(self) -> Any:
        """Called by aiohttp when the headers are there: from now on the body's deadline counts."""

        @web.middleware
        async def watched(request: web.Request, handler: Handler) -> web.StreamResponse:
            connection = self.connections.get(request.transport) if request.transport else None
            if connection:
                connection.allow(self.body_seconds)
                request.content.on_eof(connection.complete)
            return await handler(request)

        return watched

    @asynccontextmanager
    async def listening(self, application: web.Application, host: str, port: int) -> AsyncIterator[int]:
        """Serve the application, made with this middleware; yields the port. BadSettings where it cannot listen."""
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        assert runner.server
        inner = runner.server
        try:
            server = await asyncio.get_running_loop().create_server(
                lambda: _Watched(inner(), self), host, port, backlog=1024
            )
        except OSError as error:
            await runner.cleanup()
            raise BadSettings([cannot_listen(host, port, error)]) from error
        try:
            found: int = server.sockets[0].getsockname()[1]
            yield found
        finally:
            server.close()
            await runner.cleanup()
