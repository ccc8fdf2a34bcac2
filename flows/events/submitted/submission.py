"""The facts of submitting: confirmed, submitted under a case number, or refused; and what passes between the office and
whoever applied after it: answers asked for again, questions and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The person confirmed the application: it is to be submitted in this very transaction."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The application exists under this case number since this instant (ISO, UTC)."""

    case_number: str
    at: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Submitting was not possible: `closed`, or `taken` when the company has a live application; or joining was
    not, because that application had `moved` on."""

    reason: str


@dataclass(frozen=True, slots=True)
class CaseAnswered:
    """The applicant says something about the visit or the advice; what comes of it is in the case's stream.

    By a button `what` is `pick` (first: the event that proposed the times, second: which of them, from 1), `others`,
    `received` or `rate` (first: the question, second: from 1 to 5). Typed it is `number` or `time` (first: the
    text)."""

    what: str
    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class OfficeQuestion:
    """What the person asks the office about their submitted application."""

    typed: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class OfficeAnswered:
    """The office has answered, where that could not be told at once."""

    text: str


OfficeEvent: TypeAlias = OfficeQuestion | OfficeAnswered


WITHDRAW = "withdraw"
"""The one thing asked of a case that is no request about personal data: to give it up."""


@dataclass(frozen=True, slots=True)
class RequestBegun:
    """The person wants something of their submitted application: WITHDRAW, or a DataRequestKind of
    flows/cases/requests.py. It waits for their yes, or for what is to be corrected."""

    kind: str


@dataclass(frozen=True, slots=True)
class RequestDropped:
    """They do not want it after all."""


@dataclass(frozen=True, slots=True)
class RequestMade:
    """They want it; what comes of it is in the case's stream. `typed` is what they said of it."""

    kind: str
    typed: str = ""
    message: str = ""


RequestEvent: TypeAlias = RequestBegun | RequestDropped | RequestMade


@dataclass(frozen=True, slots=True)
class RevisionOpened:
    """The office asks to answer these questions again until the end of the day `due` (ISO); `note` is in its own words,
    `request` the number of what it did within the case."""

    request: int
    questions: Sequence[str]
    due: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RevisionClosed:
    """The office no longer asks for it: the answers are those from before."""


@dataclass(frozen=True, slots=True)
class RevisionSent:
    """The person sent the answers in; they are those of `revision` (from 2) since `at` (ISO, UTC)."""

    revision: int
    at: str


RevisionEvent: TypeAlias = RevisionOpened | RevisionClosed | RevisionSent
