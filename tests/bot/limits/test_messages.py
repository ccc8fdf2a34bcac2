"""Somebody who floods the bot, and a crowd of newcomers: told once, counted, and nothing that was given is lost."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import built
from bot.config.settings import Settings
from bot.conversation.turn_processor import TurnProcessor
from bot.limits import messages
from bot.limits.buckets import Rate
from bot.limits.messages import PERSON, QUIET, MessageLimits
from bot.service import Service
from flows.interface.inbound import Content, Opened, Text, Unsent
from flows.interface.messages import Message
from storage.engine.database import Database
from tests.support.lobby import Visitor, answers_of, come, rows, stored_events
from tests.support.programmes import NOW, edition, programme
from tests.support.services.new_databases import new_sqlite


@dataclass
class Door:
    """A process with its limits, on a clock of its own."""

    turns: TurnProcessor
    now: float = 0.0

    def __post_init__(self) -> None:
        self.limits = MessageLimits(
            self.turns.receive, self.turns.knows, edition().say_in_all, lambda: self.now
        )

    async def send(self, person: Visitor, content: Content) -> tuple[Message, ...]:
        """Send something and look at the reply."""
        return await person.seen(await self.limits.receive(person.inbound(content)))

    def counted(self, name: str) -> float:
        """What the metrics say."""
        return self.limits.counters[name]()


@pytest.fixture
def door(turns: TurnProcessor) -> Door:
    return Door(turns)


async def test_a_flood_is_told_once_and_its_sender_can_go_on_after_a_minute(
    database: Database, door: Door
) -> None:
    mei, lin = Visitor("mei"), Visitor("lin")
    await come(mei, door.turns, "contact_name")
    before = len(await stored_events(database))
    answers = [await door.send(mei, Text("繼續")) for _ in range(int(PERSON.burst) + 200)]
    said = [answer for answer in answers[int(PERSON.burst) :] if answer]
    assert [message.body for [message] in said] == [
        "一下子傳得太快了，剛才這一則沒有收下。請等一分鐘再傳；之前的內容都還在。\n"
        "That was a lot at once, and this message was not taken. Please wait a minute and send it again; "
        "everything before is kept."
    ]
    assert door.counted("messages_over_limit") == 200
    taken = len(await stored_events(database))
    assert taken < before + 2 * PERSON.burst
    assert await door.send(lin, Opened()), "nobody else is held up"
    door.now += QUIET
    shown = await door.send(mei, Text("王小明"))
    assert (await answers_of(database))["contact_name"] == "王小明"
    assert shown[-1].question == "contact_title"


async def test_who_never_pauses_is_told_once_and_who_comes_back_too_early_again(door: Door) -> None:
    mei = Visitor("mei")
    for _ in range(int(PERSON.burst)):
        await door.send(mei, Opened())
    told = 0
    for _ in range(600):
        door.now += 0.3
        told += any("一下子" in message.body for message in await door.send(mei, Opened()))
    assert told == 1
    door.now += QUIET
    for _ in range(100):
        told += any("一下子" in message.body for message in await door.send(mei, Opened()))
    assert told == 2


async def test_a_word_that_did_not_arrive_is_said_again(door: Door) -> None:
    mei = Visitor("mei")
    for _ in range(int(PERSON.burst)):
        await door.send(mei, Opened())
    lost = await door.limits.receive(mei.inbound(Opened()))
    assert await lost.messages()
    lost.unseen()
    assert await door.send(mei, Opened())
    assert not await door.send(mei, Opened())


async def test_what_takes_something_back_is_always_taken(database: Database, door: Door) -> None:
    mei = Visitor("mei")
    await come(mei, door.turns, "contact_name")
    name = mei.inbound(Text("王小明"))
    await mei.seen(await door.limits.receive(name))
    for _ in range(2 * int(PERSON.burst)):
        await door.send(mei, Opened())
    await door.send(mei, Unsent(name.message))
    assert "contact_name" not in await answers_of(database)
    assert "王小明" not in repr(await stored_events(database))


async def test_a_crowd_of_newcomers_holds_up_nobody_who_has_agreed(
    database: Database, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "NEWCOMERS", Rate(burst=50, per_second=1))
    door.__post_init__()
    mei = Visitor("mei")
    await come(mei, door.turns, "contact_name")
    crowd = [Visitor(f"newcomer {number}") for number in range(70)]
    heard = [await door.send(one, Opened()) for one in crowd]
    assert ["沒有收下" in answer[-1].body for answer in heard] == [False] * 50 + [True] * 20
    assert "現在使用的人很多" in heard[-1][0].body
    assert "Many people are writing" in heard[-1][0].body
    assert await door.send(crowd[-1], Opened()) == (), "told once"
    assert door.counted("newcomers_over_limit") == 21
    assert (await door.send(mei, Text("王小明")))[-1].question == "contact_title"
    door.now += QUIET
    assert "沒有收下" not in (await door.send(crowd[-1], Opened()))[-1].body


async def test_who_never_agrees_is_remembered_in_fifty_events(database: Database, door: Door) -> None:
    mei = Visitor("mei")
    await door.send(mei, Text("English"))
    await door.send(mei, Text("start"))
    for _ in range(250):
        await door.send(mei, Text("hello"))
    shown = await door.send(mei, Text("I agree"))
    assert await rows(database) == {"turn": 1, "identity": 1}
    events = await stored_events(database)
    assert len(events) <= 52
    assert [type(each).__name__ for each in (events[0], events[-1])] == ["Started", "Consented"]
    again = await mei.send(door.turns, Text("continue"))
    assert again[-1].title == shown[-1].title, "and what was chosen before is known still"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    settings = Settings(database_url=new_sqlite(tmp_path / "bot.db"))
    async with built(settings, programmes=[programme()], now=lambda: NOW) as service:
        yield service


async def test_the_service_has_these_limits_and_counts(service: Service) -> None:
    mei = Visitor("mei", channel="telegram")
    for _ in range(int(PERSON.burst) + 5):
        await mei.seen(await service.receive(mei.inbound(Opened())))
    assert service.counters["messages_over_limit"]() == pytest.approx(5, abs=2)
    assert {
        "newcomers_over_limit",
        "uploads_over_limit",
        "lookups_over_limit",
        "lookups_given_up",
    } <= service.counters.keys()
