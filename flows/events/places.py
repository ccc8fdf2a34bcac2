"""Limited places: one is held, none is free, a place in the waiting list is wanted."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class PlaceHeld:
    """A place is held until this instant (ISO, UTC); `moved_up` when the waiting list has come to this person."""

    until: str
    moved_up: bool = False


@dataclass(frozen=True, slots=True)
class PlacesFull:
    """No place is free. `position` is the place in the waiting list from 1; 0 means not on it."""

    position: int = 0


@dataclass(frozen=True, slots=True)
class QueueAsked:
    """The person wants to stand in line for a place."""


Limited: TypeAlias = PlaceHeld | PlacesFull | QueueAsked
