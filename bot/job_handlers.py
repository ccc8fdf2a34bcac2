"""The worker of a service: one table of what does each kind of job, and workers that run beside whatever else runs."""

import os
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.config.staff_mail import staff_of
from bot.conversation.alliance.turns import takes_part
from bot.conversation.follow_ups.company_claim import Expired
from bot.handover.seat_mail import alliance_letters
from bot.mail.imap_url import ImapTarget
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from bot.notifications.alliance.ending import alliance_jobs
from bot.notifications.alliance.outcomes import outcome_jobs
from bot.notifications.bounces import BounceFolder, BounceMailbox
from bot.notifications.case_jobs import SignedCopyJobs, SubmissionJobs
from bot.notifications.case_news import CaseActNotifications
from bot.notifications.consultant_news import ConsultantNotifications
from bot.notifications.consultations import Consultations
from bot.notifications.dispatch import Dispatch
from bot.notifications.mailer import Mailer
from bot.notifications.occasions import CaseNotifications
from bot.notifications.operator_digest import Digest
from bot.notifications.place_offers import PlaceOffers
from bot.notifications.question_mails import QuestionMails
from bot.notifications.reminders import Reminders
from bot.notifications.signed_copy_received import SignedCopyReceived
from bot.notifications.visit_news import VisitNotifications
from bot.notifications.visit_reminders import VisitReminders
from bot.office.act_links.links import ActLinks
from bot.office.act_links.office_mail import OfficeMail
from bot.office.received.filing import CopyFiling
from bot.office.received.mail_intake import MailIntake
from bot.office.sign_in_mail import SignInMail
from bot.one_time_links.case_pages import CasePageLinks
from bot.one_time_links.replacement_answer import ConsentLinks
from bot.outbox.lanes import Lanes
from bot.outbox.worker import Handler, Schedule
from bot.reporting.daily_figures import DailyFigures
from bot.reporting.weekly_mail import WeeklyMail
from bot.retention.nightly_erasure import NightlyErasure
from bot.service import Service
from flows.scheme.mail_spec import MailEvent, MailSpec
from storage.cases.stream.case_events import CaseEvents
from storage.outbox.job import Job
from storage.staff.sign_ins import SignIns
from storage.staff.unfiled import Unfiled
from storage.stored_names import JobKind


@dataclass(frozen=True)
class Work:
    """What the workers do: a handler for every kind of job, and what is looked at between jobs."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    schedules: tuple[Schedule, ...] = ()

    def __add__(self, other: "Work") -> "Work":
        """Both; of a kind that both have, the other's handler."""
        return Work({**self.handlers, **other.handlers}, (*self.schedules, *other.schedules))


@asynccontextmanager
async def running_worker(service: Service, *, demo: bool = False) -> AsyncIterator[None]:
    """Workers beside whatever else runs; on leaving they finish the jobs in hand."""
    work = work_of(service, demo=demo)
    name, handlers = f"{socket.gethostname()}:{os.getpid()}", service.metrics.timed_jobs(work.handlers)
    lanes = Lanes(name, service.jobs, handlers, service.case_status.wake_up, service.now, work.schedules)
    lanes.start()
    try:
        yield
    finally:
        await lanes.stop()


def work_of(service: Service, *, demo: bool = False) -> Work:
    """Everything there is to do with these settings. Every handler is idempotent: see bot/outbox/worker.py."""
    transport = _transport(service)
    mailer = _mailer(service, transport, demo=demo)
    work = _switched_off() + _of_cases(service, mailer) + _signing(service, mailer)
    if service.settings.staff_mail:
        sign_in = SignInMail(service, SignIns(service.database), transport, demo)
        office = OfficeMail(
            service, CaseEvents(service.database), ActLinks(service.links, service.secrets),
            Dispatch(service.deliveries, transport, service.now), demo,
        )  # fmt: skip
        work += Work({JobKind.SIGN_IN_MAIL: sign_in.send, JobKind.OFFICE_MAIL: office.send})
        work += _reports(service, transport, demo=demo)
    if takes_part(service.catalogue):
        work += Work(alliance_letters(service, transport, demo=demo))
    if service.settings.bounce_dir:
        work += Work(schedules=(BounceFolder(service.deliveries, Path(service.settings.bounce_dir)).look,))
    if service.settings.bounce_imap_url:
        work += _returned_mails(service)
    if service.settings.operator_mail:
        work += _digest(service, transport)
    if any(each.retention.limited for each in service.catalogue.programmes.values()):
        work += Work({JobKind.RETENTION: (erasure := NightlyErasure(service)).run}, (erasure.schedule,))
    if service.places:
        work += _place_offers(service, transport, demo=demo)
    return work


def _switched_off() -> Work:
    kinds = (
        JobKind.DIGEST, JobKind.BOUNCES, JobKind.PLACE_MAIL, JobKind.PLACE_CHAT, JobKind.SIGN_IN_MAIL,
        JobKind.OFFICE_MAIL, JobKind.SEAT_MAIL,
        JobKind.RETENTION, JobKind.PROOF_MAIL, JobKind.FIGURES, JobKind.WEEKLY_MAIL,
    )  # fmt: skip
    return Work(dict.fromkeys(kinds, obsolete))


async def obsolete(_: Job) -> None:
    """Completes jobs whose feature has been switched off since: without a handler /readyz would report a backlog."""


def _of_cases(service: Service, mailer: Mailer) -> Work:
    """What every installation does for its cases, and their people."""
    applications, jobs, notifier = service.applications, service.jobs, service.notifier
    received = SignedCopyReceived(applications, jobs, service.deliveries, service.case_status, notifier)
    submission = SubmissionJobs(applications, service.documents, mailer)
    staff = tuple(staff_of(service.settings.staff_mail))
    signed_copy = SignedCopyJobs(applications, service.files, jobs, mailer, received, staff)
    reminders = Reminders(applications, jobs, mailer, notifier)
    links, events = ConsentLinks(service.confirmation), CaseEvents(service.database)
    news = CaseNotifications(applications, service.replacements, mailer, notifier, links, events)
    acts = CaseActNotifications(applications, events, mailer, notifier)
    desk = service.settings.link_url if staff else ""
    questions = QuestionMails(applications, events, jobs, mailer, desk)
    handlers: dict[str, Handler] = {
        JobKind.QUESTION_MAIL: questions.send,
        JobKind.DOCUMENT: submission.document,
        **{mail.job: submission.mail for mail in _mails(service, MailEvent.SUBMITTED)},
        JobKind.SIGNED_MAIL: signed_copy.mail,
        JobKind.COPY_CHAT: received.chat,
        JobKind.REMIND: reminders.due,
        **alliance_jobs(service.database, notifier),
        JobKind.REMIND_CHAT: reminders.chat,
        JobKind.NEWS_MAIL: news.mail,
        JobKind.NEWS_CHAT: news.chat,
        JobKind.STAFF_NEWS: news.staff,
        JobKind.SUPERSEDED_MAIL: news.superseded_mail,
        JobKind.SUPERSEDED_CHAT: news.superseded_chat,
        JobKind.CASE_MAIL: acts.mail,
        JobKind.CASE_CHAT: acts.chat,
        **_consultations(service, mailer),
    }
    expired = Expired((service.attempts, service.ends.offers, service.ends.invitations.links))
    return Work(handlers, (expired.look,))


def _consultations(service: Service, mailer: Mailer) -> dict[str, Handler]:
    """What tells of consultants, visits and advice."""
    links = CasePageLinks(service.links, service.secrets, service.settings.mailed_link_url)
    found = Consultations(service.applications, CaseEvents(service.database), mailer, links)
    visits = VisitNotifications(found, service.files, service.notifier)
    consultants = ConsultantNotifications(found, service.notifier)
    reminders = VisitReminders(found, service.notifier)
    return {
        **outcome_jobs(found, service.database, service.notifier),
        JobKind.VISIT_MAIL: visits.mail,
        JobKind.VISIT_CHAT: visits.chat,
        JobKind.VISIT_REMIND: reminders.due,
        JobKind.VISIT_REMIND_CHAT: reminders.chat,
        JobKind.CONSULTANT_MAIL: consultants.mail,
        JobKind.FORMER_CONSULTANT_MAIL: consultants.former,
        JobKind.CASE_STAFF_MAIL: consultants.office,
        JobKind.VISIT_SUPERSEDED: consultants.superseded,
        JobKind.STEP_REMIND: reminders.late,
        JobKind.CASE_CLOSE: reminders.close,
    }


def _mails(service: Service, event: MailEvent) -> list[MailSpec]:
    """The mails of all schemes that an event causes."""
    return [mail for scheme in service.catalogue.schemes.values() for mail in scheme.mails_on(event)]


def _signing(service: Service, mailer: Mailer) -> Work:
    """Signing online; what was signed before it was switched off is finished all the same."""
    return Work(service.signing.handlers(mailer, service.notifier, service.settings.sign_in_chat_agreed))


def _returned_mails(service: Service) -> Work:
    settings = service.settings
    target = ImapTarget.parse(settings.bounce_imap_url)
    tls = ssl.create_default_context(cafile=settings.smtp_ca_file or None)
    mailbox = BounceMailbox(service.jobs, service.deliveries, target, tls, service.now, _intake(service))
    return Work({JobKind.BOUNCES: mailbox.look}, (mailbox.keep,))


def _intake(service: Service) -> Callable[[bytes], Awaitable[bool]] | None:
    """What files mailed scans, where there is somebody to look at what it could not file."""
    if not service.settings.staff_mail:
        return None
    events, unfiled = CaseEvents(service.database), Unfiled(service.database)
    return MailIntake(service, events, unfiled, CopyFiling(service)).take


def _digest(service: Service, transport: MailTransport) -> Work:
    settings = service.settings
    digest = Digest(
        service.jobs, service.deliveries, service.secrets, transport, settings.mail_from, settings.operator_mail
    )  # fmt: skip
    return Work({JobKind.DIGEST: digest.send}, (digest.schedule,))


def _reports(service: Service, transport: MailTransport, *, demo: bool) -> Work:
    figures, weekly = DailyFigures(service), WeeklyMail(service, transport, demo)
    handlers: dict[str, Handler] = {JobKind.FIGURES: figures.run, JobKind.WEEKLY_MAIL: weekly.send}
    return Work(handlers, (figures.schedule, weekly.schedule))


def _place_offers(service: Service, transport: MailTransport, *, demo: bool) -> Work:
    offers = PlaceOffers(
        service.catalogue, service.places, service.notifier, transport, service.mail_limits,
        service.secrets, service.settings.mail_from, demo,
    )  # fmt: skip
    handlers: dict[str, Handler] = {JobKind.PLACE_MAIL: offers.mail, JobKind.PLACE_CHAT: offers.chat}
    return Work(handlers, (offers.move_up,))


def _mailer(service: Service, transport: MailTransport, *, demo: bool) -> Mailer:
    settings, dispatch = service.settings, Dispatch(service.deliveries, transport, service.now)
    staff = {scheme: [settings.staff_mailbox(scheme)] for scheme in service.catalogue.schemes}
    desk = settings.link_url if settings.staff_mail else ""
    return Mailer(
        service.catalogue, service.documents, dispatch, service.confirmation,
        service.mail_limits, settings.mail_from, staff, demo, desk,
    )  # fmt: skip


def _transport(service: Service) -> MailTransport:
    settings = service.settings
    return MailTransport(
        SmtpTarget.parse(settings.smtp_url) if settings.smtp_url else None,
        settings.mail_from,
        ca_file=settings.smtp_ca_file,
        mail_dir=Path(settings.mail_dir) if settings.mail_dir else None,
        now=service.now,
    )
