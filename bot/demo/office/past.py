"""A service whose clock is set by hand, so that what is invented came to pass before today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.outgoing import WAITS
from bot.outbox.worker import Handler
from bot.service import Service

_LEASED = 60.0
"""Seconds a job may take before another worker would do it."""


class ClockByHand:
    """Tells the time it was set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """That time."""
        return self.at


@dataclass(frozen=True)
class Past:
    """The service, its clock, and what does each kind of job."""

    service: Service
    clock: ClockByHand
    handlers: Mapping[str, Handler]

    async def until(self, when: datetime) -> None:
        """Let time pass a day at a time, doing whatever is due on the way."""
        while self.clock.at < when:
            self.clock.at = min(when, self.clock.at + timedelta(days=1))
            await self.work()

    async def told(self) -> None:
        """Let what waits before it leaves leave."""
        await self.until(self.clock.at + WAITS)

    async def work(self) -> None:
        """Do what is due now."""
        jobs = self.service.jobs
        while job := await jobs.lease("demo", self.clock.at, _LEASED):
            await self.handlers[job.kind](job)
            await jobs.done(job, self.clock.at)
