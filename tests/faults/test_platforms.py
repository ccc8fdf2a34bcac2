"""LINE's API refuses, hangs up, fails and falls silent under load: replies are lost, no answer is, and everybody ends
at their receipt with one application. Telegram's troubles are in test_surroundings.py."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults import ledger
from tests.faults.conftest import PERSONA, World, consented
from tests.faults.crowd import Somebody
from tests.faults.line_crowd import REPLY, SECRET, LineBots, LineSomebody, Replies
from tests.standins.line import ACCESS_TOKEN, LOST, SILENT, LineStandin
from tests.support.scripts import application, ubns

PEOPLE = 4
FINE = [None] * 3
"""Calls that go well between those that do not, so that people get on and the trouble comes under load."""


def _spread(*troubles: int) -> list[int | None]:
    return [each for trouble in troubles for each in (trouble, *FINE)]


async def test_line_in_trouble(world: World, tmp_path: Path, tell: Callable[[str], None]) -> None:
    """A reply to LINE is never repeated blindly, as there is no key to know it by; the prompt comes when asked for."""
    url = f"sqlite:///{tmp_path}/bot.db"
    async with LineStandin().running() as line:
        server, replies = world.process(url), Replies(line)
        await asyncio.to_thread(
            server.start,
            TELEGRAM_TOKEN="",
            LINE_CHANNEL_SECRET=SECRET,
            LINE_CHANNEL_ACCESS_TOKEN=ACCESS_TOKEN,
            LINE_API_URL=line.url,
            LINE_DATA_API_URL=line.url,
        )
        assert await asyncio.to_thread(server.ready)
        bots = LineBots([server.url], world.client, replies)
        people = [
            LineSomebody(5001 + number, application(PERSONA, ubn)[0], line=line, replies=replies)
            for number, ubn in enumerate(ubns(PEOPLE))
        ]
        await asyncio.gather(*(one.go_on(bots, replies, consented(one)) for one in people))
        line.trouble(REPLY, *_spread(429, 500, 0, LOST, SILENT, 429, 400, 500, LOST, 0))
        await asyncio.gather(*(one.go_on(bots, replies) for one in people))
        met = [call.status for call in line.calls if call.path == REPLY and call.status != 200]
        assert {0, 400, 429, 500, SILENT} <= set(met)
        assert not line.pushes.delivered, "nothing of this may cost the operator"
        await _all_is_well(world, url, people)
    tell(
        f"LINE: {len(met)} replies met 400, 429, 500, a cut line or silence, {bots.repeated} events came twice; "
        "lost or doubled: nothing"
    )


async def _all_is_well(world: World, url: str, people: Sequence[Somebody]) -> None:
    """Everybody has the one application they meant, its mails came once, and no event was taken twice."""
    ids = await ledger.settled(url, world.mailbox, PEOPLE)
    found = await ledger.applications(url)
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(PEOPLE)
    assert len(ids) == len(world.mailbox.messages) == 2 * PEOPLE
    journal = await ledger.turns(url)
    assert all(len(journal[one.user]) >= len(one.script) - consented(one) for one in people)
