"""Two replicas and two workers on one PostgreSQL: people go back and forth between them, and nothing is lost."""

import asyncio
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.faults import ledger
from tests.faults.conftest import World, consented

PEOPLE = 3

pytestmark = pytest.mark.xdist_group("postgres")


async def test_people_alternate_between_replicas_of_which_one_is_replaced(
    world: World, postgres_url: str, tell: Callable[[str], None]
) -> None:
    replicas = [world.process(postgres_url, "-m", "bot", "serve", "--no-worker") for _ in range(2)]
    worker = world.process(postgres_url, "-m", "bot", "work")
    for process in (*replicas, worker):
        await asyncio.to_thread(process.start)
    for process in replicas:
        assert await asyncio.to_thread(process.ready)
    people = world.people(PEOPLE)
    first = world.bots(replicas[0])
    await asyncio.gather(*(one.go_on(first, world.answers, consented(one)) for one in people))
    both = world.bots(*replicas)
    await asyncio.gather(*(one.go_on(both, world.answers, 30) for one in people))
    crowd = asyncio.gather(*(one.go_on(both, world.answers) for one in people))
    await asyncio.sleep(0.3)
    stopped = await asyncio.to_thread(replicas[1].stop)  # as an upgrade does, one after the other
    await asyncio.to_thread(replicas[1].start)
    await crowd
    await ledger.settled(postgres_url, world.mailbox, PEOPLE)
    found = await ledger.applications(postgres_url)
    assert stopped == 0
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(PEOPLE)
    journal = await ledger.turns(postgres_url)
    for events in journal.values():
        assert events == sorted(events, key=int), "out of order"
    tell(f"{both.deliveries} deliveries over two replicas, {both.refusals} during the upgrade; lost: nothing")
    await asyncio.to_thread(worker.stop)


async def test_a_dead_workers_job_is_taken_over(
    world: World, postgres_url: str, tell: Callable[[str], None]
) -> None:
    """The worker is killed in the middle of its first document or mail; another one does the rest."""
    server = await world.serving(postgres_url, "-m", "bot", "serve", "--no-worker")
    bots, people = world.bots(server), world.people(1)
    await asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    dying = world.process(postgres_url, "-m", "tests.faults.doomed", "work")
    for doom in ("before:3", "before:4", "inside:5"):
        await asyncio.to_thread(dying.start, DOOM=doom)
        assert dying.popen is not None
        await asyncio.to_thread(dying.popen.wait, 30)
    left = await ledger.open_jobs(postgres_url)
    heir = world.process(postgres_url, "-m", "tests.faults.doomed", "work")
    await asyncio.to_thread(heir.start)
    ids = await ledger.settled(postgres_url, world.mailbox, 1)
    assert left > 0
    assert [one.split(".")[:2] for one in ids] == [["<113-0001", "applicant"], ["<113-0001", "staff"]]
    tell(f"3 workers killed at work, {left} jobs left and taken over; lost: nothing")


async def test_postgresql_restarts_under_load(
    world: World, postgres_server: Any, postgres_url: str, tell: Callable[[str], None]
) -> None:
    server = await world.serving(postgres_url, "-m", "tests.faults.doomed", "serve")
    bots, people = world.bots(server), world.people(PEOPLE)
    await asyncio.gather(*(one.go_on(bots, world.answers, consented(one)) for one in people))
    crowd = asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    restarts = 0
    while not crowd.done() and restarts < 3:
        await asyncio.sleep(0.4)
        await asyncio.to_thread(_restart, postgres_server)
        restarts += 1
    await crowd
    await ledger.settled(postgres_url, world.mailbox, PEOPLE)
    found = await ledger.applications(postgres_url)
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(PEOPLE)
    await ledger.turns(postgres_url)
    assert server.alive
    tell(
        f"PostgreSQL restarted {restarts} times, {bots.refusals} deliveries refused and repeated; lost: nothing"
    )


def _restart(server: Any) -> None:
    """An immediate shutdown, as in a crash, and recovery from the write-ahead log."""
    tool = [str(server.bin_path / "pg_ctl"), "-w", "-D", str(server.pgdata), "-l", str(server.log)]
    command = [*tool, "-m", "immediate", "restart"]
    subprocess.run(command, check=True, user=server.system_user, stdout=subprocess.DEVNULL)
