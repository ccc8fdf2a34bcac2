"""What a session knows of its limited place, and what changes it."""

from dataclasses import dataclass, replace

from flows.events.places import Limited, PlaceHeld, PlacesFull, QueueAsked


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
