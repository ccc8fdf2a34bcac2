"""What a check of a proposal says: whether it blocks sending, is for staff to decide, or only pointed out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does: keeps the proposal from being sent, marks it for staff, or is only pointed out."""

    BLOCKS = "blocks"
    STAFF = "staff"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that has something to say. `places` are what it is about: company numbers, questions, work items or
    names of indicators; none when it is about the whole."""

    code: str
    severity: Severity
    places: tuple[str, ...] = ()


Said = Mapping[Severity, tuple[str, ...]]
"""What a check says, by severity; nothing when all is well."""

NOTHING: Said = {}


def blocks(wrong: bool, places: Iterable[str] = ()) -> Said:
    """Keep it from being sent when something is wrong."""
    return {Severity.BLOCKS: tuple(places)} if wrong else NOTHING


def blocked_at(places: Iterable[str]) -> Said:
    """Keep it from being sent when there is any such place."""
    found = tuple(places)
    return blocks(bool(found), found)


def for_staff(doubtful: bool, places: Iterable[str] = ()) -> Said:
    """Let it through, for staff to decide."""
    return {Severity.STAFF: tuple(places)} if doubtful else NOTHING


def noted(wrong: bool, places: Iterable[str] = ()) -> Said:
    """Only point it out."""
    return {Severity.NOTE: tuple(places)} if wrong else NOTHING


def noted_at(places: Iterable[str]) -> Said:
    """Only point out any such place."""
    found = tuple(places)
    return noted(bool(found), found)
