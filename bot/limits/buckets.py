"""Token buckets, in the memory of one process: so much at once, and more as time goes by."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import inf
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

Seconds = Callable[[], float]
"""A clock that only ever goes forward, such as `time.monotonic`."""

DAY = 86_400.0
HOUR = 3_600.0

REMEMBERED = 20_000
"""Buckets of one kind in memory, about 300 bytes each; the longest unused are forgotten, which fills them."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` tokens at once, `per_second` more each second, never more than `burst`."""

    burst: float
    per_second: float


class Bucket:
    """Full at first. `refused`: the moment its owner was last refused something; for whoever tells them."""

    __slots__ = ("_at", "_clock", "_level", "_rate", "refused")

    def __init__(self, rate: Rate, clock: Seconds) -> None:
        self._rate, self._clock, self.refused = rate, clock, -inf
        self._level, self._at = rate.burst, clock()

    @property
    def level(self) -> float:
        """Tokens there are now; less than none where more was taken than there was."""
        now = self._clock()
        self._level = min(self._rate.burst, self._level + (now - self._at) * self._rate.per_second)
        self._at = now
        return self._level

    def take(self, tokens: float = 1.0) -> bool:
        """Take so many, if they are there; whether they were."""
        if self.level < tokens:
            return False
        self._level -= tokens
        return True

    def reserve(self, patience: float) -> float | None:
        """Take one that is there within so many seconds; how many to wait for it. None when it takes longer."""
        wait = max(0.0, 1.0 - self.level) / self._rate.per_second
        if wait > patience:
            return None
        self._level -= 1.0
        return wait

    def owe(self, tokens: float) -> None:
        """Take so many whether they are there or not: what it costs was only known afterwards."""
        self._level = self.level - tokens


class Buckets(Generic[Key]):
    """A bucket each, for the lately seen."""

    def __init__(self, rate: Rate, clock: Seconds, most: int = REMEMBERED) -> None:
        self._rate, self._clock, self._most = rate, clock, most
        self._kept: OrderedDict[Key, Bucket] = OrderedDict()

    def of(self, key: Key) -> Bucket:
        """Theirs."""
        bucket = self._kept.get(key)
        if bucket is None:
            bucket = self._kept[key] = Bucket(self._rate, self._clock)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return bucket


class Allowance(Buckets[Key]):
    """What each may do in a time, and how often somebody wanted more."""

    refused = 0
    """How often it was refused."""

    def allow(self, key: Key) -> bool:
        """Whether they may do it once more; if so it is done."""
        allowed = self.of(key).take()
        self.refused += not allowed
        return allowed
