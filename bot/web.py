"""The HTTP face of the service: webhooks, documents behind expiring links, health and metrics."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from storage.database import Database
from storage.errors import StorageError
from storage.files import Files
from storage.jobs import Jobs

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MAX_BODY = 1024**2 * 21
"""Bytes of any request: an upload of 20 MB with its envelope; webhooks are capped lower by their channels."""

LATE = 900
"""Seconds after which a job that nobody runs makes the service unready: a worker looks every second."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-src 'self'",
}


class Platform(Protocol):
    """What a channel tells of its platform; bot/channels/shared/platform.py."""

    def problems(self) -> list[str]:
        """What keeps people of this platform from being answered."""
        ...

    def line(self) -> str:
        """Its state in one line."""
        ...

    def figures(self) -> dict[str, float]:
        """Its state for the metrics, by name."""
        ...


@dataclass(frozen=True)
class Face:
    """What the service's own endpoints need."""

    database: Database
    files: Files
    jobs: Jobs
    now: Callable[[], datetime]
    counters: Callable[[], Awaitable[dict[str, float]]]
    platforms: Callable[[], Sequence[Platform]] = tuple

    def application(self) -> web.Application:
        """An aiohttp application with the endpoints every deployment has."""
        application = web.Application(client_max_size=MAX_BODY, middlewares=[_secured])
        application.add_routes(
            [
                web.get("/healthz", self.healthz),
                web.get("/readyz", self.readyz),
                web.get("/readyz/database", self.readyz_database),
                web.get("/metrics", self.metrics),
                web.get("/files/{token}", self.file),
            ]
        )
        return application

    async def healthz(self, _request: web.Request) -> web.Response:
        """The process is up."""
        return web.Response(text="ok\n")

    async def readyz(self, _request: web.Request) -> web.Response:
        """Whether all of it works: the database, a worker that keeps up with what is due, and the platforms: whether
        each is heard and takes our token."""
        try:
            waited = await self._waited()
        except StorageError:
            return _unavailable()
        if not await self.database.ready():
            return _unavailable()
        platforms = self.platforms()
        problems = ["late: is `work` running?"] if waited > LATE else []
        problems += [problem for platform in platforms for problem in platform.problems()]
        facts = [f"oldest due job: {waited:.0f} s", *(platform.line() for platform in platforms)]
        text = "".join(f"{line}\n" for line in (*(problems or ["ready"]), *facts))
        return web.Response(text=text, status=503 if problems else 200)

    async def readyz_database(self, _request: web.Request) -> web.Response:
        """Whether people can be answered, which is what a balancer needs to know: taking a replica away from them
        because mails are late would not send one."""
        return web.Response(text="ready\n") if await self.database.ready() else _unavailable()

    async def _waited(self) -> float:
        """Seconds the oldest due job has been waiting for a worker."""
        oldest = await self.jobs.oldest_due(self.now())
        return (self.now() - oldest).total_seconds() if oldest else 0.0

    async def metrics(self, _request: web.Request) -> web.Response:
        """Counters in Prometheus' text format; while the database is away only that it is."""
        try:
            values = {**await self.counters(), **await self._queue(), "database_up": 1.0}
        except StorageError:
            values = {"database_up": 0.0}
        text = "".join(f"intake_{name} {value:g}\n" for name, value in values.items())
        return web.Response(text=text, content_type="text/plain")

    async def _queue(self) -> dict[str, float]:
        return {
            "jobs_oldest_due_seconds": await self._waited(),
            "jobs_retrying": len(await self.jobs.troubled(1)),
            "jobs_stuck": len(await self.jobs.stuck()),
        }

    async def file(self, request: web.Request) -> web.Response:
        """A document behind its expiring link."""
        found = await self.files.open_link(request.match_info["token"], self.now())
        if found is None:
            raise web.HTTPNotFound(
                text="這個連結已失效。請回到對話輸入「進度」取得新的連結。\nThis link has expired.\n"
            )
        headers = {
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(found.name or 'file')}",
            "Cache-Control": "private, no-store",
        }
        return web.Response(body=found.content, content_type=found.media_type, headers=headers)


def _unavailable() -> web.Response:
    return web.Response(text="database unavailable\n", status=503)


@web.middleware
async def _secured(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every answer forbids sniffing, framing by others, and scripts that are not ours."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(SECURITY_HEADERS)
        raise
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
