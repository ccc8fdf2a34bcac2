"""How far consultant, visit and advice have come, computed from a case's events; and whose turn that makes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flows.cases.consultant_events import (
    AdviceReceived,
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    CaseClosed,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantDeclined,
    OtherTimesAsked,
    Rated,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.events import CaseRefused, CaseReopened, CaseWithdrawn, RecordedEvent, ReviewPassed


class Step(StrEnum):
    """What has to be done next once the review is passed."""

    ASSIGN = "assign"
    ANSWER = "answer"
    """The consultant has to say whether they take the case."""
    PROPOSE = "propose"
    PICK = "pick"
    VISIT = "visit"
    """A time is agreed on."""
    WRITE = "write"
    RELEASE = "release"
    RECEIPT = "receipt"
    """The applicant has to say that they have the advice."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Offer:
    """Times to pick from: the event that proposed them, and its content."""

    number: int
    proposed: TimesProposed

    @property
    def starts(self) -> tuple[datetime, ...]:
        """When each would begin."""
        return tuple(datetime.fromisoformat(one) for one in self.proposed.times)

    def fixed(self, place: int, uid: str, sequence: int) -> VisitFixed:
        """The visit at one of the times, counted from 0."""
        this = self.proposed
        return VisitFixed(this.times[place], this.minutes, this.online, this.where, uid, sequence)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is agreed on: the event that fixed it, and its content."""

    number: int
    fixed: VisitFixed

    @property
    def start(self) -> datetime:
        """When it begins."""
        return datetime.fromisoformat(self.fixed.start)

    @property
    def end(self) -> datetime:
        """When it ends."""
        return self.start + timedelta(minutes=self.fixed.minutes)


@dataclass(frozen=True, slots=True)
class Consultation:
    """What holds after the events. `assigned` is who was asked last, if they have not declined, `since` when the
    present step began. `declined` are the addresses of those who did."""

    passed: RecordedEvent | None = None
    assigned: RecordedEvent | None = None
    accepted: bool = False
    declined: tuple[str, ...] = ()
    offer: Offer | None = None
    others: RecordedEvent | None = None
    visit: Visit | None = None
    held: RecordedEvent | None = None
    uploaded: RecordedEvent | None = None
    released: RecordedEvent | None = None
    received: RecordedEvent | None = None
    ratings: Mapping[str, int] = field(default_factory=dict)
    since: datetime | None = None

    @property
    def consultant(self) -> str:
        """The address of whoever was asked; empty when nobody is."""
        return self._asked.consultant if self._asked else ""

    @property
    def name(self) -> str:
        """Their name."""
        return self._asked.name if self._asked else ""

    @property
    def _asked(self) -> ConsultantAssigned | None:
        found = self.assigned.event if self.assigned else None
        return found if isinstance(found, ConsultantAssigned) else None

    @property
    def step(self) -> Step:
        """What comes next."""
        if self.received:
            return Step.CLOSED
        if self.released:
            return Step.RECEIPT
        if self.uploaded:
            return Step.RELEASE
        if self.held:
            return Step.WRITE
        if self.assigned is None and not self.accepted:
            return Step.ASSIGN
        if not self.accepted:
            return Step.ANSWER
        if self.offer:
            return Step.PICK
        return Step.VISIT if self.visit else Step.PROPOSE


def consultation(acts: Sequence[RecordedEvent]) -> Consultation:
    """What holds after these events, none of which was taken back."""
    found = Consultation()
    for one in acts:
        after = _after(found, one)
        found = after if after.step is found.step and after.since else replace(after, since=one.at)
    return found


def _after(now: Consultation, one: RecordedEvent) -> Consultation:  # noqa: C901 - one case an event
    match one.event:
        case ReviewPassed():
            return replace(now, passed=one, since=None)
        case ConsultantAssigned():
            return Consultation(passed=now.passed, assigned=one, declined=now.declined)
        case ConsultantAccepted():
            return replace(now, accepted=True)
        case ConsultantDeclined():
            return Consultation(passed=now.passed, declined=(*now.declined, now.consultant))
        case TimesProposed() as proposed:
            return replace(now, accepted=True, offer=Offer(one.number, proposed), others=None, since=None)
        case OtherTimesAsked():
            return replace(now, offer=None, others=one)
        case VisitFixed() as fixed:
            visit = Visit(one.number, fixed)
            return replace(now, accepted=True, visit=visit, offer=None, others=None, since=None)
        case VisitCancelled() | VisitMissed():
            return replace(now, visit=None, offer=None, others=None)
        case VisitHeld():
            return replace(now, held=one, offer=None, others=None)
        case AdviceUploaded():
            return replace(now, uploaded=one, since=None)
        case AdviceReturned():
            return replace(now, uploaded=None)
        case AdviceReleased():
            return replace(now, released=one)
        case AdviceReceived() | CaseClosed():
            return replace(now, received=one)
        case Rated(question, value):
            return replace(now, ratings={**now.ratings, question: value})
        case CaseRefused() | CaseWithdrawn():
            return Consultation(passed=now.passed, declined=now.declined)
        case CaseReopened():
            return replace(now, released=None, received=None)
        case _:
            return now
