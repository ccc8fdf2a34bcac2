"""Turns over a real database: what is stored when, twice, at once, by two processes, and after any of them dies."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.conversation.turn_processor import TurnProcessor
from flows.events.answering import Answered
from flows.events.conversation import TypedAhead
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Opened, Tap, Text
from storage.engine.database import Database
from storage.errors import StorageError
from tests.support.lobby import ANSWERS, Visitor, answers_of, come, only_the_count_of, rows, stored_events


async def test_nothing_is_stored_before_consent(database: Database, turns: TurnProcessor) -> None:
    visitor = Visitor()
    for content in (Opened(), Text("12345675"), Text("開始"), Text("王小明"), Text("不同意"), Text("開始")):
        await visitor.send(turns, content)
    assert await rows(database) == {}
    await visitor.send(turns, Text("同意"))
    assert await rows(database) == {"turn": 1, "identity": 1}
    kinds = [type(event).__name__ for event in await stored_events(database)]
    assert (kinds[0], kinds[-1]) == ("Started", "Consented")
    assert "12345675" not in repr(await stored_events(database))


async def test_a_redelivered_event_is_one_turn(database: Database, turns: TurnProcessor) -> None:
    visitor = Visitor()
    await come(visitor, turns, "contact_name")
    inbound = visitor.inbound(Text("王小明"))
    first, second = await turns.receive(inbound), await turns.receive(inbound)
    assert [question.question for question in await first.messages()] == ["contact_title"]
    assert [question.question for question in await second.messages()] == ["contact_title"]
    first.sent()
    assert await (await turns.receive(inbound)).messages() == ()
    answered = [event for event in await stored_events(database) if isinstance(event, Answered)]
    assert [event.value for event in answered if event.question == "contact_name"] == ["王小明"]
    assert "contact_title" not in await answers_of(database)


async def test_twenty_messages_at_once_stay_in_order(database: Database, turns: TurnProcessor) -> None:
    """The first answers the question on the screen; the rest were typed before the next one was seen."""
    visitor = Visitor()
    await come(visitor, turns, "contact_name")
    before = len(await stored_events(database))
    typed = [f"王{number}" for number in range(20)]
    turned = await asyncio.gather(*(turns.receive(visitor.inbound(Text(name))) for name in typed))
    first, *rest = (await stored_events(database))[before:]
    assert isinstance(first, Answered)
    assert first.value == typed[0]
    assert [event.typed for event in rest if isinstance(event, TypedAhead)] == typed[1:]
    for each in turned:
        assert (await each.messages())[-1].question == "contact_title"
    await visitor.send(turns, Text("經理"))
    assert (await answers_of(database))["contact_title"] == "經理"


async def test_a_reply_that_went_out_makes_up_for_the_one_lost_before(
    database: Database, turns: TurnProcessor
) -> None:
    """The platform was slow to fail: 「繼續」 came in before the loss was known, and was answered after it."""
    visitor = Visitor()
    await come(visitor, turns, "contact_name")
    lost = await turns.receive(visitor.inbound(Text("王小明")))
    await lost.messages()
    again = await turns.receive(visitor.inbound(Text("繼續")))
    lost.unseen()
    assert (await visitor.seen(again))[-1].question == "contact_title"
    await visitor.send(turns, Text("經理"))
    assert (await answers_of(database))["contact_title"] == "經理"


@pytest.mark.parametrize("redelivered", [True, False])
async def test_a_question_never_shown_stays_unanswered_however_many_replies_are_lost(
    database: Database, turns: TurnProcessor, *, redelivered: bool
) -> None:
    """After the lost reply the event comes again, or 「繼續」, and that reply is lost as well."""
    visitor = Visitor()
    await come(visitor, turns, "contact_name")
    answer = visitor.inbound(Text("王小明"))
    for inbound in (answer, answer if redelivered else visitor.inbound(Text("繼續"))):
        turned = await turns.receive(inbound)
        await turned.messages()
        turned.unseen()
    await visitor.send(turns, Text("王小明"))
    assert "contact_title" not in await answers_of(database)
    await visitor.send(turns, Text("經理"))
    assert (await answers_of(database))["contact_title"] == "經理"


async def test_twenty_ticks_at_once_are_all_kept_in_order(database: Database, turns: TurnProcessor) -> None:
    visitor = Visitor()
    await come(visitor, turns, "social_channels")
    wanted = ["line", "facebook", "youtube", "x", "instagram", "tiktok"]
    ticks = [Tap(encode(Verb.TOGGLE, "113.1", "social_channels", option)) for option in wanted]
    await asyncio.gather(*(turns.receive(visitor.inbound(tick)) for tick in ticks))
    await turns.receive(visitor.inbound(Tap(encode(Verb.DONE, "113.1", "social_channels"))))
    assert (await answers_of(database))["social_channels"] == wanted


async def test_a_company_applies_once_a_year(database: Database, turns: TurnProcessor) -> None:
    """Of two who fill in at once, the second is told so kindly, keeps its answers, and may correct the number."""
    first, second = Visitor("first"), Visitor("second")
    await come(second, turns, "submit")
    await come(first, turns, "receipt")
    refused = await second.send(turns, Tap(second.screen[-1].buttons[0].tap))
    assert "還沒有送出" in refused[0].notes[0].text
    assert "已經有一份申請" in refused[0].title
    assert (await rows(database))["application"] == 1
    await second.send(turns, Text("修改 1"))
    await second.send(turns, Text("31415922"))
    await second.act([turns], ANSWERS)
    assert second.at("receipt")
    assert (await rows(database))["application"] == 2


async def test_erasing_leaves_nothing_in_the_file(
    database: Database, turns: TurnProcessor, tmp_path: Path
) -> None:
    visitor = Visitor()
    await come(visitor, turns, "contact_title")
    name = str(ANSWERS["contact_name"]).encode()
    assert any(name in file.read_bytes() for file in tmp_path.iterdir())
    await visitor.send(turns, Text("刪除我的資料"))
    await visitor.send(turns, Text("全部刪除"))
    assert not any(name in file.read_bytes() for file in tmp_path.iterdir())
    await visitor.send(turns, Text("開始"))
    assert visitor.at("notice")
    await only_the_count_of(database, visitor)


async def test_what_cannot_be_stored_is_not_answered_and_comes_again(
    database: Database, turns: TurnProcessor
) -> None:
    """The database refuses for a while; the platform delivers the same event again, and it counts once."""
    visitor = Visitor()
    await come(visitor, turns, "contact_name")
    inbound = visitor.inbound(Text("王小明"))
    await execute(database, "ALTER TABLE turn RENAME TO elsewhere")
    for _ in range(2):
        with pytest.raises(StorageError):
            await turns.receive(inbound)
    await execute(database, "ALTER TABLE elsewhere RENAME TO turn")
    shown = await (await turns.receive(inbound)).messages()
    assert shown[-1].question == "contact_title"
    names = [
        event for event in await stored_events(database) if getattr(event, "question", "") == "contact_name"
    ]
    assert [getattr(event, "value", None) for event in names] == ["王小明"]


async def execute(database: Database, statement: str) -> None:
    """Something done to the database behind everybody's back."""
    async with database.write() as connection:
        await connection.execute(text(statement))


async def test_text_no_database_can_hold_does_not_stop_anybody(
    database: Database, turns: TurnProcessor
) -> None:
    """Half an emoji, which platforms do send: asked about or cleaned, never a message that fails for ever."""
    visitor = Visitor()
    await come(visitor, turns, "company_name")
    for broken in ("\ud83d", "大發\ud83d食品", "\x00", "大發\x00食品"):
        await visitor.send(turns, Text("修改 2"))
        await visitor.send(turns, Text(broken))
    await visitor.act([turns], ANSWERS)
    assert visitor.at("receipt")
    assert (await rows(database))["application"] == 1
