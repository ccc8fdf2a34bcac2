"""What may be found out about places and companies that have applied, for tests of the chat."""

import re
from datetime import datetime, timedelta
from typing import TypeAlias

from flows.interface.known import AppliedKnown, CaseKnown, PlaceKnown
from flows.session.state import Session

HOLD = timedelta(minutes=30)
Found: TypeAlias = PlaceKnown | AppliedKnown | CaseKnown

_TRIES = re.compile(r"the case number is wrong, (\d) tries left")
_IN_LINE = re.compile(r"number (\d+) in line")


def found_out(session: Session, now: datetime, said: str) -> Found | None:
    """The content that tells the engine, by the words of a transcript; None for other words."""
    ubn = str(session.values().get(session.company_question, ""))
    if place := _IN_LINE.fullmatch(said):
        return PlaceKnown("", int(place[1]))
    if missed := _TRIES.fullmatch(said):
        until = "" if int(missed[1]) else (now + timedelta(minutes=1)).isoformat()
        return CaseKnown("113-0001", "", int(missed[1]), until)
    sayings: dict[str, Found] = {
        "the place is held": PlaceKnown((now + HOLD).isoformat(), 0),
        "the places are full": PlaceKnown("", 0),
        "the company has applied": AppliedKnown(ubn, applied=True),
        "the company has not applied": AppliedKnown(ubn, applied=False),
        "the case number is right": CaseKnown("113-0001", (now - HOLD).isoformat()),
    }
    return sayings.get(said)


SAYINGS = (
    "the place is held", "the places are full", "number 3 in line", "number 1 in line",
    "the company has applied", "the company has not applied",
    "the case number is right", "the case number is wrong, 4 tries left", "the case number is wrong, 0 tries left",
)  # fmt: skip
