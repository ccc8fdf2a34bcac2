"""The same person on a phone and a computer at once: one answer counts, the other is offered as a change."""

import asyncio

import pytest

from flows.events.answering import Answered
from flows.events.conversation import OldTap
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Opened, Tap, Text
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.lobby import Visitor, replica, stored_events
from tests.support.personas import answers


@pytest.mark.parametrize("processes", [1, 2])
async def test_two_options_tapped_in_the_same_moment(database: Database, processes: int) -> None:
    journal = Journal(database)
    where = [replica(database, journal) for _ in range(processes)]
    person = Visitor()
    for text in ("hi", "同意"):
        await person.send(where[0], Text(text))
    await person.act(where, dict(answers("exporter")), "registration_type")
    taps = [
        person.inbound(Tap(encode(Verb.ANSWER, "113.1", "registration_type", option)))
        for option in ("company", "sole_prop")
    ]
    turned = await asyncio.gather(*(where[n % processes].receive(tap) for n, tap in enumerate(taps)))
    told = [event for event in await stored_events(database) if isinstance(event, Answered | OldTap)]
    first, second = told[-2:]
    assert isinstance(first, Answered)
    assert first.value in ("company", "sole_prop")
    assert second == OldTap("registration_type")
    replies = [await each.messages() for each in turned]
    assert any("要修改第 3 題嗎" in note.text for reply in replies for note in reply[0].notes)
    assert {reply[-1].question for reply in replies} == {"paid_in_capital"}
    await journal.close()


async def test_a_second_device_shows_what_the_first_has_answered(database: Database) -> None:
    """Opening the chat anywhere shows the progress and the question that is open now."""
    journal = Journal(database)
    phone, computer = replica(database, journal), replica(database, journal)
    person = Visitor()
    for text in ("hi", "同意"):
        await person.send(phone, Text(text))
    await person.act([phone], dict(answers("exporter")), "contact_name")
    await person.send(computer, Opened())
    assert person.at("contact_name")
    await person.send(computer, Text("林小華"))
    await person.send(phone, Opened())
    assert person.at("contact_title")
    await journal.close()
