"""The stage of a proposal and whose turn it is, computed from its events and what was sent.

The first that holds is the proposal's: ended, the year of guidance, contract, result, meeting, qualified or not, being
mended, to be checked. A result exists only once it was announced: until then nothing here tells one."""

from dataclasses import replace
from datetime import date, datetime

from flows.cases.events import CaseRefused, CaseWithdrawn, RecordedEvent
from flows.cases.proposal.events import (
    CaseConcluded,
    ContractFailed,
    ContractReturned,
    ContractSent,
    ContractSigned,
    CorrectionAsked,
    MilestoneOpened,
    PresentationHeld,
    QualificationFailed,
    ReserveMovedUp,
    ResultAnnounced,
    SlotAnswered,
    SlotAssigned,
)
from flows.cases.proposal.progress import UNDECIDED, Arrival, Progress
from flows.cases.stage import Awaits, CaseState, Received, Stage, Timetable
from flows.definitions.programme import taipei_day


def proposal_state(received: Received, found: Progress, table: Timetable) -> CaseState:
    """Where a proposal stands. Any sequence of events has one."""
    if received.superseded_at:
        return CaseState(Stage.SUPERSEDED, Awaits.NOBODY, received.superseded_at)
    state = (
        _ended(found.closed)
        or _guided(found)
        or _contract(found)
        or _result(found)
        or _meeting(found)
        or _judged(found, received, table)
    )
    return replace(state, proposal=found)


def _ended(closed: RecordedEvent | None) -> CaseState | None:
    if closed is None:
        return None
    match closed.event:
        case CaseWithdrawn():
            stage = Stage.WITHDRAWN
        case CaseRefused():
            stage = Stage.UNQUALIFIED
        case CaseConcluded():
            stage = Stage.CONCLUDED
        case ContractFailed():
            stage = Stage.NOT_SELECTED
        case _:
            stage = Stage.REVOKED
    return CaseState(stage, Awaits.NOBODY, closed.at, reason=closed)


def _guided(found: Progress) -> CaseState | None:
    """The year of guidance, from the signed contract on."""
    signed, one = found.latest.get(ContractSigned), found.latest.get(MilestoneOpened)
    if signed is None:
        return None
    if one is None or not isinstance(one.event, MilestoneOpened):
        return CaseState(Stage.GUIDANCE, Awaits.NOBODY, signed.at)
    stage = Stage.MIDTERM if one.event.milestone == "midterm" else Stage.FINAL
    if one.event.milestone in found.accepted:
        awaits = Awaits.NOBODY if stage is Stage.MIDTERM else Awaits.OFFICE
        return CaseState(stage, awaits, one.at)
    return CaseState(stage, Awaits.APPLICANT, one.at, date.fromisoformat(one.event.due), reason=one)


def _contract(found: Progress) -> CaseState | None:
    one = found.contract
    if one is None or not isinstance(one.event, ContractSent):
        return None
    if returned := found.latest.get(ContractReturned):
        return CaseState(Stage.CONTRACT, Awaits.OFFICE, returned.at, reason=one)
    return CaseState(Stage.CONTRACT, Awaits.APPLICANT, one.at, date.fromisoformat(one.event.due), reason=one)


def _result(found: Progress) -> CaseState | None:
    one, moved_up = found.latest.get(ResultAnnounced), found.latest.get(ReserveMovedUp)
    if one is None or not isinstance(one.event, ResultAnnounced):
        return None
    if moved_up or one.event.outcome == "selected":
        since = moved_up or one
        return CaseState(Stage.SELECTED, Awaits.OFFICE, since.at, reason=since)
    if one.event.outcome == "reserve":
        return CaseState(Stage.RESERVE, Awaits.NOBODY, one.at, reason=one)
    return CaseState(Stage.NOT_SELECTED, Awaits.NOBODY, one.at, reason=one)


def _meeting(found: Progress) -> CaseState | None:
    if held := found.latest.get(PresentationHeld):
        return CaseState(Stage.SELECTION, Awaits.OFFICE, held.at)
    one = found.slot
    if one is None or not isinstance(one.event, SlotAssigned):
        return None
    day = taipei_day(datetime.fromisoformat(one.event.start))
    awaits = Awaits.OFFICE if SlotAnswered in found.latest else Awaits.APPLICANT
    return CaseState(Stage.MEETING, awaits, one.at, day, reason=one)


def _judged(found: Progress, received: Received, table: Timetable) -> CaseState:
    """The qualification."""
    if found.qualified:
        failed = isinstance(found.qualified.event, QualificationFailed)
        stage, awaits = (Stage.UNQUALIFIED, Awaits.NOBODY) if failed else (Stage.QUALIFIED, Awaits.OFFICE)
        return CaseState(stage, awaits, found.qualified.at, reason=found.qualified)
    asked = found.correction
    if asked and isinstance(asked.event, CorrectionAsked):
        return CaseState(
            Stage.CORRECTION, Awaits.APPLICANT, asked.at, date.fromisoformat(asked.event.due), reason=asked
        )
    return _to_check(found, received, table)


def _to_check(found: Progress, received: Received, table: Timetable) -> CaseState:
    """Nothing is decided: the alliance sends its paper, then it is the office's turn."""
    sent = received.sent_at or received.submitted_at
    since = max(sent, found.seen_at or sent)
    arrival = found.arrival
    if arrival is Arrival.MISSING and table.closes:
        return CaseState(Stage.PROPOSED, Awaits.APPLICANT, since, taipei_day(table.closes))
    due = table.due(max(since, table.closes or since), table.deadlines.qualification)
    return CaseState(Stage.PROPOSED, Awaits.OFFICE, since, due, doubtful=arrival in UNDECIDED)
