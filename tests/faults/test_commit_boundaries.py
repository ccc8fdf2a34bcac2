"""kill -9 before, inside and after commits, again and again under load: nothing acknowledged is lost."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.faults import ledger
from tests.faults.conftest import World, consented
from tests.faults.service import Process

PEOPLE = 3
WORK_PEOPLE = 4
DOOMS = tuple(f"{phase}:{number}" for number in (2, 3, 5) for phase in ("before", "inside", "after"))
"""The first transaction of a process is its migration; the later ones are turns, documents, leases, mails."""

WORK_DOOMS = tuple(f"{phase}:{number}" for phase in ("before", "inside", "after") for number in (3, 20))
"""The worker's: documents stored, mails queued and accepted, jobs leased and done. Early and late ones alternate, since
a job that kills five workers in a row is given up, by design."""


async def _reborn(process: Process, dooms: Sequence[str], struck: list[str]) -> None:
    """Start the process anew whenever it has been killed, with the next doom; note those that struck."""
    for doom in dooms:
        await asyncio.to_thread(process.start, DOOM=doom)
        while process.alive:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
        struck.append(doom)
    await asyncio.to_thread(process.start)


async def test_killed_at_every_boundary(world: World, tmp_path: Path, tell: Callable[[str], None]) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    process = world.process(url, "-m", "tests.faults.doomed", "serve")
    bots, people = world.bots(process), world.people(PEOPLE)
    await asyncio.to_thread(process.start)
    assert await asyncio.to_thread(process.ready)
    await asyncio.gather(*(one.go_on(bots, world.answers, consented(one)) for one in people))
    process.kill()
    struck: list[str] = []
    keeper = asyncio.create_task(_reborn(process, DOOMS, struck))
    await asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    keeper.cancel()
    process.kill()
    await asyncio.to_thread(process.start)
    ids = await ledger.settled(url, world.mailbox, PEOPLE)
    found = await ledger.applications(url)
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(PEOPLE)
    assert sorted(case for case, _ in found.values()) == [f"113-{n + 1:04d}" for n in range(PEOPLE)]
    assert len(ids) == 2 * PEOPLE
    journal = await ledger.turns(url)
    sent = {one.user: len(one.script) - consented(one) + 1 + one.asked_again for one in people}
    assert {person: len(events) for person, events in journal.items()} == sent
    assert len(struck) > len(DOOMS) // 2
    tell(
        f"killed {len(struck)} times at commit boundaries, {bots.refusals} deliveries repeated; lost: nothing"
    )


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgres"))]
)
async def test_workers_killed_at_every_boundary(
    world: World, tmp_path: Path, tell: Callable[[str], None], request: pytest.FixtureRequest, kind: str
) -> None:
    """While people apply, the worker beside the server dies at each step of making documents and mails."""
    url = f"sqlite:///{tmp_path}/bot.db" if kind == "sqlite" else str(request.getfixturevalue("postgres_url"))
    server = await world.serving(url, "-m", "bot", "serve", "--no-worker")
    worker = world.process(url, "-m", "tests.faults.doomed", "work")
    struck: list[str] = []
    people, bots = world.people(WORK_PEOPLE), world.bots(server)
    keeper = asyncio.create_task(_reborn(worker, WORK_DOOMS, struck))
    await asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    await keeper
    ids = await ledger.settled(url, world.mailbox, WORK_PEOPLE)
    found = await ledger.applications(url)
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(WORK_PEOPLE)
    assert len(ids) == 2 * WORK_PEOPLE
    assert struck == list(WORK_DOOMS)
    doubles = len(world.mailbox.messages) - len(ids)
    tell(
        f"{kind}: killed {len(struck)} workers at commit boundaries; lost: nothing; "
        f"{doubles} mails came twice, with the same Message-ID"
    )
