"""Showing by case number and check code that one belongs to a company that has applied, as people meet it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Text, Unsent
from storage.engine.database import Database
from storage.errors import Unavailable
from storage.journal.journal import Journal
from storage.records import Identity, NewTurn
from tests.bot.conversation.test_places import UBNS, Clock, come, told
from tests.support.colleagues import CASE, press, second_of
from tests.support.lobby import CODE, replica
from tests.support.programmes import NOW
from tests.support.scripts import ubns


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
    """One process."""
    return replica(database, journal, clock=clock)


async def test_a_wrong_code_is_told_kindly_and_many_slow_down_one_person(turns: TurnProcessor) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    for left in (4, 3, 2, 1):
        await second.send(turns, Text(f"{CASE}-K7QX2M{left + 1}"))
        assert f"還可以試 {left} 次" in told(second)
    again = await second_of(turns, "third", "113-0199")
    assert "還可以試 4 次" in told(again), "one person's tries are nobody else's"


async def test_erasing_oneself_gives_no_try_back(turns: TurnProcessor, clock: Clock) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    for _ in range(5):
        await second.send(turns, Text(f"{CASE}-K7QX2MR"))
    assert "請在 06/20 11:01 以後再輸入" in told(second)
    await second.send(turns, Text("刪除我的資料"))
    await second.send(turns, Text("全部刪除"))
    again = await second_of(turns, "second")
    assert "請在 06/20 11:01 以後再輸入" in told(again)
    assert "核對無誤" not in told(again)
    clock.now += timedelta(minutes=1, seconds=1)
    await again.send(turns, Text(f"{CASE}-{CODE}"))
    assert "核對無誤" in told(again)


async def test_a_number_alone_is_answered_with_what_is_missing(turns: TurnProcessor) -> None:
    """Case numbers count up: the right one alone proves nothing, and whether it is right is not told."""
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    for number in (CASE, "113-0777"):
        await second.send(turns, Text(f"案號 {number}"))
        assert f"還需要案件 {number} 的檢查碼" in told(second)
        assert "核對無誤" not in told(second)
    await second.send(turns, Text(CASE))
    await second.send(turns, Text(CODE))
    assert "核對無誤" in told(second), "number and code in two messages"


async def test_an_application_proved_by_its_number_alone_before_has_to_be_proved_by_its_code(
    database: Database, turns: TurnProcessor
) -> None:
    """The journal of somebody who named the number when that was enough."""
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    stored = await Journal(database).load(Identity("line", "bot", "second"))
    assert stored is not None
    old = {"is": "CaseProved", "case_number": CASE, "at": NOW.isoformat()}
    await Journal(database).append(NewTurn(stored.session, stored.seq + 1, "line:bot", "old", NOW, [old]))
    await second.send(turns, Text("加入"))
    assert "已加入" not in told(second)
    assert "請輸入案件編號和檢查碼" in told(second)


async def test_the_number_of_another_company_is_no_better_than_any(turns: TurnProcessor) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    await come(turns, "other", UBNS[1], "receipt")
    second = await second_of(turns, case="113-0002")
    assert "案件編號或檢查碼不對" in told(second)


@pytest.mark.parametrize("named", ["113-0777", f"113-0777-{CODE}"])
async def test_what_was_named_can_be_taken_back(database: Database, turns: TurnProcessor, named: str) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")
    await second.send(turns, Text(named))
    assert second.last is not None
    await second.send(turns, Unsent(second.last.message))
    async with database.read() as connection:
        kept = (await connection.exec_driver_sql("SELECT group_concat(events) FROM turn")).scalar_one()
    assert "113-0777" not in kept
    await second.send(turns, Text(CODE))
    assert "還需要前面的案件編號" in told(second)


async def test_when_the_number_could_not_be_checked_it_is_typed_again(
    turns: TurnProcessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process died, or the database was gone, between the commit of the message and the look."""
    await come(turns, "first", UBNS[0], "receipt")
    second = await come(turns, "second", UBNS[0], "company_name")

    async def gone(*_: object) -> None:
        raise Unavailable("gone")

    with monkeypatch.context() as patched:
        patched.setattr("storage.cases.company.company_claims.Claims.claim", gone)
        await second.send(turns, Text(f"{CASE}-{CODE}"))
    assert "請輸入案件編號和檢查碼" in told(second)
    await second.send(turns, Text(f"{CASE}-{CODE}"))
    assert "核對無誤" in told(second)


async def test_who_would_rather_join_after_all_gives_the_number_of_the_company_again(
    turns: TurnProcessor,
) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await second_of(turns)
    await press(second, turns, "由我重新申請")
    await second.send(turns, Text("修改 1"))
    await second.send(turns, Text(UBNS[0]))
    assert "這家企業本年度已經有一份申請" in told(second)
    await second.send(turns, Text(f"{CASE}-{CODE}"))
    await press(second, turns, "加入這份申請")
    assert "您已加入貴公司的申請" in told(second)


async def test_who_types_number_after_number_is_soon_told_of_no_company_any_more(
    turns: TurnProcessor,
) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    searcher = await come(turns, "searcher", ubns(40)[20], "company_name")
    for ubn in ubns(40)[21:30]:
        await searcher.send(turns, Text("修改 1"))
        await searcher.send(turns, Text(ubn))
    for erased in (False, True):
        if erased:
            for text in ("刪除我的資料", "全部刪除", "開始", "同意"):
                await searcher.send(turns, Text(text))
        else:
            await searcher.send(turns, Text("修改 1"))
        await searcher.send(turns, Text(UBNS[0]))
        assert searcher.at("company_name"), "nothing is told, and they go on"
        assert "本年度已經有一份申請" not in told(searcher)
    other = await come(turns, "other", UBNS[0], "company_name")
    assert "本年度已經有一份申請" in told(other), "nobody else is held up"
