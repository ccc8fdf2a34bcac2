"""The facts of a case's stream after its review was passed: consultant, visit, written advice, satisfaction.

Instants are ISO texts with their offset. Who did it stands beside the event: an address, or APPLICANT."""

from dataclasses import dataclass
from typing import TypeAlias

APPLICANT = "applicant"
"""Who did what the applicant, or a colleague of theirs who joined, did in the chat or by a mailed link."""


@dataclass(frozen=True, slots=True)
class ConsultantAssigned:
    """The office asks a consultant, by address and name, to take the case. `offered` are those who fitted best, each
    as `address sum`; `reason` says why it is none of them."""

    consultant: str
    name: str
    offered: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsultantAccepted:
    """The consultant takes the case."""


@dataclass(frozen=True, slots=True)
class ConsultantDeclined:
    """The consultant does not take the case, because of `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class TimesProposed:
    """Up to three times for the visit, each of so many `minutes`; `where` is a link where it is online, else an
    address."""

    times: tuple[str, ...]
    minutes: int
    online: bool
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OtherTimesAsked:
    """None of the times suits the applicant, or the one agreed on no longer does."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitFixed:
    """Both agree on a time. The calendars' `uid` stays when the visit is moved, `sequence` then counts up."""

    start: str
    minutes: int
    online: bool
    where: str
    uid: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class VisitCancelled:
    """The visit will not be, because of `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class VisitHeld:
    """The visit was; `minutes` are the consultant's notes of it."""

    minutes: str


@dataclass(frozen=True, slots=True)
class VisitMissed:
    """Somebody did not come; `note` says who."""

    note: str


@dataclass(frozen=True, slots=True)
class AdviceUploaded:
    """The written advice, by the SHA-256 of its file and the name it was given."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class AdviceReturned:
    """The office asks the consultant for another version, because of `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class AdviceReleased:
    """The office lets the applicant have the advice with this hash and name."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class AdviceReceived:
    """The applicant says that they have it: the case is closed."""


@dataclass(frozen=True, slots=True)
class Rated:
    """How satisfied the applicant is, from 1 to 5, by one of RATINGS; a later one counts."""

    question: str
    value: int


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The applicant has not said that they have the advice, and nobody waits any longer."""


RATINGS = ("process", "consultant", "advice")
"""What is asked about satisfaction; templates/shared/chat has the words."""

BEST_RATING = 5

ConsultantEvent: TypeAlias = (
    ConsultantAssigned
    | ConsultantAccepted
    | ConsultantDeclined
    | TimesProposed
    | OtherTimesAsked
    | VisitFixed
    | VisitCancelled
    | VisitHeld
    | VisitMissed
    | AdviceUploaded
    | AdviceReturned
    | AdviceReleased
    | AdviceReceived
    | Rated
    | CaseClosed
)
