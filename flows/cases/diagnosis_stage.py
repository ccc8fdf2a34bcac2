"""The stage of a case of the diagnosis, computed from what was submitted, its signed copies and its events.

The first stage that holds is the case's (diagnosis_state): superseded, not in force, withdrawn, refused, closed,
supplement asked, signature missing, to be checked; then by what consultant, visit and advice need next
(consultation.py). A revision begins at the signature again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.cases.consultation import Consultation, Step, consultation
from flows.cases.events import (
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    RecordedEvent,
    ReviewPassed,
    RevisionAsked,
    RevisionReceived,
    SupplementAsked,
    SupplementReceived,
)
from flows.cases.stage import Awaits, CaseState, Received, Stage, Timetable, in_effect
from flows.cases.step_days import step_due


def diagnosis_state(received: Received, acts: Sequence[RecordedEvent], table: Timetable) -> CaseState:
    """The state of a case of the diagnosis after these acts, none of which was taken back."""
    consulted = consultation(acts)
    return replace(_stage(received, _facts(acts), consulted, table), consulted=consulted)


def open_revision(events: Sequence[RecordedEvent]) -> RecordedEvent | None:
    """The act that asks the applicant to answer questions again, while nothing has come of it and the case is open."""
    facts = _facts(in_effect(events))
    asked = None if facts.closed else facts.asked
    return asked if asked and isinstance(asked.event, RevisionAsked) else None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What holds after the events: the act that closed the case, the last ask, the pass; `seen_at` is when something
    last happened that puts the case back before the office, `revised_at` when the answers became those to be signed,
    if they are no longer the first ones."""

    closed: RecordedEvent | None = None
    asked: RecordedEvent | None = None
    passed: RecordedEvent | None = None
    seen_at: datetime | None = None
    revised_at: datetime | None = None


def _facts(acts: Sequence[RecordedEvent]) -> _Facts:
    facts = _Facts()
    for one in acts:
        match one.event:
            case ReviewPassed():
                facts = replace(facts, asked=None, passed=one)
            case SupplementAsked() | RevisionAsked():
                facts = replace(facts, asked=one)
            case SupplementReceived():
                facts = replace(facts, asked=None, seen_at=one.at)
            case RevisionReceived():
                facts = replace(facts, asked=None, passed=None, revised_at=one.at)
            case CaseRefused() | CaseWithdrawn():
                facts = replace(facts, closed=one)
            case CaseReopened():
                facts = replace(facts, closed=None, seen_at=one.at)
            case _:
                pass
    return facts


def _stage(received: Received, facts: _Facts, consulted: Consultation, table: Timetable) -> CaseState:
    if received.superseded_at:
        return CaseState(Stage.SUPERSEDED, Awaits.NOBODY, received.superseded_at)
    if not received.in_force:
        return CaseState(Stage.NOT_IN_FORCE, Awaits.NOBODY, received.submitted_at)
    if facts.closed:
        refused = isinstance(facts.closed.event, CaseRefused)
        stage = Stage.REFUSED if refused else Stage.WITHDRAWN
        return CaseState(stage, Awaits.NOBODY, facts.closed.at, reason=facts.closed)
    if consulted.step is Step.CLOSED:
        return _consulted(consulted, received.submitted_at, table)
    if (asked := _open(facts.asked, received)) and isinstance(asked.event, SupplementAsked | RevisionAsked):
        due = date.fromisoformat(asked.event.due)
        return CaseState(Stage.SUPPLEMENT, Awaits.APPLICANT, asked.at, due, reason=asked)
    return _checked(received, facts, consulted, table)


def _checked(received: Received, facts: _Facts, consulted: Consultation, table: Timetable) -> CaseState:
    """The stage of an open case nothing is asked of: how far checking has come."""
    answered_at, copies = facts.revised_at or received.submitted_at, received.copies
    if facts.revised_at:
        copies = [copy for copy in copies if datetime.fromisoformat(copy.at) >= answered_at]
    if not copies:
        return CaseState(Stage.SIGNING, Awaits.APPLICANT, answered_at)
    copy = copies[-1]
    came = max(datetime.fromisoformat(copy.at), facts.seen_at or answered_at)
    if not copy.enough:
        due = table.due(came, table.deadlines.review)
        return CaseState(Stage.SIGNING, Awaits.OFFICE, came, due, doubtful=True)
    if facts.passed is None:
        due = table.due(came, table.deadlines.review)
        return CaseState(Stage.REVIEW, Awaits.OFFICE, came, due, doubtful=copy.to_confirm)
    return _consulted(consulted, facts.passed.at, table)


_AT: Mapping[Step, tuple[Stage, Awaits]] = {
    Step.ASSIGN: (Stage.MATCHING, Awaits.OFFICE),
    Step.ANSWER: (Stage.MATCHING, Awaits.CONSULTANT),
    Step.PROPOSE: (Stage.VISIT, Awaits.CONSULTANT),
    Step.PICK: (Stage.VISIT, Awaits.APPLICANT),
    Step.VISIT: (Stage.VISIT, Awaits.CONSULTANT),
    Step.WRITE: (Stage.ADVICE, Awaits.CONSULTANT),
    Step.RELEASE: (Stage.ADVICE, Awaits.OFFICE),
    Step.RECEIPT: (Stage.ADVICE, Awaits.APPLICANT),
    Step.CLOSED: (Stage.DONE, Awaits.NOBODY),
}


def _consulted(consulted: Consultation, since: datetime, table: Timetable) -> CaseState:
    """The stage of a case that has passed its review."""
    stage, awaits = _AT[consulted.step]
    since = consulted.since or since
    reason = consulted.passed if consulted.step is Step.ASSIGN else None
    due = step_due(consulted, since, table.days, table.deadlines)
    return CaseState(stage, awaits, since, due, reason=reason)


def _open(asked: RecordedEvent | None, received: Received) -> RecordedEvent | None:
    """The ask, unless a signed copy has come since; that does not answer questions."""
    if asked is None or isinstance(asked.event, RevisionAsked):
        return asked
    return None if any(datetime.fromisoformat(copy.at) > asked.at for copy in received.copies) else asked
