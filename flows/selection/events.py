"""The facts of a year's selection, in the order they happened. Results are never stored but for their publication.

Cases are named by their case number, reviewers and staff by who they are to the service.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.selection.ranking import DraftPoints, Method, Points


@dataclass(frozen=True, slots=True)
class CasesEntered:
    """The cases that passed the qualification are the ones to be selected from."""

    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewersSet:
    """Who reviews."""

    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewerInvited:
    """Somebody is invited by mail to review from one day to another (ISO), both included; again changes name and
    days. `reviewer` is their mail address."""

    reviewer: str
    name: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class ReviewerRemoved:
    """Somebody reviews no longer: what they scored is kept and counts for nothing, in any case."""

    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChairNamed:
    """Who of the staff takes the chair; a manager where nobody is named."""

    chair: str


@dataclass(frozen=True, slots=True)
class WeightsConfirmed:
    """Staff say which reading of the slides' weights holds (`Reading`)."""

    reading: str


@dataclass(frozen=True, slots=True)
class OrderDrawn:
    """The order of the presentations, by a draw whose `seed` is recorded."""

    cases: tuple[str, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class ScoringOpened:
    """Reviewers may score."""


@dataclass(frozen=True, slots=True)
class ConflictDeclared:
    """A reviewer says how they stand to a case (`Impartiality`), with which kinds of relation and in which words, and
    signs with their name typed."""

    case: str
    reviewer: str
    impartiality: str
    name: str
    kinds: tuple[str, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Recused:
    """Staff take a reviewer out of a case; what they scored there is kept and counts for nothing."""

    case: str
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConflictCleared:
    """Staff decide that a reviewer who was not sure may review a case."""

    case: str
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreDrafted:
    """Points so far, in the order of the criteria, None where there are none yet; words so far."""

    case: str
    reviewer: str
    points: DraftPoints
    comment: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    private: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSubmitted:
    """Points and words that count: `comment` on the whole, `remarks` by criterion, `private` for staff alone."""

    case: str
    reviewer: str
    points: Points
    comment: str
    remarks: Mapping[str, str] = field(default_factory=dict)
    private: str = ""


@dataclass(frozen=True, slots=True)
class ScoreReopened:
    """Staff let a reviewer score anew, because of `reason`."""

    case: str
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class CommentsReleased:
    """Staff say which reviewers' comments on the whole an applicant is shown with the result."""

    case: str
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlierNoted:
    """The chair says how a total far from the others' was handled."""

    case: str
    reviewer: str
    note: str


@dataclass(frozen=True, slots=True)
class RankingClosed:
    """The chair closes the scoring; `draw` puts cases that are equal in everything in an order, by the recorded `seed`
    if they were drawn here."""

    method: Method = Method.MEAN
    draw: tuple[str, ...] = ()
    seed: str = ""


@dataclass(frozen=True, slots=True)
class ResultPublished:
    """Everybody is told at this moment."""


SelectionEvent: TypeAlias = (
    CasesEntered
    | ReviewersSet
    | ReviewerInvited
    | ReviewerRemoved
    | ChairNamed
    | WeightsConfirmed
    | OrderDrawn
    | ScoringOpened
    | ConflictDeclared
    | Recused
    | ConflictCleared
    | ScoreDrafted
    | ScoreSubmitted
    | ScoreReopened
    | CommentsReleased
    | OutlierNoted
    | RankingClosed
    | ResultPublished
)
