"""How much one person may have read for them in a day: reading foreign files costs more than anything else."""

import time
from collections.abc import Callable

from bot.limits.buckets import DAY, Allowance, Buckets, Rate, Seconds
from flows.interface.inbound import Sender

FILES = Rate(burst=60, per_second=60 / DAY)
"""Files of one person: six signed copies, each of as many as it may have."""

BYTES = Rate(burst=300_000_000, per_second=300_000_000 / DAY)
"""Bytes of one person: five signed copies as large as one may be. What a file had is known when it has been fetched, so
the last one may go beyond."""


class UploadLimits:
    """By person."""

    def __init__(self, clock: Seconds = time.monotonic) -> None:
        self._files: Allowance[Sender] = Allowance(FILES, clock)
        self._bytes: Buckets[Sender] = Buckets(BYTES, clock)
        self._refused = 0

    @property
    def counters(self) -> dict[str, Callable[[], float]]:
        """How many files were not taken, for the metrics, by name."""
        return {"uploads_over_limit": lambda: self._refused + self._files.refused}

    def allow(self, sender: Sender) -> bool:
        """Whether one more file may be fetched; if so it counts."""
        if self._bytes.of(sender).level <= 0:
            self._refused += 1
            return False
        return self._files.allow(sender)

    def fetched(self, sender: Sender, size: int) -> None:
        """It had so many bytes."""
        self._bytes.of(sender).owe(size)
