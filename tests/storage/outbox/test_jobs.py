"""The outbox: every job is run by one worker at a time, and by somebody in the end."""

import asyncio
from datetime import timedelta

from storage.engine.database import Database
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from tests.storage.make import LATER, NOW, SOON


async def test_ten_workers_never_hold_the_same_job(url: str, database: Database) -> None:
    other = Database.open(url)
    queues = [Jobs(database), Jobs(other)]
    ids = [await queues[0].add(NewJob("mail", {"n": n}, NOW), NOW) for n in range(15)]
    leases = [queues[n % 2].lease(f"worker {n}", NOW, 60) for n in range(10)]
    first = [job.id for job in await asyncio.gather(*leases) if job]
    assert sorted(first) == ids[:10]
    rest = await asyncio.gather(*(queues[n % 2].lease(f"worker {n}", NOW, 60) for n in range(10)))
    assert sorted(job.id for job in rest if job) == ids[10:]
    await other.close()


async def test_jobs_come_oldest_first_when_due_and_of_the_wanted_kind(database: Database) -> None:
    jobs = Jobs(database)
    await jobs.add(NewJob("mail", {"n": 1}, SOON), NOW)
    await jobs.add(NewJob("mail", {"n": 2}, NOW), NOW)
    await jobs.add(NewJob("render", {"n": 3}, NOW), NOW)
    assert await jobs.lease("w", NOW - timedelta(seconds=1), 60) is None
    render = await jobs.lease("w", NOW, 600, {"render"})
    second = await jobs.lease("w", SOON, 600)
    first = await jobs.lease("w", SOON, 600)
    assert [job and job.payload for job in (render, second, first)] == [{"n": 3}, {"n": 2}, {"n": 1}]


async def test_an_expired_lease_is_taken_over_and_its_holder_cannot_finish(database: Database) -> None:
    jobs = Jobs(database)
    await jobs.add(NewJob("mail", {}, NOW), NOW)
    slow = await jobs.lease("slow", NOW, 60)
    assert slow is not None
    assert await jobs.lease("quick", NOW + timedelta(seconds=59), 60) is None
    quick = await jobs.lease("quick", SOON, 60)
    assert quick is not None
    assert (quick.id, quick.attempts) == (slow.id, 2)
    assert not await jobs.heartbeat(slow, LATER)
    assert not await jobs.done(slow, SOON)
    assert not await jobs.retry(slow, "Timeout", SOON)
    assert not await jobs.fail(slow, "Timeout", SOON)
    assert await jobs.done(quick, SOON)
    assert not await jobs.done(quick, SOON)
    assert await jobs.lease("other", LATER, 60) is None


async def test_a_worker_that_lost_a_job_and_got_it_back_holds_only_the_new_lease(database: Database) -> None:
    jobs = Jobs(database)
    await jobs.add(NewJob("mail", {}, NOW), NOW)
    before = await jobs.lease("w", NOW, 60)
    after = await jobs.lease("w", SOON, 60)
    assert before is not None
    assert after is not None
    assert not await jobs.done(before, SOON)
    assert await jobs.done(after, SOON)


async def test_an_expired_lease_nobody_took_over_can_still_finish(database: Database) -> None:
    jobs = Jobs(database)
    await jobs.add(NewJob("mail", {}, NOW), NOW)
    job = await jobs.lease("w", NOW, 60)
    assert job is not None
    assert await jobs.done(job, LATER)


async def test_a_heartbeat_keeps_the_job(database: Database) -> None:
    jobs = Jobs(database)
    await jobs.add(NewJob("mail", {}, NOW), NOW)
    job = await jobs.lease("w", NOW, 60)
    assert job is not None
    assert await jobs.heartbeat(job, LATER)
    assert await jobs.lease("other", SOON, 60) is None


async def test_a_job_is_retried_later_and_given_up_loudly(database: Database) -> None:
    jobs = Jobs(database)
    await jobs.add(NewJob("mail", {}, NOW), NOW)
    job = await jobs.lease("w", NOW, 60)
    assert job is not None
    assert await jobs.retry(job, "SMTP 451", SOON)
    assert await jobs.lease("w", NOW, 60) is None
    again = await jobs.lease("w", SOON, 60)
    assert again is not None
    assert (again.attempts, again.error) == (2, "SMTP 451")
    assert await jobs.stuck() == ()
    assert await jobs.fail(again, "SMTP 550", SOON)
    assert await jobs.lease("w", LATER, 60) is None
    assert [(stuck.id, stuck.error, stuck.failed_at) for stuck in await jobs.stuck()] == [
        (job.id, "SMTP 550", SOON)
    ]


async def test_the_age_of_the_queue_counts_only_what_could_run(database: Database) -> None:
    jobs = Jobs(database)
    assert await jobs.oldest_due(LATER) is None
    await jobs.add(NewJob("mail", {}, SOON), NOW)
    await jobs.add(NewJob("mail", {}, NOW), NOW)
    assert await jobs.oldest_due(LATER) == NOW
    await jobs.lease("w", NOW, 60)
    assert await jobs.oldest_due(NOW) is None
    assert await jobs.oldest_due(SOON) == NOW, "the lease ran out"
