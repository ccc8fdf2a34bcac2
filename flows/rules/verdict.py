"""What the rules of a form say of who may take part: a state, and the reasons by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What the rules say; the programme's staff have the last word on `needs_staff`."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_STAFF = "needs_staff"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the rules look at, as it is printed: the role of the answer it rests on, whether it is met, and the
    reason that says so. One that does not apply to this applicant is neither met nor missed."""

    role: str
    met: bool
    reason: str = ""
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state, and the reasons in the order they are told: names, each with its words under `reason.<name>`.

    `criteria` in the order they are printed; `appeal` is the role of the question whose answer may still turn the
    verdict round; empty when there is none."""

    state: State
    reasons: Sequence[str]
    criteria: tuple[Criterion, ...] = ()
    appeal: str = ""
