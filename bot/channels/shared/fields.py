"""Fields of foreign JSON, which may hold anything where a name or a number is due."""

from typing import Any


def words(value: Any) -> str:
    """The value, if it is a text; else TypeError, which says nothing of the value."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def number(value: Any) -> int:
    """The value, if it is a whole number that ids and times may have; else TypeError, which says nothing of it."""
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
        raise TypeError("not a whole number")
    return value
