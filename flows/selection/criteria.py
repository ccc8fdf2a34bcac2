"""What is scored, with which weight by which reading of the slides, and how much has to be said about points.

The slides of 113 name five criteria (lines 424–489) and the weights 10, 25, 30, 25, 10; which of the first two weighs
10 and which 25 cannot be told from them, and the winner can depend on it. Staff confirm one reading before scoring
opens. Everything about comments is constructed.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from flows.selection.ranking import DraftPoints, Points, level_points

CRITERIA = (
    "target_market",
    "company_international",
    "expansion_strategy",
    "tool_innovation",
    "member_interplay",
)
"""In the order of the slides; points are given in it."""


class WeightReading(StrEnum):
    """Which of 10 and 25 belongs to the first criterion and which to the second."""

    A = "A"
    B = "B"


WEIGHTS: Mapping[WeightReading, Points] = {
    WeightReading.A: (10, 25, 30, 25, 10),
    WeightReading.B: (25, 10, 30, 25, 10),
}
"""The most points of each criterion."""

SHORTEST_COMMENT, LONGEST_COMMENT = 10, 500
"""Characters of the comment on the whole, which the applicant may be shown."""

LOW, HIGH = 60, 95
"""Percent of a criterion's points below and above which a word about it is asked for."""


LEVELS: Mapping[str, Fraction] = {
    "excellent": Fraction(95, 100),
    "good": Fraction(85, 100),
    "fair": Fraction(75, 100),
    "weak": Fraction(65, 100),
    "poor": Fraction(50, 100),
}
"""The share of a criterion's points that a level stands for (constructed)."""


class ConflictKind(StrEnum):
    """Why somebody must not review a case: after 行政程序法 articles 32 and 33, and constructed ones."""

    SELF_OR_KIN = "self_or_kin"
    AGENT = "agent"
    EMPLOYED = "employed"
    TRADE = "trade"
    RIVAL = "rival"
    OTHER = "other"


def levels(most: int) -> Mapping[str, int]:
    """The points of each level of a criterion."""
    return {name: level_points(most, share) for name, share in LEVELS.items()}


def outside(points: Points, weights: Points) -> tuple[str, ...]:
    """The criteria whose points are not whole numbers from 0 to the criterion's weight; all when some are missing."""
    if len(points) != len(weights):
        return CRITERIA
    given = zip(CRITERIA, points, weights, strict=True)
    return tuple(name for name, one, most in given if type(one) is not int or not 0 <= one <= most)


def outside_so_far(points: DraftPoints, weights: Points) -> tuple[str, ...]:
    """The same of a draft: what is not given yet is in order."""
    return outside(tuple(0 if one is None else one for one in points), weights)


def to_be_explained(points: Points, weights: Points) -> tuple[str, ...]:
    """The criteria whose points are so low or so high that a word is asked for."""
    given = zip(CRITERIA, points, weights, strict=True)
    return tuple(name for name, one, most in given if one * 100 < LOW * most or one * 100 > HIGH * most)
