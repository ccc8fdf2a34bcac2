"""The worker: lease a job, run it, mark it done; back off when it fails, give up loudly when it never can.

Handlers are idempotent: a document is stored under the hash of its bytes, a mail has the same Message-ID each
time, so a job that runs twice after a crash does nothing a reader could not recognise as the same.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from random import random

from bot.mail.failures import MailError, Retry
from storage.errors import StorageError
from storage.jobs import Jobs
from storage.records import Job

LEASE = timedelta(seconds=120)
"""Longer than any handler takes: an SMTP conversation times out after 30 seconds a step."""

IDLE = 1.0
"""Seconds between looks at the queue; a commit in the same process wakes the worker at once."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=30)
SLOWLY = timedelta(minutes=15)
MOST_ATTEMPTS = 200
"""About four days of half-hourly tries: a mail server may be away over a long weekend."""

Handler = Callable[[Job], Awaitable[None]]

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
    ) -> None:
        self._name = name
        self._jobs = jobs
        self._handlers = handlers
        self._work = work
        self._now = now
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`: work off what is due, then wait for a wake-up or a second."""
        while not self._stopping:
            self._work.clear()
            try:
                while not self._stopping and await self.step():
                    pass
            except StorageError as error:
                log.warning("queue unavailable: %s", type(error).__name__)
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
        job = await self._jobs.lease(self._name, self._now(), LEASE.total_seconds(), set(self._handlers))
        if job is None:
            return False
        try:
            await self._handlers[job.kind](job)
        except Exception as error:
            await self._failed(job, error)
        else:
            await self._jobs.done(job, self._now())
            log.info("job done kind=%s case=%s attempts=%d", job.kind, job.case_number, job.attempts)
        return True

    async def _failed(self, job: Job, error: Exception) -> None:
        reason = error.reason if isinstance(error, MailError) else type(error).__name__
        if job.attempts >= MOST_ATTEMPTS or (isinstance(error, MailError) and error.kind is Retry.NEVER):
            await self._jobs.fail(job, reason, self._now())
            log.error("job given up kind=%s case=%s error=%s", job.kind, job.case_number, reason)
            return
        wait = _wait(job.attempts, error)
        await self._jobs.retry(job, reason, self._now() + wait)
        log.warning(
            "job retries kind=%s case=%s error=%s in=%ds", job.kind, job.case_number, reason, wait.seconds
        )


def _wait(attempts: int, error: Exception) -> timedelta:
    """Exponential with jitter, so that a crowd of mails does not knock at a waking server together."""
    if isinstance(error, MailError) and error.kind is Retry.SLOWLY:
        base = SLOWLY
    else:
        base = min(FIRST_WAIT * 2 ** min(attempts - 1, 12), LONGEST_WAIT)
    return base * (0.75 + random() / 2)  # noqa: S311 - spreading load needs no secrecy
