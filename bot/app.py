"""The only file that builds everything: settings in, a running service out."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias, cast

from aiohttp import web

from bot.cases import Cases
from bot.channels.web import WebChannel
from bot.editions import shipped
from bot.jobs import Handler, Worker
from bot.mail.send import Postman
from bot.mail.smtp_url import SmtpTarget
from bot.mailing import APPLICANT, STAFF, Mailing
from bot.papers import Papers
from bot.programme import read_programme
from bot.settings import BadSettings, Settings
from bot.submission import APPLICANT_MAIL, DOCUMENT, STAFF_MAIL
from bot.turn import Turns
from bot.web import Face
from flows.loader import Edition
from flows.programme import Programme
from storage.applications import Applications
from storage.database import Database
from storage.deliveries import Deliveries
from storage.erasure import Erasure
from storage.files import Files
from storage.jobs import Jobs
from storage.journal import Journal
from storage.records import Application, Job

log = logging.getLogger("bot.app")

Clock: TypeAlias = Callable[[], datetime]
Start: TypeAlias = Callable[[AsyncExitStack], Awaitable[None]]


def utc_now() -> datetime:
    """The clock of the real service."""
    return datetime.now(UTC)


@dataclass
class Service:
    """Everything that was built, for the commands and the demo to use."""

    settings: Settings
    programme: Programme
    editions: Mapping[str, Edition]
    database: Database
    journal: Journal
    applications: Applications
    files: Files
    deliveries: Deliveries
    jobs: Jobs
    erasure: Erasure
    papers: Papers
    cases: Cases
    turns: Turns
    now: Clock
    web_channel: WebChannel
    counters: dict[str, Callable[[], float]] = field(default_factory=dict)


@asynccontextmanager
async def built(
    settings: Settings, *, programme: Programme | None = None, now: Clock = utc_now
) -> AsyncIterator[Service]:
    """Storage opened and migrated, everything put together; closed in reverse order."""
    programme = programme or read_programme(settings.programme_file)
    if programme.questionnaire not in shipped():
        raise BadSettings([f"PROGRAMME_FILE: no questionnaire {programme.questionnaire} in flows/diagnosis"])
    try:
        database = Database.open(settings.database_url)
    except ValueError as error:
        raise BadSettings([str(error)]) from None
    try:
        await database.migrate()
        service = _assembled(settings, programme, database, now)
        try:
            yield service
        finally:
            await service.journal.close()
    finally:
        await database.close()


def _assembled(settings: Settings, programme: Programme, database: Database, now: Clock) -> Service:
    editions = shipped()
    journal, files, deliveries = Journal(database), Files(database), Deliveries(database)
    erasure, jobs = Erasure(database), Jobs(database)
    cases = Cases(editions, files, deliveries, settings.link_url, now)
    turns = Turns(editions, programme, journal, erasure, cases, now)
    return Service(
        settings=settings,
        programme=programme,
        editions=editions,
        database=database,
        journal=journal,
        applications=Applications(database),
        files=files,
        deliveries=deliveries,
        jobs=jobs,
        erasure=erasure,
        papers=Papers(editions, programme, files),
        cases=cases,
        turns=turns,
        now=now,
        web_channel=WebChannel(turns.receive, now),
    )


@asynccontextmanager
async def working(service: Service, *, demo: bool = False) -> AsyncIterator[None]:
    """A worker beside whatever else runs; on leaving it finishes the job in hand."""
    settings = service.settings
    postman = Postman(
        SmtpTarget.parse(settings.smtp_url) if settings.smtp_url else None,
        settings.mail_from,
        ca_file=settings.smtp_ca_file,
        mail_dir=Path(settings.mail_dir) if settings.mail_dir else None,
    )
    mailing = Mailing(
        service.editions, service.programme, service.papers, service.deliveries, postman,
        settings.mail_from, [settings.mail_to or service.programme.contact.email], demo,
    )  # fmt: skip
    name = f"{socket.gethostname()}:{os.getpid()}"
    worker = Worker(name, service.jobs, _handlers(service, mailing), service.cases.work, service.now)
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        await task


def _handlers(service: Service, mailing: Mailing) -> dict[str, Handler]:
    """What each kind of job does. All are idempotent: see bot/jobs.py."""

    async def application(job: Job) -> Application | None:
        found = await service.applications.get(job.case_number or "")
        return found if found and not found.erased_at else None

    async def document(job: Job) -> None:
        if found := await application(job):
            await service.papers.document(found, service.now())

    async def staff(job: Job) -> None:
        if found := await application(job):
            await mailing.send(found, STAFF, service.now())

    async def applicant(job: Job) -> None:
        if found := await application(job):
            await mailing.send(found, APPLICANT, service.now())

    return {DOCUMENT: document, STAFF_MAIL: staff, APPLICANT_MAIL: applicant}


@asynccontextmanager
async def serving(
    service: Service, *, extra: Callable[[web.Application], None] | None = None
) -> AsyncIterator[str]:
    """The HTTP server and the channels that have tokens; yields the address it listens on."""
    face = Face(service.database, service.files, service.jobs, service.now, lambda: _counted(service))
    application = face.application()
    async with AsyncExitStack() as stack:
        for start in _channels(service, application):
            await start(stack)
        if extra:
            extra(application)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, service.settings.host, service.settings.port)
        await site.start()
        yield f"http://{service.settings.host}:{runner.addresses[0][1]}"


def _counted(service: Service) -> dict[str, float]:
    return {name: count() for name, count in service.counters.items()}


def _channels(service: Service, application: web.Application) -> list[Start]:
    """The channels that have tokens, their webhooks mounted, ready to start."""
    starts: list[Start] = []
    if service.settings.line_channel_access_token:
        starts.append(_line(service, application))
    if service.settings.telegram_token:
        starts.append(_telegram(service, application))
    return starts


def _line(service: Service, application: web.Application) -> Start:
    from bot.channels.line import LineChannel

    settings = service.settings
    channel = LineChannel(
        settings.line_channel_secret,
        settings.line_channel_access_token,
        service.turns.receive,
        words=lambda language, key: _phrase(service, language, key),
        api_url=settings.line_api_url,
        data_api_url=settings.line_data_api_url,
    )
    application.router.add_post("/line/webhook", channel.webhook)
    service.counters |= {"line_pushes": lambda: channel.pushes, "line_replies": lambda: channel.replies}

    async def start(stack: AsyncExitStack) -> None:
        await channel.start()
        stack.push_async_callback(channel.close)

    return start


def _telegram(service: Service, application: web.Application) -> Start:
    from bot.channels.telegram import TelegramChannel

    settings = service.settings

    async def read_file(sha256: str) -> bytes:
        found = await service.files.get(sha256)
        return found.content if found else b""

    channel = TelegramChannel(
        settings.telegram_token,
        service.turns.receive,
        read_file,
        words=lambda language, key: _phrase(service, language, key),
        api_url=settings.telegram_api_url,
        webhook_secret=settings.telegram_webhook_secret,
        mode=cast("Literal['polling', 'webhook']", settings.telegram_mode),
        public_url=settings.public_url,
    )
    if settings.telegram_mode == "webhook":
        application.router.add_post("/telegram/webhook", channel.webhook)

    async def start(stack: AsyncExitStack) -> None:
        await channel.start()
        stack.push_async_callback(channel.close)

    return start


def _phrase(service: Service, language: str, key: str) -> str:
    return service.editions[service.programme.questionnaire].speak(language).say(key)
