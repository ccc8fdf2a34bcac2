"""Companies that have applied already this year: one live application per 統一編號, told as early as possible.

Only a courtesy: the database's unique key decides when an application is submitted. Whoever knows the case number
may join that application, or make another one that takes its place.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TypeAlias

_CASE_NUMBER = re.compile(r"\D*?(\d{3})(?:[-–—‐_ ]|(?=\d{4}\D*$))(\d{4,6})\D*")
"""`113-0042`, also within a few words; without the hyphen only where it cannot be a 統一編號."""


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """Somebody has a live application with this 統一編號; empty when that is no longer so."""

    ubn: str


@dataclass(frozen=True, slots=True)
class CaseNamed:
    """The person named a case number to show that they belong to the company. It is checked after the commit and
    not kept: a wrong one is nobody's business, and the message may be taken back."""


@dataclass(frozen=True, slots=True)
class CaseMissed:
    """It is not the one of the company's application; so many tries are left, for everybody together."""

    left: int


@dataclass(frozen=True, slots=True)
class CaseProved:
    """It is the right one; that application was submitted then (ISO, UTC)."""

    case_number: str
    at: str


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


Claiming: TypeAlias = AlreadyApplied | CaseNamed | CaseMissed | CaseProved | Replacing


@dataclass(frozen=True, slots=True)
class AppliedKnown:
    """Whether there is one, as an inbound content: nobody's message, sent by bot/turn.py."""

    ubn: str
    applied: bool


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """What came of the case number just named, likewise; `at` is empty when it was not the right one."""

    case_number: str
    at: str
    left: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What a person has shown about the application of their company: the case number they know, the tries left
    (None: as far as they know all of them), whether they are replacing it."""

    case_number: str = ""
    at: str = ""
    left: int | None = None
    replacing: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """The company has applied already: how to go on, and nothing about who did."""

    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class Superseded:
    """Another application of the company has taken the place of the one this person made or joined."""


def claims(claim: Claim, event: Claiming) -> Claim:
    """The claim after one of these events."""
    match event:
        case AlreadyApplied():
            return Claim()
        case CaseNamed():
            return claim
        case CaseMissed():
            return Claim(left=event.left)
        case CaseProved():
            return Claim(event.case_number, event.at)
        case Replacing():
            return replace(claim, replacing=True)


def case_number_in(text: str) -> str:
    """The case number a person typed, however they put it; empty when it is none."""
    found = _CASE_NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"{found[1]}-{found[2]}" if found else ""
