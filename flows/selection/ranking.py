"""The selection: reviewers' points of all cases, means and order, who is left out, what the chair has to look at.

Sources: the programme's slides of 113, lines 424–489 (weights of the criteria) and 68 (four cases); everything else is
constructed, after the rules for procurement committees, and confirmed by staff before scoring opens. Means are exact
fractions: two cases are equal only when they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

PASS_MARK = 70
LEAST_SCORES = 3
"""Scores of a case without which the round can't be closed."""

MOST_APART = 15
"""Points by which a reviewer's total may differ from the mean of the others before the chair has to look at it."""

Points = tuple[int, ...]
"""Points of one case by one reviewer, in the order of the criteria."""

DraftPoints = tuple[int | None, ...]
"""The same while somebody is at it: None where there are none yet."""


class Method(StrEnum):
    """How an order is made of the totals."""

    MEAN = "mean"
    RANKS = "ranks"


class Outcome(StrEnum):
    """What a case is told once results are published."""

    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"


@dataclass(frozen=True)
class Round:
    """What was scored: `weights` are the maximum points of each criterion, `scores` by case and reviewer, `conflicts`
    the cases a reviewer must have nothing to do with: what they scored there counts for nothing."""

    weights: Points
    scores: Mapping[str, Mapping[str, Points]]
    conflicts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def counted(self, case: str) -> Mapping[str, Points]:
        """The scores of a case that count, by reviewer."""
        given = self.scores.get(case, {})
        return {
            who: points for who, points in given.items() if case not in self.conflicts.get(who, frozenset())
        }

    def visible(self, reviewer: str) -> tuple[str, ...]:
        """The cases a reviewer may know of: all but those they have a conflict with."""
        return tuple(case for case in self.scores if case not in self.conflicts.get(reviewer, frozenset()))

    def mean(self, case: str) -> Fraction | None:
        """The mean of the totals of a case; None when nobody has scored it."""
        totals = [sum(points) for points in self.counted(case).values()]
        return Fraction(sum(totals), len(totals)) if totals else None

    @property
    def scored(self) -> "Round":
        """The same with those cases alone that a score counts for."""
        return Round(
            self.weights,
            {case: given for case, given in self.scores.items() if self.counted(case)},
            self.conflicts,
        )

    @property
    def too_few(self) -> tuple[str, ...]:
        """Cases with fewer scores than are needed."""
        return tuple(case for case in self.scores if len(self.counted(case)) < LEAST_SCORES)

    @property
    def outliers(self) -> tuple[tuple[str, str], ...]:
        """(case, reviewer) whose total is far from the mean of the others. Nobody's score is changed by that."""
        return tuple(
            (case, who)
            for case in self.scores
            for who in self.counted(case)
            if _apart(self.counted(case), who) > MOST_APART
        )

    @property
    def below_pass_mark(self) -> tuple[str, ...]:
        """Cases whose mean is below the pass mark."""
        means = {case: self.mean(case) for case in self.scores}
        return tuple(case for case, mean in means.items() if mean is not None and mean < PASS_MARK)


def _apart(scores: Mapping[str, Points], who: str) -> Fraction:
    others = [sum(points) for other, points in scores.items() if other != who]
    if not others:
        return Fraction(0)
    return abs(sum(scores[who]) - Fraction(sum(others), len(others)))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case in the order: its rank (equal cases share one, the next is skipped) and its mean."""

    case: str
    rank: int
    mean: Fraction


def order(played: Round, method: Method = Method.MEAN) -> tuple[Ranked, ...]:
    """The cases, best first. Equal ones are told apart by the points of the heaviest criterion, then of the next; those
    still equal share a rank, and a recorded draw decides which of them comes first.

    Raises:
        ValueError: a case without any score, or `Method.RANKS` although not everybody has scored every case.
    """
    keys = {case: _key(played, case, method) for case in played.scores}
    best = sorted(keys, key=keys.__getitem__)
    ranks = {case: 1 + sum(keys[other] < keys[case] for other in keys) for case in best}
    return tuple(Ranked(case, ranks[case], _mean(played, case)) for case in best)


def _mean(played: Round, case: str) -> Fraction:
    mean = played.mean(case)
    if mean is None:
        raise ValueError(f"nobody has scored {case}")
    return mean


def _key(played: Round, case: str, method: Method) -> tuple[Fraction, ...]:
    first = -_mean(played, case) if method is Method.MEAN else Fraction(_rank_sum(played, case))
    return (first, *(-part for part in _by_weight(played, case)))


def _by_weight(played: Round, case: str) -> tuple[Fraction, ...]:
    """The mean of each criterion, heaviest first."""
    scores = tuple(played.counted(case).values())
    heaviest = sorted(range(len(played.weights)), key=lambda place: (-played.weights[place], place))
    return tuple(Fraction(sum(points[place] for points in scores), len(scores)) for place in heaviest)


def _rank_sum(played: Round, case: str) -> int:
    """Each reviewer's totals as ranks, added up; the lowest sum is the best."""
    reviewers = {who for other in played.scores for who in played.counted(other)}
    if any(set(played.counted(other)) != reviewers for other in played.scores):
        raise ValueError("ranks need a score of every case by every reviewer")
    return sum(
        1 + sum(sum(played.scores[other][who]) > sum(played.scores[case][who]) for other in played.scores)
        for who in reviewers
    )


def equal(ordered: Sequence[Ranked]) -> frozenset[str]:
    """The cases that share a rank with another."""
    ranks = [one.rank for one in ordered]
    return frozenset(one.case for one in ordered if ranks.count(one.rank) > 1)


def drawn(ordered: Sequence[Ranked], draw: Sequence[str]) -> tuple[Ranked, ...]:
    """The same order, those that share a rank in the order of a draw, which must name them all; ranks stay shared."""
    return tuple(sorted(ordered, key=lambda one: (one.rank, draw.index(one.case) if one.case in draw else 0)))


def outcomes(ordered: Sequence[Ranked], awards: int, reserves: int) -> Mapping[str, Outcome]:
    """What each case is told: the first `awards` at or above the pass mark are selected, then `reserves` in reserve."""
    passed = [one.case for one in ordered if one.mean >= PASS_MARK]
    selected, reserve = passed[:awards], passed[awards : awards + reserves]
    told = dict.fromkeys((one.case for one in ordered), Outcome.NOT_SELECTED)
    return told | dict.fromkeys(selected, Outcome.SELECTED) | dict.fromkeys(reserve, Outcome.RESERVE)


def shown(mean: Fraction) -> str:
    """A mean as it is printed, rounded half up to two decimals: 81.75."""
    hundredths = (mean * 200 + 1).__floor__() // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def level_points(maximum: int, share: Fraction) -> int:
    """The points a level such as 優 stands for, rounded half up: 0.95 of 25 is 24."""
    return (maximum * share * 2 + 1).__floor__() // 2
