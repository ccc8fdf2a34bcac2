"""The facts of submitting: confirmed, submitted under a case number, or refused."""

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
