"""What is typed before a prompt could be seen is no answer to it: by the message's time, after restarts, anywhere."""

from datetime import timedelta

import pytest

from bot.conversation.platforms import Platforms
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Tap, Text
from tests.support.lobby import Visitor, answers_of, come, rows
from tests.support.programmes import NOW
from tests.support.town import Town, arrives, typed


async def test_what_was_written_while_we_were_away_answers_only_what_was_asked(town: Town) -> None:
    """The first answers the question on the screen; the rest came before anything else was shown."""
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    await town.settle()
    town.now += timedelta(minutes=5)
    back = town.process()
    for second, text in enumerate(("林小華", "在嗎？", "怎麼沒反應")):
        await typed(back, visitor, text, NOW + timedelta(seconds=10 + second))
    answers = await answers_of(town.database)
    assert answers["contact_name"] == "林小華"
    assert "contact_title" not in answers
    assert any(
        "怎麼沒反應" in note.text and "還沒有當作答案" in note.text for note in visitor.screen[0].notes
    )
    await typed(back, visitor, "經理", town.now)
    assert (await answers_of(town.database))["contact_title"] == "經理"


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_text_of_the_second_in_which_the_prompt_was_shown_is_an_answer(
    town: Town, *, restarted: bool
) -> None:
    """Telegram tells whole seconds: of two things in the same one nobody can say which came first."""
    visitor, turns = Visitor(), town.process()
    town.now = NOW + timedelta(seconds=0.9)
    await come(visitor, turns, "contact_name")
    if restarted:
        await town.settle()
        turns = town.process()
    await typed(turns, visitor, "林小華", NOW)
    assert (await answers_of(town.database))["contact_name"] == "林小華"


@pytest.mark.parametrize("ago", [1, 2, 30, 86400])
@pytest.mark.parametrize("restarted", [False, True])
async def test_a_text_older_than_the_prompt_is_none(town: Town, ago: int, *, restarted: bool) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    if restarted:
        await town.settle()
        turns = town.process()
    await typed(turns, visitor, "喂？", NOW - timedelta(seconds=ago))
    assert "contact_name" not in await answers_of(town.database)
    assert visitor.at("contact_name")


async def test_a_redelivered_message_makes_nobody_forget_what_was_shown_since(town: Town) -> None:
    """The journal is read again while what was shown last is on its way there."""
    visitor, other = Visitor(), town.process()
    await come(visitor, other, "contact_name")
    await town.settle()
    earlier, turns = visitor.last, town.process()
    assert earlier
    await typed(turns, visitor, "林小華", town.now)
    town.database.unwritten_marks.clear()
    again = await turns.receive(earlier)
    await again.messages()
    again.unseen()
    await typed(turns, visitor, "經理", town.now)
    assert (await answers_of(town.database))["contact_title"] == "經理"


async def test_killed_before_the_reply_nobody_has_seen_its_question(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    await town.settle()
    turned = await arrives(town.process(), visitor, "林小華", NOW)
    await turned.messages()
    town.killed()
    town.now += timedelta(seconds=20)
    back = town.process()
    await typed(back, visitor, "有人嗎", town.now)
    assert "contact_title" not in await answers_of(town.database)
    assert visitor.at("contact_title")
    assert any("林小華" in note.text for note in visitor.screen[0].notes), "what was kept is told now"
    await typed(back, visitor, "經理", town.now)
    assert (await answers_of(town.database))["contact_title"] == "經理"


async def test_killed_after_the_reply_but_before_that_was_written_the_question_is_asked_again(
    town: Town,
) -> None:
    """Nobody can know any more that it was seen."""
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    town.killed()
    back = town.process()
    await typed(back, visitor, "林小華", town.now)
    assert visitor.at("contact_name")
    await typed(back, visitor, "林小華", town.now)
    assert (await answers_of(town.database))["contact_name"] == "林小華"


async def test_another_replica_knows_what_was_shown(town: Town) -> None:
    visitor, one = Visitor(), town.process()
    await come(visitor, one, "contact_name")
    other = town.process()
    await typed(other, visitor, "林小華", town.now)
    await typed(one, visitor, "在嗎", town.now - timedelta(seconds=3))
    assert "contact_title" not in await answers_of(town.database)
    await typed(other, visitor, "經理", town.now)
    assert (await answers_of(town.database))["contact_title"] == "經理"


@pytest.mark.parametrize("ahead", [-3600, -30, 30, 3600])
async def test_a_clock_of_ours_that_is_wrong_refuses_nobody(town: Town, ahead: int) -> None:
    """The platform's own clock is known from its answers, and it is the one that times the messages."""
    visitor, turns = Visitor(), town.process()
    turns.platforms = Platforms(offsets={"line": lambda: timedelta(seconds=ahead)})
    town.now = NOW + timedelta(seconds=ahead)
    await come(visitor, turns, "contact_name")
    town.now += timedelta(seconds=10)
    await typed(turns, visitor, "林小華", NOW + timedelta(seconds=5))
    assert (await answers_of(town.database))["contact_name"] == "林小華"
    await typed(turns, visitor, "在嗎", NOW + timedelta(seconds=6))
    assert "contact_title" not in await answers_of(town.database)


async def test_the_same_question_shown_again_was_seen_before(town: Town) -> None:
    """An answer sent while the reply to a sticker was on its way answers the question both ask."""
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    town.now += timedelta(seconds=10)
    await visitor.send(turns, Text("說明"))
    await typed(turns, visitor, "林小華", NOW + timedelta(seconds=5))
    assert (await answers_of(town.database))["contact_name"] == "林小華"


async def test_a_yes_to_a_notice_nobody_has_seen_is_no_consent(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await visitor.send(turns, Text("hi"))
    visitor = Visitor("lin")
    await visitor.send(turns, Text("了解計畫"))
    lost = await turns.receive(visitor.inbound(Text("開始")))
    await lost.messages()
    lost.unseen()
    await visitor.send(turns, Text("好"))
    assert {"turn", "identity"}.isdisjoint(await rows(town.database))
    assert visitor.at("notice")
    await visitor.send(turns, Text("好"))
    assert (await rows(town.database))["turn"] == 1


@pytest.mark.parametrize("place", ["review", "submit"])
async def test_a_yes_sent_before_the_page_was_shown_checks_nothing(town: Town, place: str) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, place)
    seen = [button.tap for button in visitor.screen[-1].buttons]
    await typed(turns, visitor, "確認", NOW - timedelta(seconds=5))
    assert visitor.at(place)
    assert [button.tap for button in visitor.screen[-1].buttons] == seen
    assert any("之前送出" in note.text for note in visitor.screen[0].notes)


async def test_a_question_is_not_skipped_before_it_is_seen(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "website")
    await typed(turns, visitor, "略過", NOW - timedelta(seconds=5))
    assert visitor.at("website")


async def test_a_lost_receipt_comes_whole_with_the_next_contact(town: Town) -> None:
    """Its case number and its document, whatever the person writes next."""
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "submit")
    lost = await turns.receive(visitor.inbound(Tap(visitor.screen[-1].buttons[0].tap)))
    await lost.messages()
    lost.unseen()
    await visitor.send(turns, Text("謝謝"))
    assert visitor.at("receipt")
    await visitor.send(turns, Text("謝謝"))
    assert not visitor.at("receipt")


async def test_a_tick_whose_reply_was_lost_is_not_undone_by_tapping_again(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "social_channels")
    tick = Tap(encode(Verb.TOGGLE, "113.1", "social_channels", "line"))
    lost = await turns.receive(visitor.inbound(tick))
    await lost.messages()
    lost.unseen()
    await town.settle()
    back = town.process()
    await visitor.send(back, tick)
    await visitor.send(back, Tap(encode(Verb.DONE, "113.1", "social_channels")))
    assert (await answers_of(town.database))["social_channels"] == ["line"]


async def test_nothing_is_marked_for_who_was_erased(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    turned = await arrives(turns, visitor, "林小華", NOW)
    await turned.messages()
    await visitor.send(turns, Text("刪除我的資料"))
    await visitor.send(turns, Text("全部刪除"))
    turned.sent()
    await town.settle()
    assert {"turn", "identity"}.isdisjoint(await rows(town.database))
