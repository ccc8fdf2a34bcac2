"""Sees to what arrives after submitting: waits for the rest of an album, then has everything read.

A follower (bot/conversation/follow_ups/base.py): it runs after the turn that says something arrived, before
that turn's reply. Parts of
an album come as messages of their own; the newest of them waits for more and sees to all.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakValueDictionary

from bot.conversation.copy_intake.intake import CopyIntake, Reading
from bot.conversation.follow_ups.base import Committed
from flows.events.submitted.signed_copy import CopyArrived, CopyWithdrawn
from flows.interface.inbound import Sender

ALBUM_PATIENCE = 2.5
"""Seconds to wait for the other photos of an album; they come within a second or two, uploads permitting."""

POLL = 0.05
"""Seconds between looks for another photo of the album."""


@dataclass
class CopyReader:
    """Reads one file of a person at a time; people wait for each other in order of their files (bot/sandbox)."""

    intake: CopyIntake
    now: Callable[[], datetime]
    patience: float = ALBUM_PATIENCE
    _locks: WeakValueDictionary[Sender, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def wanted(self, turn: Committed) -> bool:
        """Whether something arrived or was taken back with this turn, or was left unread by a process that is gone."""
        if any(isinstance(event, CopyArrived | CopyWithdrawn) for event in turn.events):
            return True
        return bool(turn.session.arrivals) and turn.inbound.sender not in self._locks

    async def __call__(self, turn: Committed) -> None:
        """Read what waits, unless a later part of the album will see to it."""
        lock = self._locks.setdefault(turn.inbound.sender, asyncio.Lock())
        arrived = next((event for event in turn.events if isinstance(event, CopyArrived)), None)
        if arrived and arrived.group and not await self._is_newest(turn, arrived):
            return
        async with lock:
            await Reading(self.intake, turn).run()

    async def _is_newest(self, turn: Committed, arrived: CopyArrived) -> bool:
        """Wait for the rest of the album: until it is complete, or no more of it comes for a while."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + self.patience - (self.now() - turn.at).total_seconds()
        while True:
            album = [each.ref for each in turn.present().arrivals if each.group == arrived.group]
            if arrived.ref not in album[-1:]:
                return False
            if len(album) == arrived.total or clock() >= deadline:
                return True
            await asyncio.sleep(POLL)
