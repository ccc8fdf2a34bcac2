"""What a session knows of its limited place, and what changes it."""

from dataclasses import dataclass, replace

from flows.events.places import Limited, PlaceHeld, PlacesFull, QueueAsked


@dataclass(frozen=True, slots=True)
class Place:
    """What a session knows of its place; empty where places are not limited. `asked`: it wants to stand in line."""

    until: str = ""
    full: bool = False
    position: int = 0
    asked: bool = False


def evolve_place(place: Place, event: Limited) -> Place:
    """The place after one of these events."""
    match event:
        case PlaceHeld():
            return Place(until=event.until)
        case PlacesFull():
            return Place(full=True, position=event.position, asked=event.position > 0)
        case QueueAsked():
            return replace(place, asked=True)


def place_events(place: Place, until: str, position: int) -> tuple[Limited, ...]:
    """What was found out about the place, as an event if it is news: held until then (ISO, UTC; empty when none is
    held), or the position in the waiting list."""
    if until:
        return () if until == place.until else (PlaceHeld(until, place.position > 0),)
    full = PlacesFull(position)
    return () if evolve_place(place, full) == place else (full,)
