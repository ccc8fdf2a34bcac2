"""Companies that have applied already this year: one live application per 統一編號, told as early as possible.

Only a courtesy: the database's unique key decides when an application is submitted. Whoever knows case number and check
code may join that application, or make another one that is to take its place.
"""

from dataclasses import dataclass, replace

from flows.events.company.company_claim import (
    AlreadyApplied,
    CaseMissed,
    CaseNamed,
    CaseProved,
    Claiming,
    NumberNamed,
    Replacing,
)


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


def evolve_claim(claim: Claim, event: Claiming) -> Claim:
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
