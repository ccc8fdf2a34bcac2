"""The part of the programme file about the time after submitting: `[calendar]` and `[deadlines]`, both optional."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypedDict

from flows.definitions.working_days import Deadlines, WorkingDays

LONGEST = 90
"""Days that a deadline may have at most."""

_CALENDAR = ("holidays", "makeup")
_DEADLINES = tuple(part.name for part in fields(Deadlines))


class OfficeDays(TypedDict):
    """Fields of a Programme."""

    days: WorkingDays
    deadlines: Deadlines


def office_days(data: Mapping[str, Any]) -> OfficeDays:
    """The working days and deadlines of a file without problems."""
    listed = {name: frozenset(days) for name, days in data.get("calendar", {}).items()}
    return OfficeDays(days=WorkingDays(**listed), deadlines=Deadlines(**data.get("deadlines", {})))


def office_days_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with both tables."""
    for name, days in data.get("calendar", {}).items():
        if name not in _CALENDAR:
            yield f"calendar.{name}: unknown; there are: {', '.join(_CALENDAR)}"
        elif not isinstance(days, list) or not all(map(_is_day, days)):
            yield f"calendar.{name}: must be a list of days such as [2025-01-01]"
    for name, count in data.get("deadlines", {}).items():
        least = 0 if name == "objection" else 1
        if name not in _DEADLINES:
            yield f"deadlines.{name}: unknown; there are: {', '.join(_DEADLINES)}"
        elif isinstance(count, bool) or not isinstance(count, int) or not least <= count <= LONGEST:
            yield f"deadlines.{name}: must be a number of days from {least} to {LONGEST}"


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
