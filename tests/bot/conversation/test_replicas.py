"""Two processes, or one that has just started after another died: nobody writing to them notices."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Tap, Text
from flows.interface.messages import Message
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.lobby import ANSWERS, START, Visitor, answers_of, come, only_the_count_of, replica, rows
from tests.support.player import moves


@pytest.fixture
async def other(database: Database) -> AsyncIterator[TurnProcessor]:
    """A second process on the same database."""
    journal = Journal(database)
    yield replica(database, journal)
    await journal.close()


async def test_two_processes_in_turn_lose_no_answer(
    database: Database, turns: TurnProcessor, other: TurnProcessor
) -> None:
    """Each has the session cached as it was two messages ago; nobody notices."""
    both = [turns, other]
    visitor = Visitor()
    for content in START:
        await visitor.send(turns, content)
    await visitor.act(both, ANSWERS)
    assert visitor.at("receipt")
    given = await answers_of(database)
    assert (await rows(database))["application"] == 1
    assert set(given) == {question for question in ANSWERS if ANSWERS[question] != "略過"}


async def test_two_processes_at_once_keep_both_answers(
    database: Database, turns: TurnProcessor, other: TurnProcessor
) -> None:
    visitor = Visitor()
    await come(visitor, turns, "social_channels")
    for option, another in (("line", "facebook"), ("youtube", "x"), ("instagram", "tiktok")):
        ticks = [
            visitor.inbound(Tap(encode(Verb.TOGGLE, "113.1", "social_channels", name)))
            for name in (option, another)
        ]
        await asyncio.gather(turns.receive(ticks[0]), other.receive(ticks[1]))
    await other.receive(visitor.inbound(Tap(encode(Verb.DONE, "113.1", "social_channels"))))
    ticked = (await answers_of(database))["social_channels"]
    assert sorted(ticked) == sorted(["line", "facebook", "youtube", "x", "instagram", "tiktok"])


async def test_consent_given_elsewhere_is_noticed(
    database: Database, turns: TurnProcessor, other: TurnProcessor
) -> None:
    """A process that only knows the person from before their consent asks the question, not for consent."""
    visitor = Visitor()
    await visitor.send(other, Text("hi"))
    await come(visitor, turns, "company_name")
    assert (await visitor.send(other, Text("大發食品有限公司")))[-1].question == "registration_type"


async def test_a_process_may_die_after_any_message(database: Database, impatient: None) -> None:
    """Every message goes to a process that has just started, and so does its redelivery after the crash."""
    visitor = Visitor()
    journal = Journal(database)
    for content in START:
        await visitor.send(replica(database, journal), content)
        await visitor.send(replica(database, journal), Tap(encode(Verb.CONSENT, "113.1", "113-3")))
    steps = 0
    while contents := moves(visitor.screen, ANSWERS):
        for content in contents:
            shown = await visitor.send(replica(database, journal), content)
            assert visitor.last
            again = await (await replica(database, journal).receive(visitor.last)).messages()
            assert screens(again)[-1] == screens(shown)[-1]
            steps += 1
    assert visitor.at("receipt")
    assert steps > 40
    assert (await rows(database))["application"] == 1
    await journal.close()


async def test_confirming_twice_makes_one_application(
    database: Database, turns: TurnProcessor, other: TurnProcessor
) -> None:
    """At once, in one process and in another, with different events as a double tap has."""
    visitor = Visitor()
    await come(visitor, turns, "submit")
    taps = [visitor.inbound(Tap(visitor.screen[-1].buttons[0].tap)) for _ in range(4)]
    where = [turns, other, turns, other]
    turned = await asyncio.gather(*(each.receive(tap) for each, tap in zip(where, taps, strict=True)))
    counted = await rows(database)
    assert (counted["application"], counted["job"]) == (1, 4)
    for each in turned:
        said = await each.messages()
        assert "113-0001" in said[-1].title


async def test_erased_by_one_process_is_gone_for_the_other(
    database: Database, turns: TurnProcessor, other: TurnProcessor
) -> None:
    visitor = Visitor()
    await come(visitor, turns, "contact_title")
    await visitor.send(other, Text("進度"))
    await visitor.send(turns, Text("刪除我的資料"))
    await visitor.send(turns, Text("全部刪除"))
    await visitor.send(other, Text("經理"))
    assert visitor.at("welcome")
    await only_the_count_of(database, visitor)


def screens(messages: tuple[Message, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What one can do on these screens, whatever was said about the past."""
    return [
        (each.look.value, each.question, tuple(button.tap for button in each.buttons)) for each in messages
    ]
