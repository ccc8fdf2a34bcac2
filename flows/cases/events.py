"""The facts of a case's stream: what the office did, and what of it has left to the applicant.

Each is appended with the moment and with who did it (RecordedEvent). A stage is never stored: flows/cases/stage.py
computes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flows.cases.consultant_events import (
    APPLICANT,
    AdviceReleased,
    AdviceReturned,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantEvent,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
)
from flows.cases.proposal.events import TOLD, ProposalEvent

SYSTEM = "system"
"""Who did what no person did."""


@dataclass(frozen=True, slots=True)
class ReviewPassed:
    """The application was checked: it is complete and accepted."""


@dataclass(frozen=True, slots=True)
class SupplementAsked:
    """The applicant is asked for something until the end of the day `due` (ISO). `reasons` are of REASONS, `note` is in
    the office's own words."""

    reasons: tuple[str, ...]
    due: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupplementReceived:
    """What was asked for has come by another way than the chat; `note` says how."""

    note: str


@dataclass(frozen=True, slots=True)
class RevisionAsked:
    """The applicant is asked to answer these questions again until the end of the day `due` (ISO), and to sign anew;
    `note` is in the office's own words."""

    questions: tuple[str, ...]
    due: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RevisionReceived:
    """The questions were answered again: `revision` (from 2) of the application is to be signed. `changed` are the
    questions whose answers differ from those before."""

    revision: int
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Somebody who applied or joined asks the office something in the chat of that `session`."""

    text: str
    session: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """The office answers the question with this number, in the session it was asked in. It is told at once."""

    question: int
    text: str
    session: str


@dataclass(frozen=True, slots=True)
class StaffChatBegun:
    """Somebody who applied or joined asks for a person where staff answer in the chat itself, that of that `session`:
    the bot is silent there."""

    session: str


@dataclass(frozen=True, slots=True)
class StaffChatEnded:
    """The bot goes on in the chat of that `session`: the person wanted it, or the office has finished."""

    session: str


@dataclass(frozen=True, slots=True)
class DataRequested:
    """The applicant asks for something about their personal data: `kind` is a DataRequestKind (requests.py), `text`
    what they said of it, `session` where they asked."""

    kind: str
    text: str
    session: str


@dataclass(frozen=True, slots=True)
class DataRequestExtended:
    """The office needs until the end of the day `due` (ISO) for the request with this number, because of `reason`;
    once. It is told at once."""

    request: int
    kind: str
    due: str
    reason: str


@dataclass(frozen=True, slots=True)
class DataRequestAnswered:
    """The office has done what the request with this number asked, or will not, as `text` says. It is told at once."""

    request: int
    kind: str
    granted: bool
    text: str


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """The application is not eligible, because of `reason`; objections are taken until the end of that day (ISO)."""

    reason: str
    objections_until: str


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """The applicant gives the application up; `note` says how they asked, and is empty when they did it themselves."""

    note: str


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """A refusal or a withdrawal is taken back, because of `reason`; the applicant is told if `tell`."""

    reason: str
    tell: bool = True


@dataclass(frozen=True, slots=True)
class ActRecalled:
    """The act with this number is taken back before anybody was told of it."""

    act: int


@dataclass(frozen=True, slots=True)
class MessageLeft:
    """The act with this number is being told to the applicant: it can no longer be taken back."""

    act: int


CaseEvent: TypeAlias = (
    ReviewPassed
    | SupplementAsked
    | SupplementReceived
    | RevisionAsked
    | RevisionReceived
    | QuestionAsked
    | QuestionAnswered
    | StaffChatBegun
    | StaffChatEnded
    | DataRequested
    | DataRequestExtended
    | DataRequestAnswered
    | CaseRefused
    | CaseWithdrawn
    | CaseReopened
    | ActRecalled
    | MessageLeft
    | ConsultantEvent
    | ProposalEvent
)

REASONS = ("unsigned", "undated", "page_missing", "unreadable", "to_confirm", "other")
"""Ready reasons for asking; templates/mail/case.*.toml has their words."""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as it stands in the stream: its number from 1, when, and who (an address, an account, or SYSTEM)."""

    number: int
    at: datetime
    who: str
    event: CaseEvent


_TOLD = (
    ReviewPassed,
    SupplementAsked,
    RevisionAsked,
    CaseRefused,
    CaseWithdrawn,
    ConsultantAssigned,
    ConsultantAccepted,
    TimesProposed,
    VisitFixed,
    VisitCancelled,
    AdviceReturned,
    AdviceReleased,
    *TOLD,
)


def tells(event: CaseEvent) -> bool:
    """Whether somebody outside the office, the applicant or a consultant, is written to because of it."""
    return isinstance(event, _TOLD) or (isinstance(event, CaseReopened) and event.tell)


def waits(one: RecordedEvent) -> bool:
    """Whether what it tells waits, so that it can be taken back: not what applicants themselves have just done."""
    return tells(one.event) and one.who != APPLICANT
