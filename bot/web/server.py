"""The HTTP face of the service: webhooks, documents behind expiring links, health and metrics."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.paths import SHARED
from bot.web.metrics import CONTENT_TYPE, Metrics
from bot.web.readiness import Readiness
from storage.cases.files import Files
from storage.errors import StorageError
from storage.outbox.jobs import Jobs

EXPIRED_LINK = SHARED / "web" / "expired_link.txt"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MAX_BODY = 1024**2 * 21
"""Bytes of any request: an upload of 20 MB with its envelope; webhooks are capped lower by their channels."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex",
    "Strict-Transport-Security": "max-age=31536000",
    "Server": "intake",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-src 'self'",
}


@dataclass(frozen=True)
class HttpServer:
    """What the service's own endpoints need."""

    files: Files
    jobs: Jobs
    now: Callable[[], datetime]
    counters: Callable[[], Awaitable[dict[str, float]]]
    readiness: Readiness
    times: Metrics

    def application(self, *outer: Any) -> web.Application:
        """An aiohttp application with the endpoints every deployment has, inside these middlewares."""
        application = web.Application(client_max_size=MAX_BODY, middlewares=[*outer, _secured])
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
        """Whether all of it works: the database, a worker that keeps up with what is due, the clock, and the platforms:
        whether each is heard and takes our token."""
        report = await self.readiness.report()
        text = "".join(f"{line}\n" for line in (*(report.problems or ("ready",)), *report.facts))
        return web.Response(text=text, status=503 if report.problems else 200)

    async def readyz_database(self, _request: web.Request) -> web.Response:
        """Whether people can be answered, which is what a balancer needs to know: taking a replica away from them
        because mails are late would not send one."""
        report = await self.readiness.report()
        text = "ready" if report.database else "; ".join(report.problems)
        return web.Response(text=f"{text}\n", status=200 if report.database else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Figures and times in Prometheus' text format; while the database is away only that it is."""
        values = (await self.readiness.report()).figures
        if values["database_up"]:
            try:
                values = {**await self.counters(), **await self._queue(), **values}
            except StorageError:
                values = {"database_up": 0.0}
        text = self.times.text(values, times=bool(values["database_up"]))
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})

    async def _queue(self) -> dict[str, float]:
        return {
            "jobs_retrying": len(await self.jobs.troubled(1)),
            "jobs_stuck": len(await self.jobs.stuck()),
        }

    async def file(self, request: web.Request) -> web.Response:
        """A document behind its expiring link."""
        found = await self.files.open_link(request.match_info["token"], self.now())
        if found is None:
            raise web.HTTPNotFound(text=EXPIRED_LINK.read_text(encoding="utf-8"))
        headers = {
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(found.name or 'file')}",
            "Cache-Control": "private, no-store",
        }
        return web.Response(body=found.content, content_type=found.media_type, headers=headers)


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
