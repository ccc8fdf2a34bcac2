"""The worker over a real database: what is tried again, what is given up, and what a lost worker leaves."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.mail.errors import MailError, Retry
from bot.outbox import worker as worker_rules
from bot.outbox.worker import REFUSED_REASON, REMAINING_RECIPIENTS, Handler, Worker
from storage.engine.database import Database
from storage.errors import Unavailable
from storage.outbox.job import Job
from storage.outbox.jobs import LOST, Jobs
from storage.records import NewJob
from tests.storage.make import NOW
from tests.support.services.new_databases import new_sqlite


class Shop:
    """A queue with one job of kind "mail", and workers for it on a clock of the test's own."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self.now = NOW

    def worker(self, handler: Handler, name: str = "w") -> Worker:
        handlers: Mapping[str, Handler] = {"mail": handler}
        return Worker(name, self.jobs, handlers, asyncio.Event(), lambda: self.now)

    async def until_given_up(self, worker: Worker) -> int:
        """Let time fly until nobody tries any more; how many attempts that were."""
        attempts = 0
        while not await self.jobs.stuck():
            attempts += await worker.step()
            self.now += timedelta(hours=1)
            assert attempts < 1000, "it loops for ever"
        return attempts


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    shop = Shop(Jobs(database))
    await shop.jobs.add(NewJob("mail", {"n": 1}, NOW), NOW)
    yield shop
    await database.close()


def failing(error: Exception) -> Handler:
    async def fail(_: Job) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "attempts", "reason"),
    [
        (MailError(Retry.NEVER, "recipient: 550 5.1.1"), 1, "recipient: 550 5.1.1"),
        (MailError(Retry.SOON, "connect: OSError"), 200, "connect: OSError"),
        (Unavailable("full"), 200, "Unavailable"),
        (ZeroDivisionError(), 12, "ZeroDivisionError"),
    ],
)
async def test_every_class_of_error_ends_in_its_time(
    shop: Shop, error: Exception, attempts: int, reason: str
) -> None:
    assert await shop.until_given_up(shop.worker(failing(error))) == attempts
    assert [job.error for job in await shop.jobs.stuck()] == [reason]


async def test_a_job_that_kills_its_worker_is_given_up(shop: Shop) -> None:
    """As the process dies, nothing is recorded: the lease and its taking over are all there is to see."""

    async def never(_: Job) -> None:
        pytest.fail("it would have killed this worker as well")

    for _ in LOST:
        assert await shop.jobs.lease("dying", shop.now, 60)
        shop.now += timedelta(minutes=2)
    assert await shop.worker(never).step()
    assert [job.error for job in await shop.jobs.stuck()] == [LOST[-1]]


async def test_workers_lost_for_other_reasons_do_not_count_against_a_job(shop: Shop) -> None:
    busy = shop.worker(failing(MailError(Retry.SOON, "connect: OSError")))
    for _ in range(20):
        await shop.jobs.lease("dying", shop.now, 60)
        shop.now += timedelta(hours=1)
        assert await busy.step()
        shop.now += timedelta(hours=1)
    assert await shop.jobs.stuck() == ()


async def test_a_long_job_stays_with_its_worker(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_rules, "HEARTBEAT", timedelta(milliseconds=20))
    finish = asyncio.Event()

    async def long(_: Job) -> None:
        await finish.wait()

    running = asyncio.create_task(shop.worker(long).step())
    for _ in range(5):
        shop.now += timedelta(seconds=45)
        await asyncio.sleep(0.08)
        assert await shop.jobs.lease("thief", shop.now, 60) is None
    finish.set()
    assert await running
    assert await shop.jobs.oldest_due(shop.now + timedelta(days=1)) is None


async def test_a_worker_that_lost_its_lease_stops(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_rules, "HEARTBEAT", timedelta(milliseconds=20))
    cancelled = asyncio.Event()

    async def frozen(_: Job) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    running = asyncio.create_task(shop.worker(frozen).step())
    await asyncio.sleep(0.01)
    taken = None
    while taken is None:  # as if this process had been suspended for two minutes
        taken = await shop.jobs.lease("other", NOW + timedelta(minutes=2), 600)
    await asyncio.wait_for(running, 5)
    assert cancelled.is_set()
    assert await shop.jobs.done(taken, NOW)


async def test_the_next_attempt_is_for_those_who_have_nothing_yet(shop: Shop) -> None:
    seen: list[Mapping[str, object]] = []

    async def partly(job: Job) -> None:
        seen.append(job.payload)
        refusals = {
            "b@example.tw": MailError(Retry.SOON, "recipient: 450"),
            "c@example.tw": MailError(Retry.NEVER, "recipient: 550"),
        }
        raise MailError(Retry.SOON, "recipient: 450; recipient: 550", refusals=refusals)

    worker = shop.worker(partly)
    for _ in range(2):
        await worker.step()
        shop.now += timedelta(hours=1)
    left = {"n": 1, REMAINING_RECIPIENTS: ["b@example.tw"], REFUSED_REASON: "recipient: 550"}
    assert seen == [{"n": 1}, left]


async def test_whatever_goes_wrong_the_worker_goes_on(shop: Shop) -> None:
    """A chore that fails keeps no mail from leaving, and no error of our own ends the worker."""
    done = asyncio.Event()

    async def broken(_: datetime) -> None:
        raise ZeroDivisionError

    async def mail(_: Job) -> None:
        done.set()

    worker = Worker("w", shop.jobs, {"mail": mail}, asyncio.Event(), lambda: shop.now, [broken])
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(done.wait(), 5)
    worker.stop()
    await running
