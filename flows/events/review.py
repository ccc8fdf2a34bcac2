"""The pages were checked, the findings confirmed, the verdict changed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The answers of this page were checked and found right."""

    page: int


@dataclass(frozen=True, slots=True)
class ReviewOpened:
    """The person wants to see all answers again."""


@dataclass(frozen=True, slots=True)
class WarningsConfirmed:
    """The person looked at these findings of the cross-checks and stands by the answers."""

    findings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict changed to this state, on this basis."""

    state: str
    reasons: Sequence[str]
