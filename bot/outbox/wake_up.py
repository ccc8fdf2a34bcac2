"""Wakes every worker of this process: a job was committed, nobody need wait for the next look."""

import asyncio
from weakref import WeakSet


class WakeUp:
    """Each listener has an event of its own, so that one who clears it takes the call from nobody else."""

    def __init__(self) -> None:
        self._listeners: WeakSet[asyncio.Event] = WeakSet()

    def listener(self) -> asyncio.Event:
        """An event that every call sets; it lasts as long as its owner."""
        event = asyncio.Event()
        self._listeners.add(event)
        return event

    def wake_all(self) -> None:
        """Wake everybody."""
        for event in self._listeners:
            event.set()
