"""The outbox: jobs leased by workers, one at a time each, and kept until done."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, insert, or_, select, update

from storage.engine import json_text
from storage.engine.database import Database
from storage.outbox.job import Job
from storage.records import Json, NewJob
from storage.schema.tables import job, once

LOST = tuple(f"worker lost {times}" for times in range(1, 6))
"""The error of a job whose worker vanished, by how often in a row: whatever the job does may be killing it."""

_OPEN = and_(job.c.done_at.is_(None), job.c.failed_at.is_(None))
_LOST_AGAIN = case(dict(zip(LOST, LOST[1:] + LOST[-1:], strict=True)), value=job.c.error, else_=LOST[0])


class Jobs:
    """The queue, shared by every worker of every process on this database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, new: NewJob, now: datetime) -> int:
        """Queue work that no turn caused (a schedule, a staff command); returns the job's id."""
        adding = insert(job).values(job_row(new, now, None, new.case_number)).returning(job.c.id)
        async with self._database.write() as connection:
            return int((await connection.execute(adding)).scalar_one())

    async def add_once(self, key: str, new: NewJob, now: datetime) -> bool:
        """Queue a job unless one was ever queued under this key, by whichever process; True if it was now."""
        claiming = self._database.insert(once).values(key=key, at=now).on_conflict_do_nothing()
        async with self._database.write() as connection:
            first = (await connection.execute(claiming)).rowcount == 1
            if first:
                await connection.execute(insert(job).values(job_row(new, now, None, new.case_number)))
        return first

    async def keep(self, kind: str, now: datetime) -> None:
        """See to it that the one job of a kind that returns for ever is there, and revive it if it was given up."""
        if await self.add_once(kind, NewJob(kind, {}, now), now):
            return
        await self._afresh(job.c.kind == kind, run_after=now)

    async def redo(self, which: Job, payload: Json, now: datetime) -> bool:
        """Have a job that has ended done once more, with this payload; False if it has not ended."""
        return await self._afresh(job.c.id == which.id, run_after=now, payload=json_text.dump(payload))

    async def _afresh(self, which: ColumnElement[bool], **values: Any) -> bool:
        ended = and_(which, or_(job.c.done_at.is_not(None), job.c.failed_at.is_not(None)))
        values |= {"done_at": None, "failed_at": None, "error": None, "attempts": 0}
        async with self._database.write() as connection:
            return (await connection.execute(update(job).where(ended).values(**values))).rowcount > 0

    async def lease(
        self, worker: str, now: datetime, seconds: float, kinds: Collection[str] | None = None
    ) -> Job | None:
        """Take the oldest due job for so many seconds; None if there is none. Overdue leases are taken over.

        `worker` must be unique to the process and task. A job taken over says so in `error`: see LOST.
        """
        candidate = select(job.c.id).where(_OPEN, _due(now))
        if kinds is not None:
            candidate = candidate.where(job.c.kind.in_(kinds))
        candidate = candidate.order_by(job.c.run_after, job.c.id).limit(1)
        taking = (
            update(job)
            .where(job.c.id == candidate.with_for_update(skip_locked=True).scalar_subquery())
            .values(
                leased_by=worker,
                leased_until=now + timedelta(seconds=seconds),
                attempts=job.c.attempts + 1,
                error=case((job.c.leased_by.is_not(None), _LOST_AGAIN), else_=job.c.error),
            )
            .returning(*job.c)
        )
        async with self._database.write() as connection:
            row = (await connection.execute(taking)).first()
        return _job(row) if row else None

    async def heartbeat(self, leased: Job, until: datetime) -> bool:
        """Prolong a lease; False if it was lost (so stop)."""
        return await self._update(leased, leased_until=until)

    async def done(self, leased: Job, now: datetime) -> bool:
        """Record success; False if the lease was lost to another worker."""
        return await self._update(leased, done_at=now, error=None, **_RELEASED)

    async def again(self, leased: Job, run_after: datetime) -> bool:
        """Record the success of a job that returns; False if the lease was lost to another worker."""
        return await self._update(leased, run_after=run_after, error=None, attempts=0, **_RELEASED)

    async def retry(self, leased: Job, error: str, run_after: datetime, payload: Json | None = None) -> bool:
        """Give the job back for later; False if the lease was lost. `error` is a class, never content.

        `payload` replaces the job's own when only a part of it is left to do.
        """
        changed = {} if payload is None else {"payload": json_text.dump(payload)}
        return await self._update(leased, run_after=run_after, error=error, **changed, **_RELEASED)

    async def postpone(self, leased: Job, error: str, run_after: datetime) -> bool:
        """Give the job back untried: this lease was no attempt. False if it was lost."""
        return await self._update(
            leased, run_after=run_after, error=error, attempts=leased.attempts - 1, **_RELEASED
        )

    async def fail(self, leased: Job, error: str, now: datetime) -> bool:
        """Give up for good: the job is then among the stuck. False if the lease was lost."""
        return await self._update(leased, failed_at=now, error=error, **_RELEASED)

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the oldest job that could run has been waiting; None if nothing waits."""
        query = select(func.min(job.c.run_after)).where(_OPEN, _due(now))
        async with self._database.read() as connection:
            oldest: datetime | None = (await connection.execute(query)).scalar()
        return oldest

    async def made_after(self, moment: datetime) -> int:
        """How many open jobs were made after this moment: by a clock that was ahead, when it is yet to come."""
        query = select(func.count()).select_from(job).where(_OPEN, job.c.created_at > moment)
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def stuck(self) -> tuple[Job, ...]:
        """The jobs that were given up and not settled since, oldest first."""
        return await self._select(job.c.failed_at.is_not(None) & job.c.done_at.is_(None))

    async def troubled(self, attempts: int) -> tuple[Job, ...]:
        """The jobs still being tried that have failed so many times, oldest first."""
        failing = and_(_OPEN, job.c.error.is_not(None), job.c.attempts >= attempts)
        return await self._select(failing)

    async def settle(self, case_number: str, kind: str, now: datetime) -> int:
        """Take a case's given-up jobs of a kind off the stuck ones: somebody saw to it. How many there were."""
        theirs = and_(job.c.case_number == case_number, job.c.kind == kind)
        given_up = and_(theirs, job.c.failed_at.is_not(None), job.c.done_at.is_(None))
        async with self._database.write() as connection:
            return (await connection.execute(update(job).where(given_up).values(done_at=now))).rowcount

    async def hasten(self, case_number: str, kinds: Collection[str], payload: Json, now: datetime) -> int:
        """Have open jobs of a case that wait for their time done now; how many there were."""
        theirs = and_(_OPEN, job.c.case_number == case_number, job.c.kind.in_(kinds), job.c.run_after > now)
        waiting = and_(theirs, job.c.payload == json_text.dump(payload))
        async with self._database.write() as connection:
            return (await connection.execute(update(job).where(waiting).values(run_after=now))).rowcount

    async def for_case(self, case_number: str) -> tuple[Job, ...]:
        """Every job of a case, oldest first."""
        return await self._select(job.c.case_number == case_number)

    async def _select(self, which: ColumnElement[bool]) -> tuple[Job, ...]:
        async with self._database.read() as connection:
            rows = (await connection.execute(select(job).where(which).order_by(job.c.id))).all()
        return tuple(_job(row) for row in rows)

    async def _update(self, leased: Job, **values: Any) -> bool:
        # `attempts` fences: the same worker may have lost the job and got it back meanwhile.
        held = and_(
            job.c.id == leased.id,
            job.c.leased_by == leased.leased_by,
            job.c.attempts == leased.attempts,
        )
        async with self._database.write() as connection:
            return (await connection.execute(update(job).where(held).values(**values))).rowcount == 1


_RELEASED: dict[str, Any] = {"leased_by": None, "leased_until": None}


def job_row(new: NewJob, now: datetime, session: str | None, case_number: str | None) -> dict[str, Any]:
    """A row to insert into `job`."""
    return {
        "kind": new.kind,
        "case_number": case_number,
        "session": session,
        "payload": json_text.dump(new.payload),
        "created_at": now,
        "run_after": new.run_after,
        "attempts": 0,
    }


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(job.c.run_after <= now, or_(job.c.leased_until.is_(None), job.c.leased_until <= now))


def _job(row: Row[Any]) -> Job:
    return Job(**(dict(row._mapping) | {"payload": json_text.load(row.payload)}))
