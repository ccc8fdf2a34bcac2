"""Replacing an application as people meet it: it takes effect when the earlier contact agrees, or staff allow it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cases.replacement import WITHDRAWN, Decision, settlement
from bot.conversation.submission import ENDED
from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Media, Tap, Text, Upload
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.replacements.requests import Replacements
from tests.bot.conversation.test_places import UBNS, come, told
from tests.support.colleagues import CASE, agreed, application, asked, filled_in, press, second_of
from tests.support.lobby import CODE, Visitor, replica
from tests.support.programmes import NOW, programme

NEW = "113-0002"


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    """Its journal."""
    journal = Journal(database)
    yield journal
    await journal.close()


@pytest.fixture
def turns(database: Database, journal: Journal) -> TurnProcessor:
    """One process."""
    return replica(database, journal)


@pytest.fixture
async def first(turns: TurnProcessor) -> Visitor:
    """Who applied first."""
    return await come(turns, "first", UBNS[0], "receipt")


def buttons(visitor: Visitor) -> list[str]:
    """What can be tapped."""
    return [button.label for button in visitor.screen[-1].buttons]


async def test_the_earlier_one_stays_in_force_and_both_are_told_the_truth(
    database: Database, turns: TurnProcessor, first: Visitor
) -> None:
    second = await second_of(turns)
    await filled_in(turns, second)
    assert "取代 案件 113-0001（先前的聯絡人或執行單位同意後才生效）" in told(second)
    await second.send(turns, Text("確認送出"))
    assert "這一份還沒有生效" in told(second)
    await second.send(turns, Text("進度"))
    assert "取代先前的案件 113-0001 等候先前的聯絡人或執行單位同意，這一份還沒有生效" in told(second)
    await first.send(turns, Text("進度"))
    assert "案件 113-0001 的進度" in told(first)
    assert "有人想取代這份申請 等候您或執行單位決定；您的申請仍然有效" in told(first)
    assert "有人想取代您的申請（案件 113-0001）" in told(first)
    assert buttons(first) == ["不同意", "同意取代", "真人協助"]
    assert NEW not in told(first), "nothing that would let the first one meddle with the second"
    assert (await application(database, CASE)).superseded_by is None


@pytest.mark.parametrize("how", ["同意取代", "同意", "agree"])
async def test_agreed_to_it_takes_effect(
    database: Database, turns: TurnProcessor, first: Visitor, how: str
) -> None:
    second = await asked(turns)
    await first.send(turns, Text("進度"))
    await first.send(turns, Text(how))
    assert "已收到您的同意" in told(first)
    assert "案件 113-0001 已被取代" in told(first)
    assert (await application(database, CASE)).superseded_by == NEW
    await second.send(turns, Text("進度"))
    assert "取代先前的案件 113-0001 ✔ 已同意，以這一份為準" in told(second)
    assert "還沒有生效" not in told(second)


@pytest.mark.parametrize("how", ["不同意", "我不同意", "disagree"])
async def test_refused_the_earlier_one_stays(
    database: Database, turns: TurnProcessor, first: Visitor, how: str
) -> None:
    second = await asked(turns)
    await first.send(turns, Text("進度"))
    await first.send(turns, Text(how))
    assert "您的申請仍然有效" in told(first)
    assert "同意取代" not in buttons(first)
    assert (await application(database, CASE)).superseded_by is None
    await second.send(turns, Text("進度"))
    assert "取代先前的案件 113-0001 沒有獲得同意，這一份沒有生效" in told(second)
    await second.send(turns, Text("你好"))
    assert "這份申請沒有生效" in told(second)
    await second.send(turns, Upload(Media.PHOTO, "photo-1"))
    assert "不需要回傳簽好的申請書" in told(second)


@pytest.mark.parametrize(
    "meant_otherwise", ["好", "ok", "是", "可以", "送出", "確認", "不", "取消", "嗯嗯", "3"]
)
async def test_no_application_is_given_up_by_a_word_meant_for_something_else(
    database: Database, turns: TurnProcessor, first: Visitor, meant_otherwise: str
) -> None:
    await asked(turns)
    await first.send(turns, Text(meant_otherwise))
    assert "請按「同意取代」或「不同意」" in told(first)
    assert (await application(database, CASE)).asked_by == NEW


async def test_what_was_sent_before_it_was_shown_does_not_answer(
    database: Database, turns: TurnProcessor, first: Visitor
) -> None:
    await asked(turns)
    turned = [await turns.receive(first.inbound(Text(said))) for said in ("進度", "同意")]
    for each in turned:
        await first.seen(each)
    assert (await application(database, CASE)).asked_by == NEW


async def test_a_button_answers_its_own_request_only(
    database: Database, turns: TurnProcessor, first: Visitor
) -> None:
    await asked(turns)
    await first.send(turns, Text("進度"))
    old = {button.label: button.tap for button in first.screen[-1].buttons}
    await first.send(turns, Tap(old["不同意"]))
    await first.send(turns, Tap(old["同意取代"]))
    assert "這個請求已經有結果了" in told(first)
    await asked(turns, "third")
    await first.send(turns, Tap(old["同意取代"]))
    assert "這個請求已經有結果了" in told(first)
    assert (await application(database, CASE)).superseded_by is None
    await agreed(turns, first)
    assert (await application(database, CASE)).superseded_by == "113-0003"


async def test_two_who_ask_at_once_are_one_that_waits(
    database: Database, journal: Journal, turns: TurnProcessor, first: Visitor
) -> None:
    people = [await second_of(turns, user) for user in ("second", "third")]
    for one in people:
        await filled_in(turns, one)
    replicas = [turns, replica(database, journal)]
    await asyncio.gather(*(one.send(replicas[n], Text("確認送出")) for n, one in enumerate(people)))
    won = [one for one in people if one.at("receipt")]
    lost = next(one for one in people if one not in won)
    assert len(won) == 1
    assert "另一份重新提出的申請正在等候同意" in told(lost)
    assert lost.at("submit"), "everything they had answered is still there"
    await agreed(turns, first)
    await lost.send(turns, Text("確認送出"))
    assert "這家企業本年度已經有一份申請" in told(lost)
    await lost.send(turns, Text(f"{NEW}-{CODE}"))
    await press(lost, turns, "加入這份申請")
    assert "您已加入貴公司的申請" in told(lost)


async def test_settled_elsewhere_the_chat_asks_no_more(
    database: Database, turns: TurnProcessor, first: Visitor
) -> None:
    """By the link, or by staff, while another process has the session in memory."""
    second = await asked(turns)
    await first.send(turns, Text("進度"))
    decision = Decision(CASE, 1, False, "link", ("link", "x"))
    await Replacements(database).settle(settlement(decision, NOW), NOW)
    await first.send(turns, Text("同意"))
    assert (await application(database, CASE)).superseded_by is None
    assert "同意取代" not in buttons(first)
    overruled = Decision(CASE, 1, True, "staff", ("staff", "x"))
    await Replacements(database).settle(settlement(overruled, NOW), NOW)
    await first.send(turns, Text("進度"))
    assert "案件 113-0001 已被取代" in told(first)
    await second.send(turns, Text("進度"))
    assert "✔ 已同意" in told(second)
    await second.send(turns, Text("你好"))
    assert "還沒有生效" not in told(second)


async def test_what_waits_is_erased_and_nobody_is_asked(
    database: Database, turns: TurnProcessor, first: Visitor
) -> None:
    await asked(turns)
    await Erasure(database, ENDED, WITHDRAWN).erase_case(NEW, NOW)
    await first.send(turns, Text("進度"))
    assert "有人想取代" not in told(first)


async def test_a_place_is_never_taken_twice(database: Database, journal: Journal) -> None:
    turns = replica(database, journal, replace(programme(), places=1))
    first = await come(turns, "first", UBNS[0], "receipt")
    await asked(turns)
    third = await come(turns, "third", UBNS[1], "submit")
    assert "目前名額已滿" in told(third)
    await agreed(turns, first)
    await third.send(turns, Text("進度"))
    assert "目前名額已滿" in told(third)


async def test_the_prompt_does_not_stand_in_the_way_of_the_signed_copy_or_of_help(
    turns: TurnProcessor, first: Visitor
) -> None:
    await asked(turns)
    await first.send(turns, Text("真人協助"))
    assert "承辦窗口" in told(first)
    await first.send(turns, Text("english"))
    assert "Somebody asks to replace your application" in told(first)
    await first.send(turns, Text("修改 3"))
    assert "can no longer be changed" in told(first)
