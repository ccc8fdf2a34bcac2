"""What the jobs do that write to consultants, and to the office about them, each once. Idempotent."""

from dataclasses import dataclass

from bot.mail.calendar_file import CalendarFile
from bot.mail.consultant_letters import to_consultant, to_office
from bot.notifications.consultations import Consultations, FoundAct
from bot.notifications.mail_facts import STAFF_LANGUAGE, contact_address
from bot.notifications.mailer import Occasion
from bot.notifications.notifier import Notifier
from bot.presenter.cases.consultation import moment
from bot.presenter.cases.days import short_day
from bot.presenter.cases.visit_news import Topic, VisitNotice
from bot.presenter.cases.visit_news import letter as visit_letter
from flows.cases.consultant_events import (
    AdviceReceived,
    AdviceReturned,
    AdviceUploaded,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantDeclined,
    OtherTimesAsked,
    VisitCancelled,
    VisitFixed,
)
from flows.cases.consultation import Consultation, Visit
from flows.cases.events import CaseWithdrawn, DataRequested
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.outbox.job import Job
from storage.stored_names import MailKind


def spec_of(kind: MailKind, to: Correspondent = Correspondent.CONSULTANT) -> MailSpec:
    """A letter to the consultant or the office about an act; every scheme has it."""
    thread = MailKind.STAFF if to is Correspondent.STAFF else ""
    return MailSpec(kind, MailEvent.NEWS, to, language=STAFF_LANGUAGE, thread=thread)


CONSULTANT, FORMER = spec_of(MailKind.CONSULTANT), spec_of(MailKind.FORMER_CONSULTANT)
ENDED = MailSpec(MailKind.VISIT, MailEvent.NEWS, Correspondent.APPLICANT, limited=False)
OFFICE = spec_of(MailKind.CASE_STAFF, Correspondent.STAFF)


@dataclass(frozen=True)
class ConsultantNotifications:
    """Mails to consultants and about them."""

    found: Consultations
    notifier: Notifier

    async def mail(self, job: Job) -> None:
        """Write to whoever has the case."""
        found = await self.found.leaving(job, self.notifier.now())
        if found is None or not found.now.consultant:
            return
        facts = self.found.facts(found) | {"link": await self._link(found, found.now)}
        calendar: CalendarFile | None = None
        match found.act.event:
            case ConsultantAssigned(consultant) if consultant == found.now.consultant:
                about = "assigned"
            case OtherTimesAsked(note):
                about, facts = "others", facts | {"what": note}
            case VisitFixed() if found.now.visit and found.now.visit.number == found.act.number:
                visit = found.now.visit
                about = "moved" if found.moved else "fixed"
                facts |= self.found.visit_facts(found, visit) | _before(found)
                calendar = self.found.calendar(found, visit, found.now.consultant)
            case VisitCancelled(reason) if found.ended:
                about, facts = "cancelled", facts | _before(found) | {"what": reason}
                calendar = self.found.calendar(found, found.ended, found.now.consultant, cancelled=True)
            case AdviceReturned(reason):
                about, facts = "returned", facts | {"what": reason}
            case _:
                return
        await self._send(found, found.now.consultant, to_consultant(about, facts), calendar, job)

    async def former(self, job: Job) -> None:
        """Write to whoever had the case until this act, and close their link to it."""
        found = await self.found.leaving(job, self.notifier.now())
        before = found.before if found else None
        if found is None or before is None or before.assigned is None:
            return
        await self.found.links.revoke(
            found.application.case_number, before.assigned.number, self.notifier.now()
        )
        facts, ended = self.found.facts(found, before) | _before(found), found.ended
        letter = to_consultant("former_visit" if ended else "former", facts)
        calendar = self.found.calendar(found, ended, before.consultant, cancelled=True) if ended else None
        occasion = Occasion(
            found.act.at, found.act.number, letter, address=before.consultant, calendar=calendar
        )
        await self.found.mailer.send(found.application, FORMER, occasion, job.payload)

    async def superseded(self, job: Job) -> None:
        """Write to whoever had a case that another one took the place of, and take its visit out of both calendars."""
        found = await self.found.superseded(job)
        if found is None or found.now.assigned is None:
            return
        case, now = found.application.case_number, found.now
        await self.found.links.revoke(case, found.now.assigned.number, self.notifier.now())
        visit = now.visit if now.visit and now.visit.end > found.act.at and not now.held else None
        before = {"before": moment(visit.start, STAFF_LANGUAGE) if visit else ""}
        letter = to_consultant("former_visit" if visit else "former", self.found.facts(found) | before)
        calendar = self.found.calendar(found, visit, now.consultant, cancelled=True) if visit else None
        occasion = Occasion(found.act.at, 0, letter, address=now.consultant, calendar=calendar)
        await self.found.mailer.send(found.application, FORMER, occasion, job.payload)
        if visit:
            await self._cancelled(found, visit, job)

    async def _cancelled(self, found: FoundAct, visit: Visit, job: Job) -> None:
        mailer, application = self.found.mailer, found.application
        notice = VisitNotice(Topic.ENDED, found.now, before=visit)
        letter = visit_letter(mailer.context(application, found.act.at), notice)
        address = contact_address(mailer.definition(application).edition, application)
        calendar = self.found.calendar(found, visit, address, cancelled=True)
        await mailer.send(
            application, ENDED, Occasion(found.act.at, 0, letter, calendar=calendar), job.payload
        )

    async def office(self, job: Job) -> None:
        """Write to the office what a consultant or the applicant did."""
        found = await self.found.leaving(job, self.notifier.now())
        if found is None:
            return
        case, base = found.application.case_number, self.found.links.link_url
        of = found.before if isinstance(found.act.event, ConsultantDeclined) else found.now
        facts = self.found.facts(found, of) | {"link": f"{base}/desk/{case}" if base else ""}
        match found.act.event:
            case ConsultantAccepted():
                about = "accepted"
            case ConsultantDeclined(reason):
                about, facts = "declined", facts | {"what": reason}
            case AdviceUploaded():
                about = "uploaded"
            case AdviceReceived():
                about = "received"
            case CaseWithdrawn():
                about = "withdrawn"
            case DataRequested(kind, text):
                asked = next(one for one in found.case.state.requests if one.number == found.act.number)
                about = kind
                facts |= {"what": text, "due": short_day(asked.due, STAFF_LANGUAGE)}
            case _:
                return
        occasion = Occasion(found.act.at, found.act.number, to_office(about, facts))
        await self.found.mailer.send(found.application, OFFICE, occasion, job.payload)

    async def _send(
        self,
        found: FoundAct,
        address: str,
        letter: tuple[str, str],
        calendar: CalendarFile | None,
        job: Job,
    ) -> None:
        occasion = Occasion(found.act.at, found.act.number, letter, address=address, calendar=calendar)
        await self.found.mailer.send(found.application, CONSULTANT, occasion, job.payload)

    async def _link(self, found: FoundAct, of: Consultation) -> str:
        return await self.found.consultant_link(found, of, self.notifier.now())


def _before(found: FoundAct) -> dict[str, object]:
    visit = found.moved or found.ended
    return {"before": moment(visit.start, STAFF_LANGUAGE) if visit else ""}
