"""The worker: lease a job, run it, mark it done; back off when it fails, give up loudly when it never can.

Handlers are idempotent: a document is stored under the hash of its bytes, a mail has the same Message-ID each
time and is not sent again once accepted, so a job that runs twice after a crash does nothing a reader could not
recognise as the same.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.mail.errors import MailError, Retry
from bot.outbox.retry_policy import backoff, should_retry
from storage.errors import StorageError
from storage.outbox.job import Job
from storage.outbox.jobs import LOST, Jobs
from storage.records import Json

LEASE = timedelta(seconds=60)
"""How long a silent worker is believed to be alive; a running one renews its lease in time."""

HEARTBEAT = LEASE / 3

IDLE = 1.0
"""Seconds between looks at the queue; a commit in the same process wakes the worker at once."""

REMAINING_RECIPIENTS = "to"
"""Payload of a mail that some recipients have already: the others."""

REFUSED_REASON = "refused"
"""Payload of a mail that somebody will never get while others are still being tried: why."""

UNCLEAR = "unclear"
"""Payload of a mail: how many attempts ended so that the server may have taken it."""

T = TypeVar("T")

Handler = Callable[[Job], Awaitable[datetime | None]]
"""Does a job of its kind, once or again after a crash; says when to run again if it is one that returns."""

Schedule = Callable[[datetime], Awaitable[None]]
"""What is looked at between jobs, at most every few seconds: a schedule, a folder."""

log = logging.getLogger("bot.jobs")


class Worker:
    """Runs jobs one after another until stopped; several may run side by side, in any number of processes."""

    def __init__(
        self,
        name: str,
        jobs: Jobs,
        handlers: Mapping[str, Handler],
        work: asyncio.Event,
        now: Callable[[], datetime],
        schedules: Sequence[Schedule] = (),
    ) -> None:
        self._name = name
        self._jobs = jobs
        self._handlers = handlers
        self._kinds = frozenset(handlers)
        self._work = work
        self._now = now
        self._schedules = schedules
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`: work off what is due, then wait for a wake-up or a second. Survives every error."""
        while not self._stopping:
            self._work.clear()
            for schedule in self._schedules:
                await _logged(schedule(self._now()))
            while not self._stopping and await _logged(self.step()):
                pass
            try:
                await asyncio.wait_for(self._work.wait(), IDLE)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """Finish the job in hand, then return from `run`."""
        self._stopping = True
        self._work.set()

    async def step(self) -> bool:
        """Run one due job; False when there is none."""
        if not self._kinds:
            return False
        job = await self._jobs.lease(self._name, self._now(), LEASE.total_seconds(), self._kinds)
        if job is None:
            return False
        if job.error == LOST[-1]:
            await self._give_up(job, job.error)
            return True
        try:
            again = await self._held(job)
        except LeaseLost:
            log.warning("job lost to another worker kind=%s case=%s", job.kind, job.case_number)
        except Exception as error:
            await self._failed(job, error)
        else:
            await (self._jobs.again(job, again) if again else self._jobs.done(job, self._now()))
            log.info("job done kind=%s case=%s attempts=%d", job.kind, job.case_number, job.attempts)
        return True

    async def _held(self, job: Job) -> datetime | None:
        """Run the job's handler, renewing the lease beside it; a lease lost to another worker stops it."""
        running = asyncio.ensure_future(self._handlers[job.kind](job))
        try:
            while not (await asyncio.wait({running}, timeout=HEARTBEAT.total_seconds()))[0]:
                if not await self._renewed(job):
                    raise LeaseLost
            return await running
        finally:
            running.cancel()

    async def _renewed(self, job: Job) -> bool:
        try:
            return await self._jobs.heartbeat(job, self._now() + LEASE)
        except StorageError as error:  # the database may be back before the lease is over
            log.warning("heartbeat missed: %s", type(error).__name__)
            return True

    async def _failed(self, job: Job, error: Exception) -> None:
        reason = error.reason if isinstance(error, MailError) else type(error).__name__
        if isinstance(error, MailError) and error.untried:
            await self._jobs.postpone(job, reason, self._now() + error.untried)
            return
        if not should_retry(job.attempts, error, _unclear(job, error)):
            await self._give_up(job, reason)
            return
        wait = backoff(job.attempts, error)
        await self._jobs.retry(job, reason, self._now() + wait, _left_to_do(job, error))
        log.warning(
            "job retries kind=%s case=%s error=%s in=%ds", job.kind, job.case_number, reason, wait.seconds
        )

    async def _give_up(self, job: Job, reason: str) -> None:
        await self._jobs.fail(job, reason, self._now())
        log.error("job given up kind=%s case=%s error=%s", job.kind, job.case_number, reason)


async def _logged(work: Awaitable[T]) -> T | None:
    """Runs one unit of work; logs any error and returns None, because the worker must survive it."""
    try:
        return await work
    except StorageError as error:
        log.warning("queue unavailable: %s", type(error).__name__)
    except Exception as error:
        log.error("worker stumbled error=%s", type(error).__name__)
    return None


class LeaseLost(Exception):
    """Another worker has the job now; whatever this one says about it no longer counts."""


def untried(payload: Json) -> Json:
    """A job's payload without what earlier attempts left in it."""
    return {
        key: value
        for key, value in payload.items()
        if key not in {REMAINING_RECIPIENTS, REFUSED_REASON, UNCLEAR}
    }


def _unclear(job: Job, error: Exception) -> int:
    """How many attempts of a mail, this one among them, ended so that nobody knows whether it was taken."""
    return int(job.payload.get(UNCLEAR, 0)) + (isinstance(error, MailError) and error.unclear)


def _left_to_do(job: Job, error: Exception) -> dict[str, object] | None:
    """The payload for the next attempt of a mail: those still waiting, who was refused for good, unclear ends."""
    if not isinstance(error, MailError) or error.kind is Retry.NEVER:
        return None
    left: dict[str, object] = dict(job.payload)
    if error.waiting:
        left[REMAINING_RECIPIENTS] = list(error.waiting)
    if error.refused:
        left[REFUSED_REASON] = error.refused
    if error.unclear:
        left[UNCLEAR] = _unclear(job, error)
    return left if left != job.payload else None
