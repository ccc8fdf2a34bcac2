"""Two schemes open at once: a newcomer chooses, and has one application in each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Content, Tap, Text
from flows.interface.messages import Look
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.schemes.toy.programmes import toy, with_toy
from tests.support.lobby import ANSWERS, Visitor, replica
from tests.support.programmes import programme
from tests.support.services.new_databases import new_sqlite

DIAGNOSIS, TOY = "國際數位行銷能量診斷（方案一）", "玩具申請"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    journal = Journal(database)
    yield journal
    await journal.close()


@pytest.fixture
def turns(database: Database, journal: Journal) -> TurnProcessor:
    return replica(database, journal, with_toy(programme(), toy()))


def offers(visitor: Visitor) -> dict[str, str]:
    """What the welcome offers, each with its button."""
    assert visitor.screen[-1].look is Look.WELCOME
    return {choice.label: choice.tap for choice in visitor.screen[-1].choices}


async def answer_toy(turns: TurnProcessor, visitor: Visitor) -> None:
    for text in ("小熊", "紅色", "bear@example.com", "正確", "確認送出"):
        await visitor.send(turns, Text(text))


@pytest.mark.parametrize("how", ["button", "number", "name"])
async def test_nothing_begins_before_a_scheme_is_chosen(turns: TurnProcessor, how: str) -> None:
    visitor = Visitor()
    for text in ("hi", "開始", "同意", "繼續"):
        await visitor.send(turns, Text(text))
        assert list(offers(visitor)) == [DIAGNOSIS, TOY]
    said: dict[str, Content] = {"button": Tap(offers(visitor)[TOY]), "number": Text("2"), "name": Text(TOY)}
    await visitor.send(turns, said[how])
    assert "玩具部" in visitor.screen[-1].body
    await visitor.send(turns, Text("同意"))
    assert visitor.at("called")


async def test_another_may_be_chosen_until_a_notice_is_agreed_to(turns: TurnProcessor) -> None:
    visitor = Visitor()
    await visitor.send(turns, Text("hi"))
    buttons = offers(visitor)
    for service, collects in ((TOY, "玩具部"), (DIAGNOSIS, "中小及新創企業署"), (TOY, "玩具部")):
        await visitor.send(turns, Tap(buttons[service]))
        assert collects in visitor.screen[-1].body
    await visitor.send(turns, Text("同意"))
    assert visitor.at("called")
    await visitor.send(turns, Tap(buttons[DIAGNOSIS]))
    assert visitor.at("called"), "an old button"


async def test_a_notice_agreed_to_after_everything_was_forgotten_is_that_of_its_scheme(
    database: Database, journal: Journal, turns: TurnProcessor
) -> None:
    visitor = Visitor()
    await visitor.send(turns, Text("hi"))
    await visitor.send(turns, Tap(offers(visitor)[TOY]))
    agree = visitor.screen[-1].buttons[0].tap
    await visitor.send(replica(database, journal, with_toy(programme(), toy())), Tap(agree))
    assert visitor.at("called")


async def test_one_application_in_each(database: Database, turns: TurnProcessor) -> None:
    visitor = Visitor()
    await visitor.send(turns, Text("hi"))
    await visitor.send(turns, Tap(offers(visitor)[TOY]))
    await visitor.send(turns, Text("同意"))
    await answer_toy(turns, visitor)
    assert visitor.at("receipt")
    await visitor.send(turns, Text("我的申請"))
    await visitor.send(turns, Tap(visitor.screen[0].buttons[0].tap))
    await visitor.send(turns, Tap(offers(visitor)[DIAGNOSIS]))
    await visitor.send(turns, Text("同意"))
    await visitor.act([turns], ANSWERS, until="submit")
    await visitor.send(turns, Text("確認送出"))
    assert visitor.at("receipt")
    found = [await Applications(database).get(case) for case in ("113T-0001", "113-0001")]
    assert [each.programme for each in found if each] == ["toy-113", "diagnosis-113"]
    await visitor.send(turns, Text("我的申請"))
    listed = [f"{line.label} {line.value}" for line in visitor.screen[0].lines]
    assert "113T-0001" in listed[0]
    assert TOY in listed[0]
    assert "113-0001" in listed[1]
