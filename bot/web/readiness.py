"""Whether the service can do its work: asked by monitors and balancers, answered from what is tried just now."""

from asyncio import Lock
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from storage.engine.database import Database
from storage.errors import StorageError
from storage.outbox.jobs import Jobs
from storage.outbox.once import OnceKeys

LATE = 900
"""Seconds after which a job that nobody runs makes the service unready: a worker looks every second."""

CLOCK_STEP = timedelta(minutes=2)
"""A clock that goes back further than time services correct it: what was due in between waits that long again."""

CLOCK_TOLD = timedelta(hours=1)
"""For how long a step back is told: long enough for a monitor, short enough not to hide the next trouble."""

PAUSE = timedelta(seconds=5)
"""For which a result is given again: whoever asks for readiness, and however often, costs one write in that time."""

_KEY = "readiness"


class Platform(Protocol):
    """What a channel tells of its platform; bot/channels/shared/platform_health.py."""

    def problems(self) -> list[str]:
        """What keeps people of this platform from being answered."""
        ...

    def line(self) -> str:
        """Its state in one line."""
        ...

    def figures(self) -> dict[str, float]:
        """Its state for the metrics, by name."""
        ...


@dataclass(frozen=True)
class Report:
    """What was found: `problems` make the service unready, `facts` are for who reads it, `figures` for metrics.

    `database` is False when people cannot be answered."""

    database: bool
    problems: tuple[str, ...]
    facts: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)


class Readiness:
    """Tries what the service needs. Its memory: the last result for some seconds, and a clock seen stepping back."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        platforms: Callable[[], Sequence[Platform]] = tuple,
    ) -> None:
        self._database = database
        self._jobs, self._marks = Jobs(database), OnceKeys(database)
        self._now, self._platforms = now, platforms
        self._lock = Lock()
        self._stored: tuple[datetime, Report] | None = None
        self._stepped: tuple[datetime, timedelta] | None = None

    async def report(self) -> Report:
        """The state now, at most `PAUSE` seconds old where nothing was wrong."""
        async with self._lock:
            now = self._now()
            if self._stored and timedelta() <= now - self._stored[0] < PAUSE:
                return self._stored[1]
            report = await self._looked(now)
            self._stored = None if report.problems else (now, report)
            return report

    async def _looked(self, now: datetime) -> Report:
        if self._database.replaced():
            return Report(False, ("database file moved or replaced: restart with the right one",),
                          figures={"database_up": 0, "database_replaced": 1})  # fmt: skip
        if not await self._database.ready():
            return Report(False, ("database unavailable",), figures={"database_up": 0})
        try:
            before = await self._marks.renew(_KEY, now)
        except StorageError:
            told = "database takes no writes: is the disk full, or read only?"
            return Report(False, (told,), figures={"database_up": 0, "database_writable": 0})
        try:
            return await self._queue(now, self._step_back(before, now))
        except StorageError:
            return Report(False, ("database unavailable",), figures={"database_up": 0})

    def _step_back(self, before: datetime | None, now: datetime) -> timedelta:
        """How far the clock went back, as long as that is told; zero otherwise."""
        if before and before - now > CLOCK_STEP:
            self._stepped = now, before - now
        if self._stepped and not timedelta() <= now - self._stepped[0] < CLOCK_TOLD:
            self._stepped = None
        return self._stepped[1] if self._stepped else timedelta()

    async def _queue(self, now: datetime, back: timedelta) -> Report:
        oldest = await self._jobs.oldest_due(now)
        waited = (now - oldest).total_seconds() if oldest else 0.0
        ahead = await self._jobs.made_after(now + CLOCK_STEP)
        platforms = self._platforms()
        problems = [
            *(["late: is `work` running?"] if waited > LATE else []),
            *([f"clock went back {back.total_seconds():.0f} s: is it right now?"] if back else []),
            *([f"{ahead} jobs come from a moment still ahead: was the clock wrong?"] if ahead else []),
            *(problem for platform in platforms for problem in platform.problems()),
        ]
        facts = (f"oldest due job: {waited:.0f} s", *(platform.line() for platform in platforms))
        figures = {
            "database_up": 1.0,
            "database_writable": 1.0,
            "database_replaced": 0.0,
            "clock_back_seconds": back.total_seconds(),
            "jobs_oldest_due_seconds": waited,
            "jobs_from_ahead": float(ahead),
        }
        return Report(True, tuple(problems), facts, figures)
