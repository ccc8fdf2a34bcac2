"""SIGTERM under load, again and again, as upgrades do it: what was acknowledged is stored, and no reply is lost."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.faults import ledger
from tests.faults.conftest import World, consented

PEOPLE = 4
STOPS = 5
LONG = 20.0
"""Seconds after which a reply is lost rather than late."""


async def test_sigterm_finishes_the_turns_in_flight(
    world: World, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    server = await world.serving(url)
    bots, people = world.bots(server), world.people(PEOPLE)
    await asyncio.gather(*(one.go_on(bots, world.answers, consented(one)) for one in people))
    for one in people:
        one.patience = LONG
    crowd = asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    codes = []
    for _ in range(STOPS):
        await asyncio.sleep(0.3)
        codes.append(await asyncio.to_thread(server.stop))
        await asyncio.to_thread(server.start)
        assert await asyncio.to_thread(server.ready)
    await crowd
    await ledger.settled(url, world.mailbox, PEOPLE)
    found = await ledger.applications(url)
    assert codes == [0] * STOPS
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(PEOPLE)
    journal = await ledger.turns(url)
    sent = {one.user: len(one.script) - consented(one) + 1 for one in people}
    assert {person: len(events) for person, events in journal.items()} == sent
    assert [one.asked_again for one in people] == [0] * PEOPLE, "somebody waited for a reply in vain"
    tell(
        f"stopped {STOPS} times by SIGTERM under load, {bots.refusals} deliveries met a closed door; "
        "answers and replies lost: nothing"
    )
