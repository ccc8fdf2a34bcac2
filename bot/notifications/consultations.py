"""What the jobs about consultant, visit and advice look at: the case with its stream, the act, what it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cases.case_stream import case_of
from bot.cases.outgoing import leave
from bot.mail.calendar_file import CalendarEntry, CalendarFile, calendar_file
from bot.mail.headers import sender_of
from bot.notifications.case_jobs import live
from bot.notifications.mail_facts import STAFF_LANGUAGE, company_county, mail_facts
from bot.notifications.mailer import Mailer
from bot.one_time_links.case_pages import CasePageLinks
from bot.presenter.cases.consultation import moment, way
from bot.presenter.cases.days import short_day
from flows.cases.consultant_events import CaseClosed
from flows.cases.consultation import Consultation, Visit, consultation
from flows.cases.decide import Case
from flows.cases.events import SYSTEM, RecordedEvent
from flows.cases.stage import in_effect
from flows.cases.visit_changes import ended_visit, moved_visit
from flows.definitions.programme import TAIPEI
from storage.cases.applications import Applications
from storage.cases.stream.case_events import CaseEvents
from storage.outbox.job import Job
from storage.records import Application


@dataclass(frozen=True)
class FoundAct:
    """A case and an act of its stream. `moved` is the visit before an act that moved it, `ended` the one it ended."""

    application: Application
    case: Case
    act: RecordedEvent

    @property
    def now(self) -> Consultation:
        """How far things are."""
        return self.case.state.consulted

    @property
    def before(self) -> Consultation:
        """How far they were before the act."""
        acts = in_effect(self.case.events)
        return consultation([one for one in acts if one.number < self.act.number])

    @property
    def moved(self) -> Visit | None:
        """The visit as it was, where the act moved it."""
        return moved_visit(self.case.events, self.act.number)

    @property
    def ended(self) -> Visit | None:
        """The visit that the act put an end to."""
        return ended_visit(self.case.events, self.act.number)


@dataclass(frozen=True)
class Consultations:
    """Finds them, and says of a case what letters need."""

    applications: Applications
    events: CaseEvents
    mailer: Mailer
    links: CasePageLinks

    async def leaving(self, job: Job, now: datetime) -> FoundAct | None:
        """The act of a job, from now on told; None when nobody may hear of it any more."""
        application = await live(self.applications, job)
        if application is None or application.superseded_at:
            return None
        act = await leave(self.events, application.case_number, int(job.payload["act"]), now)
        return await self._found(application, act) if act else None

    async def acted(self, job: Job) -> FoundAct | None:
        """The act of a job, if it is in effect, the case in force, and its data may be used."""
        application = await live(self.applications, job)
        if application is None or application.superseded_at:
            return None
        case = await self._case(application)
        if case.state.frozen:
            return None
        act = next((one for one in in_effect(case.events) if one.number == job.payload["act"]), None)
        return FoundAct(application, case, act) if act else None

    async def superseded(self, job: Job) -> FoundAct | None:
        """A case that another one took the place of, as if it had been closed at that moment."""
        application = await live(self.applications, job)
        if application is None or application.superseded_at is None:
            return None
        act = RecordedEvent(0, application.superseded_at, SYSTEM, CaseClosed())
        return FoundAct(application, await self._case(application), act)

    async def _found(self, application: Application, act: RecordedEvent) -> FoundAct:
        return FoundAct(application, await self._case(application), act)

    async def _case(self, application: Application) -> Case:
        definition = self.mailer.definition(application)
        return case_of(application, await self.events.of(application.case_number), definition)

    def facts(self, found: FoundAct, of: Consultation | None = None) -> dict[str, object]:
        """What letters to consultants and the office name."""
        application, now = found.application, of or found.now
        definition = self.mailer.definition(application)
        told = mail_facts(definition, application, STAFF_LANGUAGE)
        rows: Mapping[str, str] = dict(told.rows)
        matching = dict(zip(definition.edition.roles.matching, told.matching, strict=True))
        mode = matching.get(definition.edition.roles.question("matching.mode"), ("", ""))[1]
        industry = matching.get(definition.edition.roles.question("matching.industry"), ("", ""))[1]
        due = found.case.state.due
        return {
            "case": application.case_number,
            "company": application.company,
            "county": company_county(definition, application),
            "industry": industry,
            "needs": rows.get("needs", ""),
            "mode": mode,
            "name": now.name,
            "due": short_day(due, STAFF_LANGUAGE) if due else "",
        }

    def visit_facts(self, found: FoundAct, visit: Visit) -> dict[str, object]:
        """When and where."""
        words = self.mailer.definition(found.application).edition.speak(STAFF_LANGUAGE)
        return {
            "when": moment(visit.start, STAFF_LANGUAGE),
            "end": f"{visit.end.astimezone(TAIPEI):%H:%M}",
            "time": f"{visit.start.astimezone(TAIPEI):%H:%M}",
            "way": way(words, online=visit.fixed.online),
            "where": visit.fixed.where,
        }

    def calendar(
        self, found: FoundAct, visit: Visit, attendee: str, *, cancelled: bool = False
    ) -> CalendarFile:
        """The visit for the calendar of one reader."""
        context = self.mailer.context(found.application, found.act.at)
        fixed = visit.fixed
        entry = CalendarEntry(
            uid=fixed.uid,
            sequence=fixed.sequence + cancelled,
            start=visit.start,
            end=visit.end,
            stamp=found.act.at,
            summary=context.say("visit.summary"),
            description=context.say("visit.link" if fixed.online else "visit.address", where=fixed.where),
            where=fixed.where,
            online=fixed.online,
            cancelled=cancelled,
        )
        return calendar_file(entry, sender_of(self.mailer.sender, "").addr_spec, attendee)

    async def consultant_link(self, found: FoundAct, of: Consultation, now: datetime) -> str:
        """The page of the consultant who has the case."""
        if of.assigned is None:
            return ""
        return await self.links.consultant(found.application.case_number, of.assigned.number, now)
