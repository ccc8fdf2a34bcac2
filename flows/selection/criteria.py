"""What is scored, with which weight by which reading of the slides, and how much has to be said about points.

The slides of 113 name five criteria (lines 424–489) and the weights 10, 25, 30, 25, 10; which of the first two weighs
10 and which 25 cannot be told from them, and the winner can depend on it. Staff confirm one reading before scoring
opens. Everything about comments is constructed.
"""

from collections.abc import Mapping
from enum import StrEnum

from flows.selection.ranking import Points

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


def outside(points: Points, weights: Points) -> tuple[str, ...]:
    """The criteria whose points are not whole numbers from 0 to the criterion's weight; all when some are missing."""
    if len(points) != len(weights):
        return CRITERIA
    given = zip(CRITERIA, points, weights, strict=True)
    return tuple(name for name, one, most in given if isinstance(one, bool) or not 0 <= one <= most)


def to_be_explained(points: Points, weights: Points) -> tuple[str, ...]:
    """The criteria whose points are so low or so high that a word is asked for."""
    given = zip(CRITERIA, points, weights, strict=True)
    return tuple(name for name, one, most in given if one * 100 < LOW * most or one * 100 > HIGH * most)
