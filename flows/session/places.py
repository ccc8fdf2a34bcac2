"""Limited places: the facts about one session's place, what it remembers of them, and what it shows without one."""

from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class PlaceHeld:
    """A place is held until this instant (ISO, UTC); `moved_up` when the waiting list has come to this person."""

    until: str
    moved_up: bool = False


@dataclass(frozen=True, slots=True)
class PlacesFull:
    """No place is left; the person is so many-th in line, or (0) not in line."""

    position: int = 0


@dataclass(frozen=True, slots=True)
class QueueAsked:
    """The person wants to stand in line for a place."""


Limited: TypeAlias = PlaceHeld | PlacesFull | QueueAsked


@dataclass(frozen=True, slots=True)
class PlaceKnown:
    """Where the session stands, as an inbound content: nobody's message, sent by bot/conversation/turn_processor.py.

    `until` is empty when it holds no place."""

    until: str
    position: int


@dataclass(frozen=True, slots=True)
class Place:
    """What a session knows of its place; empty where places are not limited. `asked`: it wants to stand in line."""

    until: str = ""
    full: bool = False
    position: int = 0
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Full:
    """Everything is answered, but there is no place; `position` in line from 1, or 0 when not in line."""

    position: int


def stands(place: Place, event: Limited) -> Place:
    """The place after one of these events."""
    match event:
        case PlaceHeld():
            return Place(until=event.until)
        case PlacesFull():
            return Place(full=True, position=event.position, asked=event.position > 0)
        case QueueAsked():
            return replace(place, asked=True)


def news(place: Place, known: PlaceKnown) -> tuple[Limited, ...]:
    """The fact that this is, if it is any news."""
    if known.until:
        return () if known.until == place.until else (PlaceHeld(known.until, place.position > 0),)
    full = PlacesFull(known.position)
    return () if stands(place, full) == place else (full,)
