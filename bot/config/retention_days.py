"""The part of the programme file about how long data is kept, `[retention]`, and what the notice says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from string import Formatter
from typing import Any

from flows.definitions.retention import TOLD, Retention

LONGEST = 3650
"""Days; ten years."""

RULES = tuple(part.name for part in fields(Retention))
GAPS = frozenset(f"retention_{name}" for name in RULES)
"""What texts of the programme may name in {braces}: the days of a rule."""


def retention_of(data: Mapping[str, Any]) -> Retention:
    """The rules of a file without problems."""
    return Retention(**data.get("retention", {}))


def retention_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the table; and what people are told that is not so, or not told that is."""
    table = data.get("retention", {})
    for name, days in table.items():
        if name not in RULES:
            yield f"retention.{name}: unknown; there are: {', '.join(RULES)}"
        elif isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= LONGEST:
            yield f"retention.{name}: must be a number of days from 0 (without a limit) to {LONGEST}"
    for language, words in sorted(data["words"].items()):
        named = _named(words.get("notice", "") if isinstance(words, Mapping) else "")
        for name in RULES:
            gap, limited = f"retention_{name}", bool(table.get(name))
            if limited and name in TOLD and gap not in named:
                yield f"words.{language}.notice: has to say how long data is kept: {{{gap}}} days"
            if gap in named and not limited:
                yield f"words.{language}.notice: names {{{gap}}}, but retention.{name} sets no days"


def _named(text: str | list[str]) -> set[str]:
    try:
        whole = text if isinstance(text, str) else "\n".join(text)
        return {gap for _, gap, _, _ in Formatter().parse(whole) if gap}
    except (ValueError, TypeError):
        return set()  # told with the other problems of that text
