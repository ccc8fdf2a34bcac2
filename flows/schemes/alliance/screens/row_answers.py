"""What somebody says of the one thing that a row of an indicator still lacks."""

import re
from typing import Any

from flows.schemes.alliance.indicator_lines import Names, RowLine, indicator_json, read_row
from flows.schemes.alliance.lists import EVIDENCE, KINDS
from flows.schemes.alliance.schedule import MONTHS
from flows.schemes.alliance.stored import Json
from flows.screens.decision import Decision

ROW_FIELDS = ("kind", "month", "name", "measure", "before", "whole", "first", "second")


def said_of(
    lacks: str, text: str, row: Json, kinds: Names, indicator: str, *, tapped: bool
) -> dict[str, Any] | None:
    """What an answer says of the one thing a row lacks."""
    bare = text.strip()
    match lacks:
        case "kind":
            kind = (
                bare
                if tapped
                else next((one for one, names in kinds.items() if bare.casefold() in names), "")
            )
            return {"kind": kind} if kind in KINDS[indicator] else None
        case "month":
            figures = bare.removesuffix("月")
            return {"month": int(figures)} if figures.isdecimal() and int(figures) in MONTHS else None
        case "name":
            return {"name": bare[:40]} if bare else None
        case "measure":
            read = read_row(f"{row.get('month') or 4}月 {bare}", {}, measured=True)
            return None if read is None or read.whole is None else _measured(read)
        case _:
            return _first(bare, int(row["whole"]))


def _measured(read: RowLine) -> dict[str, Any]:
    return {
        key: value
        for key, value in row_json(read).items()
        if key in ("measure", "before", "whole", "first", "second")
    }


def _first(text: str, whole: int) -> dict[str, Any] | None:
    """What of the whole falls into the first half."""
    ways = {"half": whole // 2, "third": whole // 3, "later": 0}
    if text in ways:
        return {"first": ways[text]}
    figures = text.replace(",", "")
    return {"first": int(figures)} if figures.isdecimal() and int(figures) <= whole else None


def row_json(row: RowLine) -> dict[str, Any]:
    """A row begun, as an entry keeps it."""
    return {name: getattr(row, name) for name in ROW_FIELDS}


def kept_row(indicator: str, row: RowLine) -> dict[str, Any]:
    """A row that lacks nothing, as its entry keeps it; the evidence is what the slides name for its kind."""
    kind, evidence = str(row.kind), EVIDENCE[indicator][str(row.kind)]
    kept: dict[str, Any] = {"kind": kind, "month": row.month, "name": row.name, "evidence": [evidence]}
    if row.whole is not None:
        kept["indicator"] = indicator_json(row, row.first or 0, [evidence])
    return kept


def names_of(decision: Decision, indicator: str) -> Names:
    """What people call the kinds of an indicator, in every language."""
    words = decision.edition.words.values()
    return {
        kind: [
            name.casefold()
            for each in words
            for key in (f"kind.{indicator}.{kind}", f"kind_also.{indicator}.{kind}")
            if each.has(key)
            for name in (each.say(key), *each.say(key).split())
        ]
        for kind in KINDS[indicator]
    }


_DAY = re.compile(r"(\d{1,2})\s*[/月.-]\s*(\d{1,2})\s*日?")


def typed_day(text: str) -> tuple[int, int] | None:
    """Month and day of a text that is nothing else, 「3/1」 or 「3月1日」; they need not be any of the calendar."""
    found = _DAY.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None
