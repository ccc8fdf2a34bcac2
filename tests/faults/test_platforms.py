"""The platforms' APIs refuse, hang up, fail and fall silent under load: replies are lost, no answer is, and everybody
ends at their receipt with one application."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.standins.line import ACCESS_TOKEN, LOST, SILENT, LineStandin
from bot.demo.standins.telegram import SILENT as NO_ANSWER
from bot.demo.standins.telegram import Trouble
from tests.faults import ledger
from tests.faults.conftest import PERSONA, World, consented
from tests.faults.crowd import Answers, Bots, Somebody
from tests.faults.line_crowd import REPLY, SECRET, LineBots, LineSomebody, Replies
from tests.support.scripts import application, ubns

PEOPLE = 4
FINE = [None] * 3
"""Calls that go well between those that do not, so that people get on and the trouble comes under load."""


def _spread(*troubles: Any) -> list[Any]:
    return [each for trouble in troubles for each in (trouble, *FINE)]


@dataclass
class PollingBots(Bots):
    """The bot fetches what people send; Telegram keeps it until then."""

    world: World = field(kw_only=True)

    async def deliver(self, update: dict[str, Any]) -> bool:
        """Leave it for the bot to fetch."""
        self.deliveries += 1
        await self.world.telegram.deliver(update)
        return True


@dataclass
class Wary(Somebody):
    """Looks, while Telegram is in trouble, whether the question came too: only a part of a reply may have come."""

    world: World = field(kw_only=True)

    async def _exchange(self, bots: Bots, chats: Answers, sent: dict[str, Any]) -> bool:
        before = self._failures()
        heard = await super()._exchange(bots, chats, sent)
        if heard and self.world.telegram.in_trouble("sendMessage"):
            await self._silence(chats)
        return heard and self._failures() == before

    def _failures(self) -> int:
        mine = [call for call in self.world.telegram.calls if call.params.get("chat_id") == str(self.user)]
        return sum(call.status != 200 for call in mine)


async def test_telegram_in_trouble_while_polled(
    world: World, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """Fetching fails as well as sending; every reply is a call of its own."""
    url = f"sqlite:///{tmp_path}/bot.db"
    server = world.process(url)
    await asyncio.to_thread(server.start, TELEGRAM_MODE="polling")
    assert await asyncio.to_thread(server.ready)
    bots = PollingBots([], world.client, world.answers, world=world)
    people = [Wary(one.user, one.script, world=world) for one in world.people(PEOPLE)]
    await asyncio.gather(*(one.go_on(bots, world.answers, consented(one)) for one in people))
    flood = Trouble(429, "Too Many Requests: retry after 1", retry_after=1)
    endless = Trouble(429, "Too Many Requests: retry after 31", retry_after=31)
    sending = _spread(
        flood, Trouble(500), Trouble(0), endless, Trouble(NO_ANSWER), Trouble(502), flood, Trouble(0)
    )
    fetching = _spread(Trouble(500), Trouble(0), Trouble(502), flood)
    world.telegram.trouble("sendMessage", *sending)
    world.telegram.trouble("getUpdates", *fetching)
    world.telegram.trouble("answerCallbackQuery", *_spread(Trouble(500), Trouble(0), flood))
    world.telegram.trouble("sendDocument", flood, Trouble(500))
    await asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    met = [call.status for call in world.telegram.calls if call.status not in (200, 400)]
    assert {0, 429, 500, 502, NO_ANSWER} <= set(met)
    await _all_is_well(world, url, people)
    tell(f"Telegram polled: {len(met)} calls met 429, 500, 502, a cut line or silence; lost: nothing")


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
