"""The slots of a selection meeting: who presents when, and what the chair's clock says.

Fifteen minutes of presentation and fifteen of answers, all questions first (slides of 113, lines 187–193); five minutes
to change and the bells are constructed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PRESENTING, ANSWERING, CHANGING = timedelta(minutes=15), timedelta(minutes=15), timedelta(minutes=5)
BELLS = (12, 14, 15)
"""Minutes of a presentation at which the chair rings: twice to warn, then to end it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When a case is presented, answers included."""

    case: str
    start: datetime
    end: datetime

    @property
    def answers_at(self) -> datetime:
        """When the presentation is over and questions begin."""
        return self.start + PRESENTING

    @property
    def bells(self) -> tuple[datetime, ...]:
        """When the chair rings."""
        return tuple(self.start + timedelta(minutes=minutes) for minutes in BELLS)


class Phase(StrEnum):
    """What the clock says of a slot."""

    TO_COME = "to_come"
    PRESENTING = "presenting"
    ANSWERING = "answering"
    OVER = "over"


def slots(order: Sequence[str], begins: datetime) -> tuple[Slot, ...]:
    """One after the other in this order, the first at `begins`."""
    each = PRESENTING + ANSWERING + CHANGING
    starts = [(case, begins + each * place) for place, case in enumerate(order)]
    return tuple(Slot(case, start, start + PRESENTING + ANSWERING) for case, start in starts)


def phase(slot: Slot, now: datetime) -> Phase:
    """Where it is at that instant: at fifteen minutes the presentation is over."""
    if now < slot.start:
        return Phase.TO_COME
    if now < slot.answers_at:
        return Phase.PRESENTING
    return Phase.ANSWERING if now < slot.end else Phase.OVER


def minutes_in(slot: Slot, now: datetime) -> int:
    """Whole minutes since it began; 0 before."""
    return max(0, int((now - slot.start) / timedelta(minutes=1)))


def next_bell(slot: Slot, now: datetime) -> datetime | None:
    """The next time to ring."""
    return next((bell for bell in slot.bells if bell > now), None)
