"""What the rules of a form say of who may take part: a state, and the reasons by name."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What the rules say; the programme's staff have the last word on `needs_staff`."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_STAFF = "needs_staff"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state, and the reasons in the order they are told: names, each with its words under `reason.<name>`.

    `appeal` is the id of the question whose answer may still turn the verdict round; empty when there is none."""

    state: State
    reasons: tuple[str, ...]
    appeal: str = ""
