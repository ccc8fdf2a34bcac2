"""The stage of a case and whose turn it is, computed from what was submitted, its signed copies and its events.

The first stage that holds is the case's (compute): superseded, not in force, withdrawn, refused, closed, supplement
asked, signature missing, to be checked; then by what consultant, visit and advice need next (consultation.py). A
revision begins at the signature again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from flows.cases.consultation import Consultation, Step, consultation
from flows.cases.events import (
    ActRecalled,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    MessageLeft,
    RecordedEvent,
    ReviewPassed,
    RevisionAsked,
    RevisionReceived,
    SupplementAsked,
    SupplementReceived,
    waits,
)
from flows.cases.requests import DataRequest, data_requests, is_frozen
from flows.cases.step_days import step_due
from flows.definitions.programme import taipei_day
from flows.definitions.working_days import Deadlines, WorkingDays
from flows.session.submitted.signed_copy import SentCopy


class Stage(StrEnum):
    """Where a case stands; each has its words for the applicant in templates/shared/chat."""

    SIGNING = "signing"
    REVIEW = "review"
    SUPPLEMENT = "supplement"
    MATCHING = "matching"
    VISIT = "visit"
    ADVICE = "advice"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NOT_IN_FORCE = "not_in_force"
    """It asks to replace another one, and nobody has agreed, or somebody has refused."""


OPEN = frozenset({Stage.SIGNING, Stage.REVIEW, Stage.SUPPLEMENT, Stage.MATCHING, Stage.VISIT, Stage.ADVICE})
"""Stages in which somebody has to do something."""


class Awaits(StrEnum):
    """Whose turn it is."""

    OFFICE = "office"
    APPLICANT = "applicant"
    CONSULTANT = "consultant"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Received:
    """What a case is made of besides its events: when it was submitted, the signed copies that came in, when another
    one took its place, whether it is in force."""

    submitted_at: datetime
    copies: Sequence[SentCopy] = ()
    superseded_at: datetime | None = None
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Timetable:
    """The working days and deadlines of the case's programme."""

    days: WorkingDays = field(default_factory=WorkingDays)
    deadlines: Deadlines = field(default_factory=Deadlines)

    def due(self, since: datetime, working_days: int) -> date:
        """The last day, that many working days after the day of an instant in Taipei."""
        return self.days.after(taipei_day(since), working_days)


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands `since` an instant, and until when (`due`) whoever it awaits has to act; None is no date.

    `doubtful`: a copy has come, and somebody has to look whether it is signed. `reason` is the event that made it what
    it is, if one did. `pending` are acts nobody outside is told of yet, `last` the number of the last event.
    `consulted` is how far consultant, visit and advice have come, `requests` what was asked about personal data;
    `frozen`: until that is answered, or because it was granted, nothing else may be done."""

    stage: Stage
    awaits: Awaits
    since: datetime
    due: date | None = None
    doubtful: bool = False
    reason: RecordedEvent | None = None
    pending: tuple[RecordedEvent, ...] = ()
    last: int = 0
    consulted: Consultation = field(default_factory=Consultation)
    requests: tuple[DataRequest, ...] = ()
    frozen: bool = False

    def overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.due is not None and self.due < today


def in_effect(events: Sequence[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The acts that were not taken back."""
    recalled = {one.event.act for one in events if isinstance(one.event, ActRecalled)}
    bookkeeping = ActRecalled | MessageLeft
    return tuple(
        one for one in events if one.number not in recalled and not isinstance(one.event, bookkeeping)
    )


def untold(events: Sequence[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The acts that tell somebody outside something and have not left yet; they can be taken back."""
    left = {one.event.act for one in events if isinstance(one.event, MessageLeft)}
    return tuple(one for one in in_effect(events) if waits(one) and one.number not in left)


def told(events: Sequence[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The stream as the applicant may know it: without what has not left yet."""
    waiting = {one.number for one in untold(events)}
    return tuple(one for one in events if one.number not in waiting)


def compute(received: Received, events: Sequence[RecordedEvent], table: Timetable) -> CaseState:
    """The state of a case after these events. Any sequence of events has one."""
    acts = in_effect(events)
    consulted = consultation(acts)
    state = _stage(received, _facts(acts), consulted, table)
    pending = () if state.stage in (Stage.SUPERSEDED, Stage.NOT_IN_FORCE) else untold(events)
    last, requests, frozen = events[-1].number if events else 0, data_requests(events), is_frozen(events)
    return replace(state, pending=pending, last=last, consulted=consulted, requests=requests, frozen=frozen)


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
