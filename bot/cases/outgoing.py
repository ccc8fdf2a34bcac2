"""What tells people outside of an act: jobs that wait so that it can be taken back, and the moment they leave."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot.cases.case_stream import recorded
from bot.cases.correction import LEADER, told_sessions
from bot.cases.revision import journal_events
from flows.cases.claim import released
from flows.cases.codec import to_json
from flows.cases.consultant_events import (
    APPLICANT,
    AdviceReceived,
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantDeclined,
    OtherTimesAsked,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
)
from flows.cases.decide import leaving
from flows.cases.events import (
    SYSTEM,
    CaseRefused,
    CaseWithdrawn,
    DataRequestAnswered,
    DataRequested,
    DataRequestExtended,
    MessageLeft,
    QuestionAnswered,
    RecordedEvent,
    tells,
    waits,
)
from flows.cases.proposal.events import (
    CaseConcluded,
    ContractFailed,
    ContractSent,
    ContractSigned,
    CorrectionAsked,
    MilestoneAccepted,
    MilestoneOpened,
    ReserveMovedUp,
    ResultAnnounced,
    SlotAssigned,
    SupportRevoked,
)
from flows.cases.stage import Timetable
from flows.definitions.programme import TAIPEI, taipei_day
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.errors import Clash
from storage.records import CaseChange, Json, NewJob, StoredCaseEvent
from storage.stored_names import JobKind

WAITS = timedelta(minutes=10)
"""How long an act can be taken back before anybody outside hears of it."""

AT_ONCE = timedelta(hours=1)
"""So shortly before a visit nothing waits that changes it."""

REMINDED_AT = time(9, 30)
"""When people are reminded, in Taipei."""

MEETING_REMINDED = (48, 2)
"""Hours before the selection meeting at which a leader is reminded of it."""

_APPLICANT = (JobKind.VISIT_MAIL, JobKind.VISIT_CHAT)
_ENDS = (JobKind.CASE_MAIL, JobKind.CASE_CHAT, JobKind.VISIT_MAIL, JobKind.FORMER_CONSULTANT_MAIL)
_WITHDREW = (JobKind.CASE_MAIL, JobKind.VISIT_MAIL, JobKind.FORMER_CONSULTANT_MAIL, JobKind.CASE_STAFF_MAIL)
"""Of what the applicant gave up themselves they read in the chat already; the contact gets a mail all the same."""

_LEADER = (JobKind.PROPOSAL_MAIL, JobKind.PROPOSAL_CHAT)
_ALLIANCE = (*_LEADER, JobKind.PROPOSAL_MEMBERS)

_JOBS: Mapping[type, tuple[JobKind, ...]] = {
    CaseRefused: _ENDS,
    CaseWithdrawn: _ENDS,
    ConsultantAssigned: (JobKind.CONSULTANT_MAIL, JobKind.FORMER_CONSULTANT_MAIL, JobKind.VISIT_MAIL),
    ConsultantAccepted: (*_APPLICANT, JobKind.CASE_STAFF_MAIL),
    ConsultantDeclined: (JobKind.CASE_STAFF_MAIL,),
    TimesProposed: _APPLICANT,
    OtherTimesAsked: (JobKind.CONSULTANT_MAIL,),
    VisitFixed: (*_APPLICANT, JobKind.CONSULTANT_MAIL),
    VisitCancelled: (*_APPLICANT, JobKind.CONSULTANT_MAIL),
    AdviceUploaded: (JobKind.CASE_STAFF_MAIL,),
    AdviceReturned: (JobKind.CONSULTANT_MAIL,),
    AdviceReleased: _APPLICANT,
    AdviceReceived: (JobKind.CASE_STAFF_MAIL,),
    QuestionAnswered: (JobKind.CASE_MAIL, JobKind.CASE_CHAT),
    DataRequested: (JobKind.CASE_STAFF_MAIL,),
    DataRequestExtended: (JobKind.CASE_MAIL, JobKind.CASE_CHAT),
    DataRequestAnswered: (JobKind.CASE_MAIL, JobKind.CASE_CHAT),
    CorrectionAsked: (JobKind.CASE_MAIL, JobKind.CASE_CHAT, JobKind.PROPOSAL_MEMBERS),
    **dict.fromkeys((SlotAssigned, ContractSent, MilestoneOpened, MilestoneAccepted), _LEADER),
    **dict.fromkeys(
        (ResultAnnounced, ReserveMovedUp, ContractSigned, ContractFailed, SupportRevoked, CaseConcluded),
        _ALLIANCE,
    ),
}
"""What tells of an act; of any other that tells the applicant something a mail and a message in the chat."""

_REMINDED: Mapping[type, int] = {ConsultantAssigned: 1, TimesProposed: 2, VisitHeld: 7, AdviceReleased: 3}
"""So many working days after an act whoever has to do what follows is reminded of it, once."""

KINDS = frozenset((JobKind.CASE_MAIL, JobKind.CASE_CHAT)).union(*_JOBS.values())


def payload(act: int) -> Json:
    """What the jobs of an act carry: its number."""
    return {"act": act}


def jobs_for(one: RecordedEvent, visits: Sequence[datetime], table: Timetable) -> list[NewJob]:
    """Whatever tells of an act now, and reminds of what follows from it later; `visits` begin then, before the act and
    after it."""
    now, carried = one.at, payload(one.number)
    soon = any(now <= start < now + AT_ONCE for start in visits)
    leaves = now + WAITS if waits(one) and not soon else now
    jobs = [NewJob(kind, carried, leaves) for kind in _kinds(one)]
    if days := _REMINDED.get(type(one.event)):
        jobs.append(NewJob(JobKind.STEP_REMIND, carried, morning(table.due(now, days))))
    if isinstance(one.event, AdviceReleased):
        last = taipei_day(leaves) + timedelta(days=table.deadlines.receipt)
        jobs.append(NewJob(JobKind.CASE_CLOSE, carried, morning(last + timedelta(days=1))))
    if isinstance(one.event, SlotAssigned):
        jobs += _before_meeting(datetime.fromisoformat(one.event.start), carried, leaves)
    if isinstance(one.event, VisitFixed):
        jobs += _day_before(datetime.fromisoformat(one.event.start), carried, now)
    return jobs


def morning(day: date) -> datetime:
    """When people are reminded on a day."""
    return datetime.combine(day, REMINDED_AT, TAIPEI)


def _kinds(one: RecordedEvent) -> tuple[JobKind, ...]:
    event = one.event
    if isinstance(event, CaseWithdrawn) and one.who == APPLICANT:
        return _WITHDREW
    if found := _JOBS.get(type(event)):
        return found
    return (JobKind.CASE_MAIL, JobKind.CASE_CHAT) if tells(event) else ()


def _before_meeting(start: datetime, carried: Json, leaves: datetime) -> list[NewJob]:
    """Two days and two hours before it, unless the time itself is told later than that."""
    moments = ((hours, start - timedelta(hours=hours)) for hours in MEETING_REMINDED)
    return [
        NewJob(kind, {**carried, "hours": hours}, at)
        for hours, at in moments
        if at > leaves
        for kind in (JobKind.SLOT_REMIND, JobKind.SLOT_REMIND_CHAT)
    ]


def _day_before(start: datetime, carried: Json, now: datetime) -> list[NewJob]:
    """Unless that morning has passed: then the mail about the visit is as new."""
    at = morning(taipei_day(start) - timedelta(days=1))
    if at <= now:
        return []
    return [NewJob(kind, carried, at) for kind in (JobKind.VISIT_REMIND, JobKind.VISIT_REMIND_CHAT)]


async def leave(events: CaseEvents, case_number: str, act: int, now: datetime) -> RecordedEvent | None:
    """Record that an act is being told, before it is: the act, or None when it was taken back. UnknownCase.

    Whoever takes it back at the same moment adds the same number to the stream: one of both is first."""
    while True:
        stream = recorded(await events.of(case_number))
        found = leaving(stream, act)
        if isinstance(found, MessageLeft):
            number = stream[-1].number + 1
            event = StoredCaseEvent(number, now, SYSTEM, to_json(found))
            grown = (*stream, RecordedEvent(number, now, SYSTEM, found))
            try:
                told, free = journal_events(stream, grown), released(stream, grown)
                asked = dict(told_sessions(stream, grown))
                told += asked.pop(LEADER, [])
                change = CaseChange([event], released=free)
                await events.write(case_number, change, now, told, others=asked)
            except Clash as clash:
                if clash.constraint != CROWDED:
                    raise
                continue
        return next(one for one in stream if one.number == act) if found else None
