"""The facts of a proposal's stream after it was sent: paper, qualification, correction, meeting, result, contract, the
year of guidance.

Instants are ISO texts with their offset, days ISO days, hashes SHA-256 in hex. Who did it stands beside the event: an
address, or APPLICANT."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ProposalSentAgain:
    """The leader sent this revision (from 2) before closing, or after having withdrawn; `changed` are the parts of the
    proposal that differ from the revision before."""

    revision: int
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperReceived:
    """Paper of this revision (0 where none can be read on it) arrived at that instant by one of WAYS, postmarked that
    day ("" for none).

    Of so many `copies` so many are `sealed` with both seals, and have the registration's copy bound in (`annex`).
    `corrects` is the number of the entry that this one takes the place of, because it was wrong."""

    at: str
    way: str
    copies: int
    sealed: int
    annex: int
    revision: int
    postmark: str = ""
    corrects: int = 0


@dataclass(frozen=True, slots=True)
class LatePaperDecided:
    """Somebody decided whether paper that arrived after closing counts, because of `reason`."""

    accepted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class PointChecked:
    """Of one of the points of the qualification these things were looked at by hand; the last one of a point counts."""

    point: str
    ticks: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionPlace:
    """A place that has to be mended, in a line of the office's words. `place` names a part of the proposal, or a thing
    about the paper; `seat` is the session of the member whose form it is, "" for the leader's own."""

    place: str
    line: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """The alliance is asked to mend these places until the end of the day `due`; asking for the same places again sets
    another day."""

    places: tuple[CorrectionPlace, ...]
    due: str


@dataclass(frozen=True, slots=True)
class CorrectionReceived:
    """What was asked for was sent in as this revision; `changed` are the parts that differ from the one before."""

    revision: int
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionClosed:
    """Nobody waits for the correction any longer, because of `reason`; what was not mended is judged as it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class MemberGone:
    """A company is no longer in the alliance, as the office was told after closing."""

    ubn: str
    reason: str


@dataclass(frozen=True, slots=True)
class QualificationPassed:
    """The proposal is qualified: it goes to the selection."""


@dataclass(frozen=True, slots=True)
class FailedPoint:
    """A point of the qualification that is not met, and why."""

    point: str
    reason: str


@dataclass(frozen=True, slots=True)
class QualificationFailed:
    """The proposal is not qualified, with a reason for each point; `objection` says how to object."""

    points: tuple[FailedPoint, ...]
    objection: str


@dataclass(frozen=True, slots=True)
class SlotAssigned:
    """The proposal is presented from `start` to `end` at `place`, which is a link where the meeting is online."""

    start: str
    end: str
    place: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlotAnswered:
    """The leader says whether they attend, and who speaks."""

    attends: bool
    speakers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlidesReplaced:
    """Newer slides for the meeting, by hash and name."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class QuestionNoted:
    """A question of the committee to the proposal that is presented; all are asked before any is answered."""

    text: str


@dataclass(frozen=True, slots=True)
class PresentationHeld:
    """The turn of the proposal is over; whether somebody was there to present it."""

    present: bool


@dataclass(frozen=True, slots=True)
class ResultAnnounced:
    """The result, published for all cases of the round at one moment: `outcome` is of OUTCOMES, `position` that among
    the reserves (0 else), `mean` the own mean as a fraction ("255/3"), `comments` those that were released."""

    outcome: str
    position: int = 0
    mean: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReserveMovedUp:
    """A reserve is selected after all, because of `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class ContractSent:
    """The contract, by hash and name, to be signed and brought to `place` until the end of the day `due`."""

    sha256: str
    name: str
    due: str
    place: str


@dataclass(frozen=True, slots=True)
class ContractReturned:
    """The sealed pages of the contract came back as pictures, by hash and name."""

    sha256: str
    name: str
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ContractSigned:
    """The contract is signed by both."""


@dataclass(frozen=True, slots=True)
class ContractFailed:
    """There will be no contract, because of `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class MilestoneOpened:
    """Evidence for one of MILESTONES is taken until the end of the day `due`."""

    milestone: str
    due: str


@dataclass(frozen=True, slots=True)
class EvidenceReceived:
    """A file for an indicator of a milestone, by hash and name; `note` is what was reached in the leader's words."""

    milestone: str
    indicator: str
    sha256: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneAccepted:
    """The evidence of a milestone was checked and is enough."""

    milestone: str


@dataclass(frozen=True, slots=True)
class SupportRevoked:
    """The guidance is revoked after the contract was signed, because of `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class CaseConcluded:
    """The year of guidance is over."""


ProposalEvent: TypeAlias = (
    ProposalSentAgain
    | PaperReceived
    | LatePaperDecided
    | PointChecked
    | CorrectionAsked
    | CorrectionReceived
    | CorrectionClosed
    | MemberGone
    | QualificationPassed
    | QualificationFailed
    | SlotAssigned
    | SlotAnswered
    | SlidesReplaced
    | QuestionNoted
    | PresentationHeld
    | ResultAnnounced
    | ReserveMovedUp
    | ContractSent
    | ContractReturned
    | ContractSigned
    | ContractFailed
    | MilestoneOpened
    | EvidenceReceived
    | MilestoneAccepted
    | SupportRevoked
    | CaseConcluded
)

WAYS = ("hand", "courier", "registered", "post")
"""How paper comes; the last two bear a postmark."""

POSTED = frozenset({"registered", "post"})

OUTCOMES = ("selected", "reserve", "not_selected")

MILESTONES = ("midterm", "final")

TOLD = (
    PaperReceived,
    LatePaperDecided,
    CorrectionAsked,
    CorrectionClosed,
    QualificationPassed,
    QualificationFailed,
    SlotAssigned,
    ReserveMovedUp,
    ContractSent,
    ContractSigned,
    ContractFailed,
    MilestoneOpened,
    MilestoneAccepted,
    SupportRevoked,
    CaseConcluded,
)
"""What the alliance is written to about, after the time in which it can be taken back. A ResultAnnounced is not among
them: publication tells everybody itself, at one moment."""

ENDS = (SupportRevoked, CaseConcluded, ContractFailed)
"""What ends a proposal besides a refusal and a withdrawal."""
