"""What was found out after a turn: by a look-up, about the company's application or a place, in a picture sent.

Each comes as an inbound content made by the service itself (bot/conversation/turn_processor.py), not by a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.registry import Lookup
from flows.session.submitted.copy_parts import CopyPage
from flows.session.submitted.signed_copy import CopyDraft


@dataclass(frozen=True, slots=True)
class AppliedKnown:
    """Result of the look-up "has this company applied?"."""

    ubn: str
    applied: bool


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """Result of checking the case number and code just named; `at` is empty when they were not the right ones."""

    case_number: str
    at: str
    left: int = 0
    until: str = ""


@dataclass(frozen=True, slots=True)
class PlaceKnown:
    """Whether the session holds a place, and until when (ISO, UTC; empty when it holds none), else its position in the
    waiting list."""

    until: str
    position: int


@dataclass(frozen=True, slots=True)
class CopyBegins:
    """The process `by` is about to read what arrived; `abandoned`: whoever began it before is known to be gone."""

    ref: str
    by: str
    abandoned: bool = False


@dataclass(frozen=True, slots=True)
class PartSeen:
    """What came of one part: its pages, or why it cannot be used (`copy.refused.<code>`)."""

    ref: str
    size: int = 0
    pages: tuple[CopyPage, ...] = ()
    refused: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CopySeen:
    """What came of all parts together: a draft, or why there is none (`copy.refused.<code>`)."""

    draft: CopyDraft | None
    refused: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the registers say of a 統一編號 given a moment ago."""

    ubn: str
    outcome: Lookup


@dataclass(frozen=True, slots=True)
class SigningNumberKnown:
    """Whether the two digits just typed are those that a page of signing online shows; None where none waits."""

    right: bool | None


@dataclass(frozen=True, slots=True)
class HandoverMade:
    """An offer to go on elsewhere was made: its number, where to, until when (ISO, UTC)."""

    number: int
    to: str
    until: str


@dataclass(frozen=True, slots=True)
class HandoverChecked:
    """What came of two digits typed for offer `number`: "right", with the channel and device of the end that shows
    them; "wrong"; or "unopened" where no end shows any."""

    number: int
    outcome: str
    left: int = 0
    to: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """A link for a colleague was made: its number, the page, until when (ISO, UTC)."""

    number: int
    page: int
    until: str


@dataclass(frozen=True, slots=True)
class ContributorKnown:
    """What came of the number a colleague told: "right" for the colleague `author` of link `number`, "wrong", or "none"
    where no page shows any; `closed` are the links that too many wrong ones end."""

    outcome: str
    number: int = 0
    author: str = ""
    closed: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ContributionSent:
    """A colleague sent the form of link `number`: what they are called, when they agreed to their notice (ISO, UTC),
    and by question id an object of `value` and `texts`."""

    number: int
    author: str
    agreed_at: str
    answers: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was found out for a scheme's own screen: plain JSON under a name only that scheme reads."""

    name: str
    data: Mapping[str, Any]
