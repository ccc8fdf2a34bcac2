"""The people of one company who fill its form together, and an answer that two of them gave at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from flows.events.alliance import Conflicted, ConflictSettled, PersonLeft, PersonSeated

WAYS_BACK = "ways_back"
"""The entry with the mail addresses by which people without a chat come back to a form, by the number of each:
`address`, how often a code was `asked` for, and since when (ISO) it is `proven`, "" for not yet."""

PeopleEvent: TypeAlias = PersonSeated | PersonLeft | Conflicted | ConflictSettled


@dataclass(frozen=True, slots=True)
class People:
    """`names` by the number of each, 0 for who began, who was not asked for one; empty while that is the only one.
    `conflict` is the answer that waits to be decided on beside the one there is."""

    names: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    conflict: Conflicted | None = None

    @property
    def several(self) -> bool:
        """Whether more than one person fills it in."""
        return len(self.names) > 1


def evolve_people(people: People, event: PeopleEvent) -> People:
    """The people after one of their events."""
    match event:
        case PersonSeated():
            return replace(people, names={0: "", **people.names, event.number: event.name})
        case PersonLeft():
            names = {number: name for number, name in people.names.items() if number != event.number}
            return replace(people, names=names)
        case Conflicted():
            return replace(people, conflict=event)
        case ConflictSettled():
            return replace(people, conflict=None)
