"""A colleague fills in a page: asked by a link, let in by a number, their answers proposed and taken one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class ContributionAsked:
    """The applicant wants a colleague to fill in a page of the questionnaire."""

    page: int


@dataclass(frozen=True, slots=True)
class ContributorInvited:
    """A link for that page was made, number `number` of this session, good until `until` (ISO, UTC)."""

    number: int
    page: int
    until: str


@dataclass(frozen=True, slots=True)
class InvitationClosed:
    """The applicant took link `number` back, or wrong numbers ended it ("missed")."""

    number: int
    reason: str = "revoked"


@dataclass(frozen=True, slots=True)
class ContributorNumberTyped:
    """Two digits that a colleague reads from their page were typed; they themselves are kept nowhere."""


@dataclass(frozen=True, slots=True)
class ContributorChecked:
    """What came of them: "right" for the colleague of link `number`, called `author`; "wrong", or "none" where no page
    shows any."""

    outcome: str
    number: int = 0
    author: str = ""


@dataclass(frozen=True, slots=True)
class Contributed:
    """The colleague `author` of link `number` answered questions of their page: by question id an object of `value` and
    `texts`. They agreed to the notice for colleagues at `agreed_at` (ISO, UTC)."""

    number: int
    author: str
    at: str
    agreed_at: str
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposalsOpened:
    """The applicant wants to look at the proposed answers one by one."""


@dataclass(frozen=True, slots=True)
class ProposalsSettled:
    """The proposed answers to these questions were taken (each as an Answered with its author), or not."""

    questions: Sequence[str]
    taken: bool
    author: str = ""


ContributionEvent: TypeAlias = (
    ContributionAsked | ContributorInvited | InvitationClosed | ContributorNumberTyped | ContributorChecked
    | Contributed | ProposalsOpened | ProposalsSettled
)  # fmt: skip
