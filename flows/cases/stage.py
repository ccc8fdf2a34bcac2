"""The stages of a case, whose turn it is, and what of its stream was told.

They are computed (state.py): of the diagnosis by diagnosis_stage.py, of a proposal by proposal/stage.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flows.cases.consultation import Consultation
from flows.cases.events import (
    ActRecalled,
    MessageLeft,
    RecordedEvent,
    waits,
)
from flows.cases.proposal.progress import Progress
from flows.cases.requests import DataRequest
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
    PROPOSED = "proposed"
    """From here on, stages of an alliance's proposal: it was sent, and is to be checked."""
    CORRECTION = "correction"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    MEETING = "meeting"
    SELECTION = "selection"
    """It was presented, and no result is published."""
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    CONTRACT = "contract"
    GUIDANCE = "guidance"
    MIDTERM = "midterm"
    FINAL = "final"
    CONCLUDED = "concluded"
    REVOKED = "revoked"


DIAGNOSIS_OPEN = frozenset(
    {Stage.SIGNING, Stage.REVIEW, Stage.SUPPLEMENT, Stage.MATCHING, Stage.VISIT, Stage.ADVICE}
)
PROPOSAL_OPEN = frozenset(
    {
        *(Stage.PROPOSED, Stage.CORRECTION, Stage.QUALIFIED, Stage.MEETING, Stage.SELECTION),
        *(Stage.SELECTED, Stage.RESERVE, Stage.CONTRACT, Stage.GUIDANCE, Stage.MIDTERM, Stage.FINAL),
    }
)
PRESENTED = frozenset({Stage.QUALIFIED, Stage.MEETING, Stage.SELECTION})
"""Stages of a proposal that has a place in the selection meeting."""

AFTER_RESULT = frozenset(
    {
        *(Stage.SELECTED, Stage.RESERVE, Stage.NOT_SELECTED, Stage.CONTRACT, Stage.GUIDANCE),
        *(Stage.MIDTERM, Stage.FINAL, Stage.CONCLUDED, Stage.REVOKED),
    }
)
"""Stages of a proposal whose result is published."""

OPEN = DIAGNOSIS_OPEN | PROPOSAL_OPEN
"""Stages in which somebody has to do something."""

PROPOSAL_STAGES = PROPOSAL_OPEN | {
    *(Stage.UNQUALIFIED, Stage.NOT_SELECTED, Stage.CONCLUDED, Stage.REVOKED),
}
"""Stages that only the proposal of an alliance has."""


class CaseKind(StrEnum):
    """What kind of case a scheme brings; each has its stages and acts."""

    DIAGNOSIS = "diagnosis"
    PROPOSAL = "proposal"


class Awaits(StrEnum):
    """Whose turn it is."""

    OFFICE = "office"
    APPLICANT = "applicant"
    CONSULTANT = "consultant"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Received:
    """What a case is made of besides its events: when it was submitted, the signed copies that came in, when another
    one took its place, whether it is in force. Of a proposal: the revision that counts, and when it was sent."""

    submitted_at: datetime
    copies: Sequence[SentCopy] = ()
    superseded_at: datetime | None = None
    in_force: bool = True
    kind: CaseKind = CaseKind.DIAGNOSIS
    revision: int = 1
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The working days and deadlines of the case's programme, and when it closes."""

    days: WorkingDays = field(default_factory=WorkingDays)
    deadlines: Deadlines = field(default_factory=Deadlines)
    closes: datetime | None = None

    def due(self, since: datetime, working_days: int) -> date:
        """The last day, that many working days after the day of an instant in Taipei."""
        return self.days.after(taipei_day(since), working_days)


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands `since` an instant, and until when (`due`) whoever it awaits has to act; None is no date.

    `doubtful`: a copy has come, and somebody has to look whether it is signed. `reason` is the event that made it what
    it is, if one did. `pending` are acts nobody outside is told of yet, `last` the number of the last event.
    `consulted` is how far consultant, visit and advice have come, `requests` what was asked about personal data;
    `frozen`: until that is answered, or because it was granted, nothing else may be done. `proposal` is how far an
    alliance's proposal has come."""

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
    proposal: Progress | None = None

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
