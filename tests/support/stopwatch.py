"""Bounds on time that a stalled machine does not break: the least of several goes, or the processor's own time."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

GOES = 5
T = TypeVar("T")


def processor_seconds(work: Callable[[], object], enough: float) -> float:
    """Seconds of processor time `work` takes: the least of several goes, or the first within `enough`."""
    least = float("inf")
    for _ in range(GOES):
        begun = time.process_time()
        work()
        least = min(least, time.process_time() - begun)
        if least < enough:
            break
    return least


async def waited_seconds(work: Callable[[], Awaitable[T]], enough: float) -> tuple[float, T]:
    """Seconds until `work` is done, and what came of it: the least of several goes, or the first within `enough`."""
    least, made = float("inf"), []
    for _ in range(GOES):
        begun = time.monotonic()
        made.append(await work())
        least = min(least, time.monotonic() - begun)
        if least < enough:
            break
    return least, made[-1]
