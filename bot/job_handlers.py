"""The worker of a service: what each kind of job does, and a worker that runs beside whatever else runs."""

import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.cases.sent_copies import sent_copies
from bot.conversation.follow_ups.company_claim import Forgetting
from bot.mail.imap_url import ImapTarget
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from bot.notifications.bounces import BounceFolder, BounceMailbox
from bot.notifications.dispatch import Dispatch
from bot.notifications.mailer import Mailer, SignedCopy
from bot.notifications.occasions import CaseNotifications
from bot.notifications.operator_digest import Digest
from bot.notifications.place_offers import PlaceOffers
from bot.notifications.reminders import Reminders
from bot.notifications.signed_copy_received import SignedCopyReceived
from bot.one_time_links.replacement_answer import ConsentLinks
from bot.outbox.lanes import Lanes
from bot.outbox.worker import Handler, Schedule
from bot.service import Service
from flows.session.signed_copy import SentCopy
from storage.records import Application, Job, NewFile
from storage.stored_names import FileRole, JobKind, MailKind


@asynccontextmanager
async def running_worker(service: Service, *, demo: bool = False) -> AsyncIterator[None]:
    """Workers beside whatever else runs; on leaving they finish the jobs in hand."""
    settings = service.settings
    transport = MailTransport(
        SmtpTarget.parse(settings.smtp_url) if settings.smtp_url else None,
        settings.mail_from,
        ca_file=settings.smtp_ca_file,
        mail_dir=Path(settings.mail_dir) if settings.mail_dir else None,
        now=service.now,
    )
    dispatch = Dispatch(service.deliveries, transport, service.now)
    mailer = Mailer(
        service.catalogue, service.documents, dispatch, service.confirmation,
        service.mail_limits, settings.mail_from, [settings.mail_to or service.programme.contact.email], demo,
    )  # fmt: skip
    name = f"{socket.gethostname()}:{os.getpid()}"
    handlers, schedules = _handlers(service, mailer), _schedules(service)
    if settings.bounce_imap_url:
        mailbox = _bounce_mailbox(service)
        handlers[JobKind.BOUNCES] = mailbox.look
        schedules.append(mailbox.keep)
    if settings.operator_mail:
        digest = Digest(
            service.jobs, service.deliveries, service.secrets, transport, settings.mail_from,
            settings.operator_mail,
        )  # fmt: skip
        handlers[JobKind.DIGEST] = digest.send
        schedules.append(digest.schedule)
    if service.places:
        offers = PlaceOffers(
            service.programme, service.places, service.notifier, transport, service.mail_limits,
            service.secrets, settings.mail_from, demo,
        )  # fmt: skip
        handlers |= {JobKind.PLACE_MAIL: offers.mail, JobKind.PLACE_CHAT: offers.chat}
        schedules.append(offers.move_up)
    reminders = Reminders(service.applications, service.jobs, mailer, service.notifier)
    handlers |= {JobKind.REMIND: reminders.due, JobKind.REMIND_CHAT: reminders.chat}
    handlers |= _news(service, mailer)
    handlers = service.metrics.timed_jobs(handlers)
    lanes = Lanes(name, service.jobs, handlers, service.case_status.bell, service.now, schedules)
    lanes.start()
    try:
        yield
    finally:
        await lanes.stop()


def _news(service: Service, mailer: Mailer) -> dict[str, Handler]:
    """What people of a case are told unasked."""
    links = ConsentLinks(service.confirmation)
    news = CaseNotifications(service.applications, service.replacements, mailer, service.notifier, links)
    return {
        JobKind.NEWS_MAIL: news.mail,
        JobKind.NEWS_CHAT: news.chat,
        JobKind.STAFF_NEWS: news.staff,
        JobKind.SUPERSEDED_MAIL: news.superseded_mail,
        JobKind.SUPERSEDED_CHAT: news.superseded_chat,
    }


def _schedules(service: Service) -> list[Schedule]:
    """What the worker looks at between jobs."""
    schedules: list[Schedule] = [Forgetting(service.attempts).look]
    if service.settings.bounce_dir:
        schedules.append(BounceFolder(service.deliveries, Path(service.settings.bounce_dir)).look)
    return schedules


def _bounce_mailbox(service: Service) -> BounceMailbox:
    settings = service.settings
    target = ImapTarget.parse(settings.bounce_imap_url)
    tls = ssl.create_default_context(cafile=settings.smtp_ca_file or None)
    return BounceMailbox(service.jobs, service.deliveries, target, tls, service.now)


async def _obsolete_job(_: Job) -> None:
    """Completes jobs whose feature has been switched off since. Without a handler they would stay open and /readyz
    would report a backlog."""


def _handlers(service: Service, mailer: Mailer) -> dict[str, Handler]:
    """What each kind of job does. All are idempotent: see bot/outbox/worker.py."""
    news = SignedCopyReceived(
        service.applications, service.jobs, service.deliveries, service.case_status, service.notifier
    )

    async def application(job: Job) -> Application | None:
        found = await service.applications.get(job.case_number or "")
        return found if found and not found.erased_at else None

    async def document(job: Job) -> None:
        if found := await application(job):
            await service.documents.document(found, service.now())

    async def staff(job: Job) -> None:
        if found := await application(job):
            await mailer.send(found, MailKind.STAFF, service.now(), job.payload)

    async def applicant(job: Job) -> None:
        if found := await application(job):
            await mailer.send(found, MailKind.APPLICANT, service.now(), job.payload)

    async def signed(job: Job) -> None:
        found, stored = await application(job), await service.files.get(job.payload["file"])
        if found is None or stored is None:
            return
        name = f"{found.case_number}_signed.pdf"
        kept = NewFile(found.case_number, FileRole.SIGNED_COPY, name, "application/pdf", stored.content)
        await service.files.put(kept, service.now())
        copy = SignedCopy(stored.content, await _copy_number(service, job), _sent(found, job))
        await mailer.send_signed(found, copy, service.now(), job.payload)
        at = datetime.fromisoformat(copy.sent.at)
        await news.mailed(found, copy.number, job.session or found.session, at, service.now())

    mails: dict[str, Handler] = {
        JobKind.STAFF_MAIL: staff,
        JobKind.APPLICANT_MAIL: applicant,
        JobKind.SIGNED_MAIL: signed,
    }
    switched_off = (JobKind.DIGEST, JobKind.BOUNCES, JobKind.PLACE_MAIL, JobKind.PLACE_CHAT)
    idle: dict[str, Handler] = dict.fromkeys(switched_off, _obsolete_job)
    return {JobKind.DOCUMENT: document, **mails, JobKind.COPY_CHAT: news.chat, **idle}


def _sent(application: Application, job: Job) -> SentCopy:
    """What the record keeps of the copy this job is to mail."""
    file, at = str(job.payload["file"]), str(job.payload["at"])
    kept = (one for one in sent_copies(application) if (one.file, one.at) == (file, at))
    return next(kept, SentCopy(file, at))


async def _copy_number(service: Service, job: Job) -> int:
    """The number of this signed copy within the case, counting from 1; several people of a company may send one."""
    jobs = await service.jobs.for_case(job.case_number or "")
    return [one.id for one in jobs if one.kind == JobKind.SIGNED_MAIL].index(job.id) + 1
