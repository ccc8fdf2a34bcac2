"""The facts of submitting: confirmed, submitted under a case number, or refused; and what is said of the case later."""

from dataclasses import dataclass


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
