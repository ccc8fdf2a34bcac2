"""Limited places and companies that have applied already, as people meet them: real turns over a real database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Tap, Text
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from tests.support.lobby import Visitor, replica, rows
from tests.support.personas import answers
from tests.support.player import moves
from tests.support.programmes import NOW, programme
from tests.support.services.offers import moved_up

ANSWERS: dict[str, Any] = dict(answers("non_exporter"))
UBNS = ("31415922", "04595257", "22099131", "70759028", "16095002", "73251209")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Where it is eleven in the morning."""
    return Clock()


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    """Its journal."""
    journal = Journal(database)
    yield journal
    await journal.close()


@pytest.fixture
def turns(database: Database, journal: Journal, clock: Clock) -> TurnProcessor:
    """A programme with one place."""
    return replica(database, journal, replace(programme(), places=1), clock)


async def come(turns: TurnProcessor, user: str, ubn: str, until: str, clock: Clock | None = None) -> Visitor:
    """Somebody of that company who has come to this screen, or to one that stops them."""
    visitor = Visitor(user, clock=lambda: clock.now if clock else NOW)
    for text in ("hi", "同意"):
        await visitor.send(turns, Text(text))
    while not (visitor.at(until) or visitor.at("confirm")):
        for content in moves(visitor.screen, ANSWERS | {"ubn": ubn}):
            await visitor.send(turns, content)
    return visitor


def told(visitor: Visitor) -> str:
    """Everything on the screen: notes, titles, texts, lines."""
    parts: list[str] = []
    for message in visitor.screen:
        parts += [note.text for note in message.notes]
        parts += [message.title, message.body, *(f"{line.label} {line.value}" for line in message.lines)]
    return "\n".join(parts)


async def test_the_place_is_held_on_the_summary_and_taken_by_submitting(
    database: Database, turns: TurnProcessor
) -> None:
    first = await come(turns, "first", UBNS[0], "submit")
    assert "為您保留到 06/20 11:30" in told(first)
    second = await come(turns, "second", UBNS[1], "submit")
    assert "目前名額已滿" in told(second)
    await first.send(turns, Text("確認送出"))
    assert first.at("receipt")
    assert await rows(database) | {"application": 1, "place_line": 1} == await rows(database)
    assert "place" not in await rows(database)


async def test_a_hold_that_ran_out_is_one_tap(turns: TurnProcessor, clock: Clock) -> None:
    visitor = await come(turns, "first", UBNS[0], "submit", clock)
    clock.now += timedelta(hours=2)
    await visitor.send(turns, Tap(visitor.screen[-1].buttons[0].tap))
    assert visitor.at("receipt")


async def test_a_hold_that_somebody_else_got_meanwhile(turns: TurnProcessor, clock: Clock) -> None:
    late = await come(turns, "late", UBNS[0], "submit", clock)
    clock.now += timedelta(hours=2)
    quick = await come(turns, "quick", UBNS[1], "submit", clock)
    await late.send(turns, Tap(late.screen[-1].buttons[0].tap))
    assert "目前名額已滿" in told(late)
    await quick.send(turns, Text("確認送出"))
    assert quick.at("receipt")


async def test_the_waiting_list_tells_ones_number_and_moves_up(
    database: Database, turns: TurnProcessor, clock: Clock, tmp_path: Path
) -> None:
    await come(turns, "first", UBNS[0], "receipt", clock)
    second = await come(turns, "second", UBNS[1], "submit", clock)
    third = await come(turns, "third", UBNS[2], "submit", clock)
    await second.send(turns, Tap(second.screen[-1].buttons[0].tap))
    assert "您是候補第 1 位" in told(second)
    await third.send(turns, Text("我要候補"))
    assert "您是候補第 2 位" in told(third)
    await third.send(turns, Text("進度"))
    assert "目前進度" in told(third)
    assert "您是候補第 2 位" in told(third)
    await Erasure(database).erase_case("113-0001", clock.now)
    await third.send(turns, Text("進度"))
    assert "您是候補第 2 位" in told(third), "it is the first one's turn, though it is the second who asks"
    told_by = await moved_up(database, clock.now, tmp_path)
    assert told_by["place_mail"] == "為您保留到 06/21 11:00"
    assert told_by["place_chat"] == "有名額了"
    await third.send(turns, Text("進度"))
    assert "您是候補第 1 位" in told(third)
    await second.send(turns, Text("繼續"))
    assert "輪到您了！名額為您保留到 06/21 11:00" in told(second)
    assert second.at("submit")
    await second.send(turns, Text("確認送出"))
    assert second.at("receipt")


async def test_answers_can_be_changed_without_a_place(turns: TurnProcessor) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[1], "submit")
    await second.send(turns, Text("嗯嗯"))
    assert "要候補請按「我要候補」" in told(second)
    await second.send(turns, Text("2"))
    assert second.at("company_name")
    await second.send(turns, Text("龍門客棧有限公司"))
    assert "目前名額已滿" in told(second)


async def test_erasing_gives_the_place_to_somebody_else(turns: TurnProcessor) -> None:
    first = await come(turns, "first", UBNS[0], "submit")
    await first.send(turns, Text("刪除我的資料"))
    await first.send(turns, Text("全部刪除"))
    second = await come(turns, "second", UBNS[1], "submit")
    assert second.at("submit")


async def test_six_people_confirming_at_once_get_two_places(
    database: Database, journal: Journal, clock: Clock
) -> None:
    """They all stood at the summary before places were limited; the tap decides, in two processes."""
    unlimited = replica(database, journal)
    people = [await come(unlimited, f"p{n}", each, "submit") for n, each in enumerate(UBNS)]
    replicas = [replica(database, journal, replace(programme(), places=2), clock) for _ in range(2)]
    await asyncio.gather(*(one.send(replicas[n % 2], Text("確認送出")) for n, one in enumerate(people)))
    assert sum(one.at("receipt") for one in people) == 2
    assert sum("目前名額已滿" in told(one) for one in people) == 4
    assert (await rows(database))["application"] == 2


async def test_a_second_person_of_the_company_is_told_at_once(
    database: Database, turns: TurnProcessor
) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    assert "這家企業本年度已經有一份申請" in told(second)
    assert str(ANSWERS["contact_name"]) not in told(second)
    assert "113-0001" not in told(second)
    await second.send(turns, Text("王小明"))
    assert "請輸入案件編號" in told(second)
    await second.send(turns, Text(UBNS[1]))
    assert second.at("company_name")


async def test_the_button_asks_for_the_number_again(turns: TurnProcessor) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    await second.send(turns, Tap(second.screen[-1].buttons[1].tap))
    assert second.at("ubn")


async def test_once_the_other_application_is_gone_one_goes_on(
    database: Database, turns: TurnProcessor, clock: Clock
) -> None:
    await come(turns, "first", UBNS[0], "receipt", clock)
    second = await come(turns, "second", UBNS[0], "company_name", clock)
    await Erasure(database).erase_case("113-0001", clock.now)
    await second.send(turns, Text("繼續"))
    assert "先前那一份申請已經不在了" in told(second)
    assert second.at("company_name")


@pytest.mark.parametrize(("minutes", "where"), [(59, "receipt"), (61, "submit")])
async def test_who_began_in_time_may_finish_in_the_grace_period_and_no_later(
    database: Database, journal: Journal, clock: Clock, minutes: int, where: str
) -> None:
    closes = NOW + timedelta(hours=1)
    during = replace(programme(), places=1, closes=closes, grace=timedelta(hours=1))
    turns = replica(database, journal, during, clock)
    visitor = await come(turns, "late", UBNS[0], "submit")
    clock.now = closes + timedelta(minutes=minutes)
    await visitor.send(turns, Text("確認送出"))
    assert visitor.at(where)
    newcomer = Visitor("newcomer")
    for text in ("hi", "同意"):
        await newcomer.send(turns, Text(text))
    assert newcomer.at("welcome"), "nobody begins after closing"


async def test_a_full_programme_is_told_at_the_door(turns: TurnProcessor) -> None:
    """Not after forty answers; and only while it is full."""
    early, late = Visitor("early"), Visitor("late")
    await early.send(turns, Text("hi"))
    assert "候補" not in told(early)
    await come(turns, "first", UBNS[0], "submit")
    await late.send(turns, Text("hi"))
    assert "目前名額已滿" in told(late)
