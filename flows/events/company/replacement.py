"""A new application is to take the place of the company's earlier one: asked, answered, settled."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ReplacementAsked:
    """Somebody of the company submitted an application that is to take the place of this person's; `request` counts
    how often that happened."""

    request: int


@dataclass(frozen=True, slots=True)
class ReplacementWaiting:
    """The application this person has just submitted waits: it is to take the place of that case."""

    case_number: str


@dataclass(frozen=True, slots=True)
class ReplacementAnswered:
    """The earlier contact agreed to a request, or did not."""

    request: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class ReplacementSettled:
    """A request was decided by somebody else: for whoever asked, and for whoever was asked."""

    allowed: bool


ReplacementEvent: TypeAlias = ReplacementAsked | ReplacementWaiting | ReplacementAnswered | ReplacementSettled
