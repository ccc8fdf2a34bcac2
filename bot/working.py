"""The worker of a service: what each kind of job does, and a worker that runs beside whatever else runs."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.jobs import Handler, Worker
from bot.mail.send import Postman
from bot.mail.smtp_url import SmtpTarget
from bot.mailing import APPLICANT, STAFF, Mailing
from bot.service import Service
from bot.submission import APPLICANT_MAIL, DOCUMENT, STAFF_MAIL
from storage.records import Application, Job


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
