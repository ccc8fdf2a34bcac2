"""A bell that wakes every worker of this process: a job was committed, nobody need wait for the next look."""

import asyncio
from weakref import WeakSet


class Bell:
    """Each listener has an event of its own, so that one who clears it takes the ring from nobody else."""

    def __init__(self) -> None:
        self._listeners: WeakSet[asyncio.Event] = WeakSet()

    def listener(self) -> asyncio.Event:
        """An event that every ring sets; it lasts as long as its owner."""
        event = asyncio.Event()
        self._listeners.add(event)
        return event

    def ring(self) -> None:
        """Wake everybody."""
        for event in self._listeners:
            event.set()
