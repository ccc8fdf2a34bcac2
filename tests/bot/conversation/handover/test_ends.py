"""Going on elsewhere: two digits move an application, one end holds it, and nothing from another changes anything."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Media, Opened, Sent, Text, Upload
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.handover.offers import LET_IN_FOR
from storage.journal.journal import Journal
from tests.support.ends import Ended, claimed, handed_over, offered, told
from tests.support.lobby import ANSWERS, answers_of, replica, rows, stored_events
from tests.support.programmes import NOW


class Clock:
    """A clock that is set."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def owner(clock: Clock) -> Ended:
    return Ended(clock=clock)


@pytest.fixture
def end(clock: Clock) -> Ended:
    return Ended("phone", "telegram", clock)


@pytest.fixture
async def turns(database: Database, journal: Journal, owner: Ended, clock: Clock) -> TurnProcessor:
    """A process, and an owner who is asked how many people the company has."""
    turns = replica(database, journal, clock=clock)
    for text in ("hi", "同意"):
        await owner.send(turns, Text(text))
    await owner.act([turns], ANSWERS, "employee_count")
    assert owner.at("employee_count")
    return turns


async def test_it_moves_with_its_answers_and_back(
    turns: TurnProcessor, owner: Ended, end: Ended, database: Database
) -> None:
    await handed_over(turns, owner, end)
    assert end.at("employee_count")
    assert "從 LINE 轉來" in told(end.screen)
    await end.type(turns, "12")
    assert (await answers_of(database))["employee_count"] == 12
    assert "目前在 Telegram 填寫" in await owner.type(turns, "5")
    assert (await answers_of(database))["employee_count"] == 12
    assert "已拿回來" in await owner.press(turns, "拿回來")
    assert not owner.at("employee_count")
    assert "已回到原來的聊天" in await end.type(turns, "99")
    assert (await answers_of(database))["employee_count"] == 12
    assert end.screen[-1].question == ""
    assert "申請" in await end.type(turns, "hi"), "then the chat is about what is their own"


async def test_digits_are_never_an_answer_while_some_are_waited_for(
    turns: TurnProcessor, owner: Ended, end: Ended, database: Database
) -> None:
    digits = await offered(turns, owner)
    assert "還沒有人打開連結" in await owner.type(turns, "47")
    assert "兩位數" in await owner.type(turns, "５")
    assert "兩位數" in await owner.type(turns, "四十七")
    shown = await claimed(turns, end, digits)
    wrong = str(10 + (int(shown) - 10 + 1) % 90)
    assert "還可以試 2 次" in await owner.type(turns, wrong)
    assert "employee_count" not in await answers_of(database)
    assert "還可以試 1 次" in await owner.type(turns, wrong)
    assert "已經作廢" in await owner.type(turns, wrong)
    assert owner.at("employee_count")
    await owner.type(turns, shown)
    assert (await answers_of(database))["employee_count"] == int(shown), "an answer like any other again"
    assert "目前" not in await end.type(turns, "hi")


async def test_whatever_else_is_said_ends_the_waiting_and_is_answered(
    turns: TurnProcessor, owner: Ended, database: Database
) -> None:
    await offered(turns, owner)
    assert "沒有換裝置" in await owner.type(turns, "12 人")
    assert (await answers_of(database))["employee_count"] == 12
    await offered(turns, owner)
    assert "沒有換裝置" in await owner.type(turns, "取消")
    await offered(turns, owner)
    assert "沒有換裝置" in await owner.press(turns, "取消換裝置")


async def test_numbers_expire_and_a_late_digit_is_no_answer(
    turns: TurnProcessor, owner: Ended, end: Ended, clock: Clock, database: Database
) -> None:
    digits = await offered(turns, owner)
    shown = await claimed(turns, end, digits)
    clock.now += timedelta(minutes=11)
    assert "已過期" in await owner.type(turns, shown)
    assert "employee_count" not in await answers_of(database)
    assert "這組數字不能用" in await end.type(turns, f"接手 {digits}")


async def test_a_code_is_for_one_end_and_one_time(turns: TurnProcessor, owner: Ended, end: Ended) -> None:
    digits = await offered(turns, owner)
    assert "就是這個聊天" in await owner.type(turns, f"接手 {digits}")
    shown = await claimed(turns, end, digits)
    assert shown == await claimed(turns, end, digits), "the same end is shown the same"
    other = Ended("thief", "telegram")
    assert "這組數字不能用" in await other.type(turns, f"continue {digits}")
    await owner.type(turns, shown)
    assert "這組數字不能用" in await end.type(turns, f"接手 {digits}")


async def test_guessing_slows_down_the_guesser_alone(turns: TurnProcessor, owner: Ended, end: Ended) -> None:
    digits = await offered(turns, owner)
    thief = Ended("thief", "telegram")
    said = [await thief.type(turns, f"接手 {guess:09}") for guess in range(8)]
    assert ["請稍後再試" in each for each in said] == [False] * 5 + [True] * 3
    assert "請稍後再試" in await thief.type(turns, f"接手 {digits}")
    await claimed(turns, end, digits)


async def test_old_buttons_photos_and_what_is_delivered_again_change_nothing(
    turns: TurnProcessor, owner: Ended, end: Ended, database: Database
) -> None:
    await owner.type(turns, "修改 3")
    old = owner.tap("公司")
    await handed_over(turns, owner, end)
    for content in (old, Text("確認"), Sent(Media.STICKER), Upload(Media.PHOTO, "photo"), Opened()):
        before = await answers_of(database)
        await owner.send(turns, content)
        assert "拿回來" in told(owner.screen)
        assert await answers_of(database) == before
    await end.type(turns, "維持不變", "12")
    answered = end.last
    theirs = await answers_of(database)
    await owner.type(turns, "拿回來")
    assert answered
    await end.seen(await turns.receive(answered))
    assert await answers_of(database) == theirs
    await owner.send(turns, old)
    assert "換裝置之前的" in told(owner.screen)
    assert await answers_of(database) == theirs


async def test_what_is_final_is_the_owners_alone(
    turns: TurnProcessor, owner: Ended, end: Ended, database: Database
) -> None:
    await handed_over(turns, owner, end)
    await end.act([turns], ANSWERS, "submit")
    assert end.at("submit")
    for final in ("確認送出", "刪除我的資料", "我的申請", "開始另一份申請", "換到電腦"):
        assert "原來的聊天裡做" in await end.type(turns, final), final
        assert end.at("submit")
    assert "從 LINE 轉來" in await end.type(turns, "換裝置")
    assert "已還回去" in await end.press(turns, "還回 LINE")
    assert "目前在" not in await owner.type(turns, "開始")
    await owner.type(turns, "確認送出")
    assert owner.at("receipt")
    assert await Applications(database).get("113-0001")


async def test_a_draft_of_the_new_end_stays_and_comes_back(
    turns: TurnProcessor, owner: Ended, end: Ended, database: Database, journal: Journal
) -> None:
    await end.type(turns, "hi", "同意")
    await end.act([turns], {**ANSWERS, "ubn": "20000025"}, "employee_count")
    elsewhere = replica(database, journal)
    await end.send(elsewhere, Opened())
    await handed_over(turns, owner, end)
    assert "從 LINE 轉來" in await end.type(elsewhere, "開始"), "every process knows it"
    await owner.type(turns, "拿回來")
    assert "已回到原來的聊天" in await end.type(elsewhere, "12")
    await end.type(elsewhere, "開始")
    assert end.at("employee_count")
    assert "已記錄" not in told(end.screen)


async def test_of_two_ends_at_once_only_the_holder_changes_anything(
    database: Database, journal: Journal, turns: TurnProcessor, owner: Ended, end: Ended
) -> None:
    await handed_over(turns, owner, end)
    other = replica(database, Journal(database))
    taking, typing = owner.inbound(Text("拿回來")), end.inbound(Text("12"))
    await asyncio.gather(turns.receive(taking), other.receive(typing))
    events = [type(event).__name__ for event in await stored_events(database)]
    answers = await answers_of(database)
    if "employee_count" in answers:
        assert events.index("TakenBack") > max(i for i, name in enumerate(events) if name == "Answered")
    else:
        assert "NotHeld" in events


async def test_it_ends_by_itself_and_with_its_application(
    turns: TurnProcessor, owner: Ended, end: Ended, clock: Clock, database: Database
) -> None:
    await handed_over(turns, owner, end)
    clock.now += LET_IN_FOR + timedelta(minutes=1)
    await end.type(turns, "12")
    assert "employee_count" not in await answers_of(database)
    assert "目前在 Telegram 填寫" in await owner.type(turns, "12")
    await owner.type(turns, "拿回來", "刪除我的資料", "全部刪除")
    assert "handover" not in await rows(database)


async def test_erasing_while_it_is_elsewhere_leaves_nothing(
    turns: TurnProcessor, owner: Ended, end: Ended, database: Database, journal: Journal
) -> None:
    await handed_over(turns, owner, end)
    newest = await journal.newest()
    assert newest
    await Erasure(database).erase_session(newest.session, NOW)
    await end.type(turns, "12")
    assert set(await rows(database)) <= {"attempt", "erasure_proof"}
