"""The company has applied already: naming that case, joining it, replacing it, and its end."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """Somebody has a live application with this 統一編號; empty when that is no longer so."""

    ubn: str


@dataclass(frozen=True, slots=True)
class NumberNamed:
    """The person named a case number without its check code, which may follow in the next message."""

    typed: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class CaseNamed:
    """The person named case number and check code to show that they belong to the company. They are checked after the
    commit and not kept: wrong ones are nobody's business, and the message may be taken back."""


@dataclass(frozen=True, slots=True)
class CaseMissed:
    """They are not those of the company's application; so many tries are left before this person has to wait, or (0)
    none is judged until this instant (ISO, UTC). Before there were check codes it was none ever, and empty."""

    left: int
    until: str = ""


@dataclass(frozen=True, slots=True)
class CaseProved:
    """They are the right ones; that application was submitted then (ISO, UTC). Not `by_code` when the case number alone
    was named, which proved enough before there were check codes."""

    case_number: str
    at: str
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The person takes part in that application from now on, instead of making one."""

    case_number: str
    at: str


@dataclass(frozen=True, slots=True)
class Replacing:
    """The person makes another application, which will take the place of that one."""

    case_number: str


@dataclass(frozen=True, slots=True)
class CaseEnded:
    """The application this person made or joined is no longer live: `superseded` by another, or `erased`."""

    reason: str


Claiming: TypeAlias = AlreadyApplied | NumberNamed | CaseNamed | CaseMissed | CaseProved | Replacing
