"""The facts of a year's selection, in the order they happened. Results are never stored but for their publication.

Cases are named by their case number, reviewers and staff by who they are to the service.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.selection.ranking import Method, Points


@dataclass(frozen=True, slots=True)
class CasesEntered:
    """The cases that passed the qualification are the ones to be selected from."""

    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewersSet:
    """Who reviews."""

    reviewers: tuple[str, ...]


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
    """A reviewer says how they stand to a case (`Impartiality`), and signs with their name typed."""

    case: str
    reviewer: str
    impartiality: str
    name: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recused:
    """Staff take a reviewer out of a case; what they scored there is kept and counts for nothing."""

    case: str
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreDrafted:
    """Points so far, in the order of the criteria."""

    case: str
    reviewer: str
    points: Points


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
class OutlierNoted:
    """The chair says how a total far from the others' was handled."""

    case: str
    reviewer: str
    note: str


@dataclass(frozen=True, slots=True)
class RankingClosed:
    """The chair closes the scoring; `draw` puts cases that are equal in everything in an order."""

    method: Method = Method.MEAN
    draw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPublished:
    """Everybody is told at this moment."""


SelectionEvent: TypeAlias = (
    CasesEntered
    | ReviewersSet
    | WeightsConfirmed
    | OrderDrawn
    | ScoringOpened
    | ConflictDeclared
    | Recused
    | ScoreDrafted
    | ScoreSubmitted
    | ScoreReopened
    | OutlierNoted
    | RankingClosed
    | ResultPublished
)
