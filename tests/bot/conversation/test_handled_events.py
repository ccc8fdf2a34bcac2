"""Events from before consent come again like any others: known, answered at most once, kept nowhere."""

from datetime import timedelta

import pytest

from bot.conversation.handled_events import MOST, HandledEvents
from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Text
from storage.engine.database import Database
from tests.support.lobby import Visitor, answers_of, rows, stored_events
from tests.support.programmes import NOW


async def test_a_first_word_redelivered_after_consent_says_nothing_and_changes_nothing(
    database: Database, turns: TurnProcessor
) -> None:
    visitor = Visitor()
    start = visitor.inbound(Text("開始"))
    await visitor.seen(await turns.receive(start))
    await visitor.send(turns, Text("同意"))
    before = await stored_events(database)
    assert await (await turns.receive(start)).messages() == ()
    assert await stored_events(database) == before
    await visitor.send(turns, Text("12345675"))
    assert (await answers_of(database))["ubn"] == "12345675"


async def test_a_first_word_whose_reply_was_lost_is_answered_when_it_comes_again(
    turns: TurnProcessor,
) -> None:
    visitor = Visitor()
    start = visitor.inbound(Text("開始"))
    lost = await turns.receive(start)
    await lost.messages()
    lost.unseen()
    await visitor.seen(await turns.receive(start))
    assert visitor.at("notice")


async def test_the_wish_to_erase_redelivered_begins_nothing_anew(
    database: Database, turns: TurnProcessor
) -> None:
    visitor = Visitor()
    for text in ("開始", "同意", "刪除我的資料"):
        await visitor.send(turns, Text(text))
    erase = visitor.inbound(Text("全部刪除"))
    await visitor.seen(await turns.receive(erase))
    assert await (await turns.receive(erase)).messages() == ()
    assert await rows(database) == {"erasure_proof": 2}, "which hold no content"


@pytest.mark.parametrize("hours", [1, 23])
def test_an_event_is_remembered_for_a_day_and_by_its_hash_alone(hours: int) -> None:
    now = NOW
    handled = HandledEvents(lambda: now)
    inbound = Visitor().inbound(Text("王大明"))
    handled.remember(inbound)
    now += timedelta(hours=hours)
    assert handled.knows(inbound)
    assert not handled.knows(Visitor("lin").inbound(Text("王大明")))
    assert "mei" not in repr(vars(handled))
    now += timedelta(days=1)
    assert not handled.knows(inbound)


def test_no_crowd_fills_the_memory() -> None:
    handled, visitor = HandledEvents(lambda: NOW), Visitor()
    first = visitor.inbound(Text("hi"))
    handled.remember(first)
    for _ in range(MOST):
        handled.remember(visitor.inbound(Text("hi")))
    assert not handled.knows(first)
    assert len(handled._seen) == MOST
