"""How far a proposal has come, computed from its events: its paper, the points of the qualification, what is to be
mended, meeting, result, contract and the year of guidance."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from flows.cases.events import CaseRefused, CaseReopened, CaseWithdrawn, RecordedEvent
from flows.cases.proposal.events import (
    POSTED,
    CaseConcluded,
    ContractFailed,
    ContractReturned,
    ContractSent,
    ContractSigned,
    CorrectionAsked,
    CorrectionClosed,
    CorrectionPlace,
    CorrectionReceived,
    LatePaperDecided,
    MemberGone,
    MilestoneAccepted,
    MilestoneOpened,
    PaperReceived,
    PointChecked,
    PresentationHeld,
    ProposalEvent,
    ProposalSentAgain,
    QualificationFailed,
    QualificationPassed,
    ReserveMovedUp,
    ResultAnnounced,
    SlidesReplaced,
    SlotAnswered,
    SlotAssigned,
    SupportRevoked,
)
from flows.definitions.programme import taipei_day

ON_PAPER = "paper."
"""What the names of places begin with that are mended on paper, not in the system."""


class Arrival(StrEnum):
    """What the two moments of the paper, arrival and postmark, mean against the closing."""

    MISSING = "missing"
    IN_TIME = "in_time"
    LATE = "late"
    LATE_POSTMARKED = "late_postmarked"
    """It arrived late, and was posted in time: somebody decides."""
    ACCEPTED = "accepted"
    """It arrived late, and somebody decided that it counts."""
    REJECTED = "rejected"
    """It arrived late, and somebody decided that it does not count."""


UNDECIDED = frozenset({Arrival.LATE, Arrival.LATE_POSTMARKED})


@dataclass(frozen=True, slots=True)
class Progress:
    """What holds after the events; each is the last event of its kind that counts. `papers` are the entries about paper
    without those that others took the place of; `corrections` how often something was asked to be mended. What arrives
    at the moment it `closes` is late."""

    closes: datetime | None = None
    closed: RecordedEvent | None = None
    papers: tuple[RecordedEvent, ...] = ()
    late: RecordedEvent | None = None
    points: Mapping[str, RecordedEvent] = field(default_factory=dict)
    correction: RecordedEvent | None = None
    answered: RecordedEvent | None = None
    corrections: int = 0
    qualified: RecordedEvent | None = None
    slot: RecordedEvent | None = None
    contract: RecordedEvent | None = None
    latest: Mapping[type, RecordedEvent] = field(default_factory=dict)
    """From the meeting on, the last event of a kind: SlotAnswered, ResultAnnounced, ContractSigned …"""
    accepted: frozenset[str] = frozenset()
    gone: tuple[RecordedEvent, ...] = ()
    seen_at: datetime | None = None
    """When something last happened that puts the proposal back before the office."""

    @property
    def paper(self) -> PaperReceived | None:
        """The paper as it was entered last."""
        event = self.papers[-1].event if self.papers else None
        return event if isinstance(event, PaperReceived) else None

    @property
    def places(self) -> tuple[CorrectionPlace, ...]:
        """What is to be mended now."""
        event = self.correction.event if self.correction else None
        return event.places if isinstance(event, CorrectionAsked) else ()

    @property
    def entered_places(self) -> tuple[CorrectionPlace, ...]:
        """Of these what is mended in the system and was not sent in yet."""
        return () if self.answered else tuple(one for one in self.places if not on_paper(one.place))

    @property
    def failed(self) -> QualificationFailed | None:
        """Why it is not qualified, if it is not."""
        event = self.qualified.event if self.qualified else None
        return event if isinstance(event, QualificationFailed) else None

    def checked(self, point: str) -> PointChecked:
        """What was looked at by hand of a point; nothing before somebody did."""
        one = self.points.get(point)
        return one.event if one and isinstance(one.event, PointChecked) else PointChecked(point)

    def is_checked(self, point: str, ticks: Collection[str]) -> bool:
        """Whether everything of a point was looked at, or a note says why not."""
        done = self.checked(point)
        return set(ticks) <= set(done.ticks) or bool(done.note.strip())

    @property
    def arrival(self) -> Arrival:
        """What the moments of the paper that came first mean."""
        closes = self.closes
        if not self.papers or not isinstance(first := self.papers[0].event, PaperReceived):
            return Arrival.MISSING
        if closes is None or datetime.fromisoformat(first.at) < closes:
            return Arrival.IN_TIME
        if self.late and isinstance(self.late.event, LatePaperDecided):
            return Arrival.ACCEPTED if self.late.event.accepted else Arrival.REJECTED
        return Arrival.LATE_POSTMARKED if _posted_in_time(first, closes) else Arrival.LATE


def on_paper(place: str) -> bool:
    """Whether a place is mended on paper."""
    return place.startswith(ON_PAPER)


def _posted_in_time(paper: PaperReceived, closes: datetime) -> bool:
    if paper.way not in POSTED or not paper.postmark:
        return False
    return date.fromisoformat(paper.postmark) <= taipei_day(closes)


def progress(acts: Sequence[RecordedEvent], closes: datetime | None) -> Progress:
    """How far these acts, none of which was taken back, have come."""
    found = Progress(closes)
    for one in acts:
        found = _next(found, one)
    return found


_LATEST = (
    SlotAnswered, SlidesReplaced, PresentationHeld, ResultAnnounced, ReserveMovedUp, ContractReturned, ContractSigned,
    MilestoneOpened,
)  # fmt: skip
"""Events of which the last one is all there is to know."""


def _next(found: Progress, one: RecordedEvent) -> Progress:
    match one.event:
        case CaseWithdrawn() | CaseRefused() | SupportRevoked() | CaseConcluded() | ContractFailed():
            return replace(found, closed=one)
        case CaseReopened():
            return replace(found, closed=None, qualified=_unless_failed(found.qualified), seen_at=one.at)
        case ContractSent():
            return replace(found, contract=one, latest=_without(found.latest, ContractReturned))
        case MilestoneAccepted(milestone):
            return replace(found, accepted=found.accepted | {milestone})
        case SlotAssigned():
            return replace(found, slot=one, latest=_without(found.latest, SlotAnswered))
        case event if isinstance(event, _LATEST):
            return replace(found, latest={**found.latest, type(event): one})
        case event:
            return _before_meeting(found, one, event) if isinstance(event, ProposalEvent) else found


def _without(latest: Mapping[type, RecordedEvent], kind: type) -> Mapping[type, RecordedEvent]:
    return {each: one for each, one in latest.items() if each is not kind}


def _before_meeting(found: Progress, one: RecordedEvent, event: ProposalEvent) -> Progress:
    match event:
        case ProposalSentAgain():
            withdrawn = found.closed and isinstance(found.closed.event, CaseWithdrawn)
            return replace(found, closed=None if withdrawn else found.closed, seen_at=one.at)
        case PaperReceived():
            return _mended(replace(found, papers=_papers(found.papers, one, event), seen_at=one.at))
        case LatePaperDecided():
            return replace(found, late=one)
        case PointChecked(point):
            return replace(found, points={**found.points, point: one})
        case CorrectionAsked():
            return _asked(found, one, event)
        case CorrectionReceived():
            return _mended(replace(found, answered=one, seen_at=one.at))
        case CorrectionClosed():
            return replace(found, correction=None, answered=None, seen_at=one.at)
        case QualificationPassed() | QualificationFailed():
            return replace(found, qualified=one, correction=None, answered=None)
        case MemberGone():
            return replace(found, gone=(*found.gone, one), seen_at=one.at)
        case _:
            return found


def _unless_failed(qualified: RecordedEvent | None) -> RecordedEvent | None:
    failed = qualified and isinstance(qualified.event, QualificationFailed)
    return None if failed else qualified


def _papers(
    papers: tuple[RecordedEvent, ...], one: RecordedEvent, event: PaperReceived
) -> tuple[RecordedEvent, ...]:
    """The entries in the order of arrival, one that mends another in its place."""
    kept = [each for each in papers if each.number != event.corrects]
    return tuple(sorted((*kept, one), key=_arrived))


def _arrived(one: RecordedEvent) -> tuple[datetime, int]:
    event = one.event
    return (datetime.fromisoformat(event.at) if isinstance(event, PaperReceived) else one.at, one.number)


def _asked(found: Progress, one: RecordedEvent, event: CorrectionAsked) -> Progress:
    """The same places again are the same round: only its day is another."""
    same = {(each.place, each.seat) for each in event.places} == {
        (each.place, each.seat) for each in found.places
    }
    again = bool(found.places) and same
    count = found.corrections if again else found.corrections + 1
    answered = found.answered if again else None
    return replace(found, correction=one, corrections=count, answered=answered, qualified=None)


def _mended(found: Progress) -> Progress:
    """Without a correction all of whose places were mended: sent in again, and on paper, since it was asked."""
    if found.correction is None or found.entered_places:
        return found
    asked = found.correction.number
    came = any(one.number > asked for one in found.papers)
    if any(on_paper(one.place) for one in found.places) and not came:
        return found
    return replace(found, correction=None, answered=None)
