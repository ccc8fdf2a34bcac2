"""Several applications of one person: listed, switched between, begun one after the other; old buttons stay apart."""

import pytest

from bot.conversation.turn_processor import TurnProcessor
from bot.presenter.applications import listed
from bot.presenter.context import CaseFacts, Context, MyApplication
from flows.interface.inbound import Tap, Text
from flows.interface.messages import Message
from flows.session.state import Session
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.records import Identity
from tests.bot.conversation.test_programmes import LATER, Clock, next_year, this_year
from tests.support.lobby import ANSWERS, Visitor, replica
from tests.support.programmes import NOW, catalogue, definition

OTHER = {**ANSWERS, "ubn": "20000025", "company_name": "第二家有限公司"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turns(database: Database, journal: Journal, clock: Clock) -> TurnProcessor:
    return replica(database, journal, catalogue(this_year(), next_year()), lambda: clock.now)


def told(screen: tuple[Message, ...]) -> str:
    parts: list[str] = []
    for message in screen:
        parts += [note.text for note in message.notes]
        parts += [
            message.title,
            message.body,
            *(f"{line.number} {line.label}：{line.value}" for line in message.lines),
        ]
        parts += [button.label for button in message.buttons]
    return "\n".join(parts)


def button(screen: tuple[Message, ...], label: str) -> Tap:
    return next(Tap(each.tap) for message in screen for each in message.buttons if label in each.label)


async def applied(turns: TurnProcessor, visitor: Visitor) -> None:
    for text in ("hi", "同意"):
        await visitor.send(turns, Text(text))
    await visitor.act([turns], ANSWERS, until="submit")
    await visitor.send(turns, Text("確認送出"))
    assert visitor.at("receipt")


async def begin_another(turns: TurnProcessor, visitor: Visitor) -> None:
    await visitor.send(turns, Text("我的申請"))
    await visitor.send(turns, button(visitor.screen, "開始另一份申請"))
    assert visitor.at("welcome")
    assert "原來的都保留著" in told(visitor.screen)
    for text in ("開始", "同意"):
        await visitor.send(turns, Text(text))


async def test_who_applied_in_one_year_applies_in_the_next_and_sees_both(
    database: Database, turns: TurnProcessor, clock: Clock
) -> None:
    visitor = Visitor(clock=lambda: clock.now)
    await applied(turns, visitor)
    clock.now = LATER
    await begin_another(turns, visitor)
    await visitor.act([turns], ANSWERS, until="submit")
    assert "目前這一份：114 年" in told(visitor.screen)
    await visitor.send(turns, Text("確認送出"))
    assert visitor.at("receipt")
    first, second = [await Applications(database).get(case) for case in ("113-0001", "114-0001")]
    assert first
    assert second
    assert (first.record["consent"]["version"], second.record["consent"]["version"]) == (
        this_year().notice_version,
        "114-1",
    )
    await visitor.send(turns, Text("我的申請"))
    shown = told(visitor.screen)
    assert "113-0001" in shown
    assert "114-0001（目前這一份）" in shown


async def test_a_draft_for_another_company_is_kept_while_one_goes_back_and_forth(
    database: Database, turns: TurnProcessor, clock: Clock
) -> None:
    visitor = Visitor(clock=lambda: clock.now)
    await applied(turns, visitor)
    await begin_another(turns, visitor)
    await visitor.act([turns], OTHER, until="responsible_person")
    question = visitor.screen[-1].question
    await visitor.send(turns, Text("我的申請"))
    assert "第二家有限公司" in told(visitor.screen)
    assert "填寫中，尚未送出" in told(visitor.screen)
    await visitor.send(turns, Text("切換 1"))
    assert "已切換" in told(visitor.screen)
    assert "113-0001" in told(visitor.screen)
    await visitor.send(turns, Text("進度"))
    assert "113-0001" in told(visitor.screen)
    await visitor.send(turns, Text("我的申請"))
    await visitor.send(turns, button(visitor.screen, "第 2 份"))
    assert visitor.screen[-1].question == question
    assert "目前這一份：113 年 第二家有限公司" in told(visitor.screen)
    await visitor.act([turns], OTHER, until="submit")
    await visitor.send(turns, Text("確認送出"))
    assert (await Applications(database).get("113-0002")) is not None


async def test_before_agreeing_one_can_go_back_and_nothing_was_begun(
    database: Database, journal: Journal, turns: TurnProcessor, clock: Clock
) -> None:
    visitor = Visitor(clock=lambda: clock.now)
    await applied(turns, visitor)
    await visitor.send(turns, Text("開始另一份申請"))
    assert visitor.at("welcome")
    other = replica(database, journal, catalogue(this_year(), next_year()), lambda: clock.now)
    await visitor.send(other, Text("hi"))
    assert visitor.at("notice"), "another process knows what was begun"
    await visitor.send(turns, Text("我的申請"))
    await visitor.send(turns, button(visitor.screen, "切換到"))
    assert "113-0001" in told(visitor.screen)
    again = replica(database, journal, catalogue(this_year(), next_year()), lambda: clock.now)
    await visitor.send(again, Text("我的申請"))
    assert told(visitor.screen).count("113-0001") == 1


async def test_an_old_button_of_another_application_answers_nothing_and_is_told_as_such(
    turns: TurnProcessor, clock: Clock
) -> None:
    visitor = Visitor(clock=lambda: clock.now)
    for text in ("hi", "同意"):
        await visitor.send(turns, Text(text))
    await visitor.act([turns], ANSWERS, until="registration_type")
    old = Tap(visitor.screen[-1].choices[0].tap)
    await begin_another(turns, visitor)
    await visitor.act([turns], OTHER, until="registration_type")
    await visitor.send(turns, old)
    assert visitor.at("registration_type")
    assert "屬於您的另一份申請" in told(visitor.screen)


async def test_a_switch_delivered_twice_is_one_and_unknown_numbers_are_told(
    turns: TurnProcessor, clock: Clock
) -> None:
    visitor = Visitor(clock=lambda: clock.now)
    await applied(turns, visitor)
    await begin_another(turns, visitor)
    await visitor.send(turns, Text("切換 7"))
    assert "沒有這個編號的申請" in told(visitor.screen)
    await visitor.send(turns, Text("切換 1"))
    assert visitor.last
    before = visitor.screen
    await visitor.seen(await turns.receive(visitor.last))
    assert visitor.screen in ((), before) or "113-0001" in told(visitor.screen)


async def test_erasing_a_draft_says_what_goes_and_does_not_deny_what_was_submitted(
    journal: Journal, turns: TurnProcessor, clock: Clock
) -> None:
    visitor = Visitor(clock=lambda: clock.now)
    await applied(turns, visitor)
    await begin_another(turns, visitor)
    await visitor.act([turns], OTHER, until="responsible_person")
    await visitor.send(turns, Text("刪除我的資料"))
    assert "已經送出的申請不受影響" in told(visitor.screen)
    await visitor.send(turns, Text("全部刪除"))
    assert "填寫中的申請已刪除" in told(visitor.screen)
    assert "都沒有保留" not in told(visitor.screen)
    assert len(await journal.sessions(Identity("line", "bot", "mei"))) == 1
    await visitor.send(turns, Text("我的申請"))
    assert "113-0001" in told(visitor.screen)
    assert "第二家有限公司" not in told(visitor.screen)


def test_the_list_says_of_each_what_it_is() -> None:
    mine = (
        MyApplication(1, 113, "甲公司", "113-0001", current=False, superseded=True),
        MyApplication(2, 113, "乙公司", "113-0002", current=False, joined=True),
        MyApplication(3, 113, "", "", current=True),
    )
    context = Context(definition(), Session("113.1", "zh-TW"), NOW, CaseFacts(applications=mine))
    shown = [line.value for line in listed(context).lines]
    assert shown == [
        "113-0001，已被同公司的另一份取代",
        "113-0002，加入同事的申請",
        "填寫中，尚未送出（目前這一份）",
    ]
