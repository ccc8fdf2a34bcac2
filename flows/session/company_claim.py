"""Companies that have applied already this year: one live application per 統一編號, told as early as possible.

Only a courtesy: the database's unique key decides when an application is submitted. Whoever knows case number and check
code may join that application, or make another one that is to take its place.
"""

from dataclasses import dataclass, replace

from flows.events.company_claim import (
    AlreadyApplied,
    CaseMissed,
    CaseNamed,
    CaseProved,
    Claiming,
    NumberNamed,
    Replacing,
)


@dataclass(frozen=True, slots=True)
class AppliedKnown:
    """Whether there is one, as an inbound content: nobody's message, sent by bot/conversation/turn_processor.py."""

    ubn: str
    applied: bool


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """What came of the case number and code just named, likewise; `at` is empty when they were not the right ones."""

    case_number: str
    at: str
    left: int = 0
    until: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a person has shown about the application of their company: the case number whose code they know, and whether
    they are replacing it; the number they named without its code, in which message; until when (ISO, UTC) they have
    to wait after wrong tries, empty when they need not."""

    case_number: str = ""
    at: str = ""
    replacing: bool = False
    named: str = ""
    message: str = ""
    until: str = ""


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
        case NumberNamed():
            return replace(claim, named=event.typed, message=event.message)
        case CaseNamed():
            return claim
        case CaseMissed():
            return replace(claim, case_number="", at="", replacing=False, until=event.until)
        case CaseProved():
            return Claim(event.case_number, event.at) if event.by_code else Claim()
        case Replacing():
            return replace(claim, case_number=event.case_number, replacing=True)


def unnamed(claim: Claim, message: str) -> Claim:
    """The claim without the case number that this message carried."""
    return replace(claim, named="", message="") if claim.named and claim.message == message else claim
