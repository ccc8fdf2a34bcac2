"""What pictures for the phone show of a leader's work: board, indicators, schedule; by the same rows as the book."""

from collections.abc import Callable, Mapping
from typing import Any

from flows.definitions.words import Words
from flows.schemes.alliance.book.promises import checkpoints, timetable
from flows.schemes.alliance.stored import seat_name

Json = Mapping[str, Any]


def picture_of(words: Words, name: str, entries: Json, part: str) -> Json:
    """The data of one picture. Of a member that has not released its form no more than how far it is."""
    told = _PARTS[part](words, entries)
    title = words.say(f"picture.{part}", name=name)
    note = words.say("picture.note")
    return {"part": part, "lang": words.language[:2], "title": title, "note": note, **told}


def _schedule(words: Words, entries: Json) -> Json:
    found = timetable(words, entries)
    months = [words.say("picture.month", month=month) for month in found["months"]]
    named = {key: words.say(f"picture.{key}") for key in ("item", "cumulative")}
    return {**found, "months": months, "words": named}


def _indicators(words: Words, entries: Json) -> Json:
    seats = [seat for seat in entries.get("seats", ()) if seat.get("admitted", True)]
    rows = [
        {key: row[key] for key in ("name", "whole", "first", "second")}
        for row in checkpoints(words, {"kpi.overseas": 0, **entries}, seats)
    ]
    named = {key: words.say(f"picture.{key}") for key in ("indicator", "whole", "first", "second")}
    return {"rows": rows, "words": named}


def _board(words: Words, entries: Json) -> Json:
    rows = []
    for seat in entries.get("seats", ()):
        if not seat.get("admitted", True):
            state, part = words.say("board.knocking"), 0.0
        elif seat["confirmed"]:
            state, part = words.say("board.confirmed"), 1.0
        else:
            facts = {key: seat[key] for key in ("page", "done", "total")}
            state, part = words.filled("board.filling", facts), seat["done"] / max(1, seat["total"])
        name = seat_name(entries, seat)
        rows.append({"name": name, "state": state, "part": part, "done": bool(seat["confirmed"])})
    return {"rows": rows}


_PARTS: Mapping[str, Callable[[Words, Json], Json]] = {
    "schedule": _schedule, "kpi": _indicators, "board": _board,
}  # fmt: skip
