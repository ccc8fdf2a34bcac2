"""A message taken back on LINE: gone from the database's very files, for every process, and asked again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.turn_processor import TurnProcessor
from flows.events.corrections import Withdrawn
from flows.interface.inbound import Edited, Inbound, Opened, Sender, Text, Unsent
from flows.session.evolve import fold
from flows.session.state import Session
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.lobby import Visitor, replica, stored_events
from tests.support.personas import answers
from tests.support.programmes import NOW

ANSWERS: dict[str, Any] = {**answers("exporter"), "contact_name": "司馬光復", "contact_title": "秘密專案經理"}


@pytest.fixture
async def turns(database: Database) -> AsyncIterator[TurnProcessor]:
    """The process that is written to."""
    journal = Journal(database)
    yield replica(database, journal)
    await journal.close()


@pytest.fixture
async def mei(turns: TurnProcessor) -> "Mei":
    """Somebody who has come to the e-mail address."""
    mei = Mei()
    for text in ("hi", "同意"):
        await mei.send(turns, Text(text))
    await mei.act([turns], ANSWERS, "contact_email")
    assert mei.at("contact_email")
    return mei


class Mei(Visitor):
    """A visitor who remembers which message said what."""

    said: dict[str, str]

    def inbound(self, content: Any) -> Inbound:
        """The next message."""
        inbound = super().inbound(content)
        if isinstance(content, Text):
            self.said = {**getattr(self, "said", {}), content.text: inbound.message}
        return inbound


def on_disk(tmp_path: Path) -> bytes:
    """Everything in the database's files."""
    return b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))


async def session_of(database: Database) -> Session:
    """The only session, as the journal has it."""
    return fold(Session("113.1", "zh-TW"), await stored_events(database))


async def test_the_text_is_in_no_file_and_asked_again(
    tmp_path: Path, database: Database, turns: TurnProcessor, mei: Mei
) -> None:
    assert "司馬光復".encode() in on_disk(tmp_path)
    screen = await mei.send(turns, Unsent(mei.said["司馬光復"]))
    assert mei.at("contact_name")
    assert "司馬光復" not in repr(screen)
    assert "司馬光復".encode() not in on_disk(tmp_path)
    assert "秘密專案經理".encode() in on_disk(tmp_path), "what was not taken back stays"
    assert "contact_name" not in (await session_of(database)).answers


async def test_another_process_goes_on_from_the_same_session(
    database: Database, turns: TurnProcessor, mei: Mei
) -> None:
    await mei.send(turns, Unsent(mei.said["司馬光復"]))
    journal = Journal(database)
    await mei.send(replica(database, journal), Text("林小華"))
    await journal.close()
    assert mei.at("contact_email")
    assert (await session_of(database)).answers["contact_name"].value == "林小華"


async def test_delivered_twice_it_is_one_turn(database: Database, turns: TurnProcessor, mei: Mei) -> None:
    inbound = mei.inbound(Unsent(mei.said["司馬光復"]))
    for _ in range(2):
        await mei.seen(await turns.receive(inbound))
    withdrawn = [event for event in await stored_events(database) if isinstance(event, Withdrawn)]
    assert withdrawn == [Withdrawn("contact_name", mei.said["司馬光復"])]


async def test_an_edited_text_goes_with_its_first_version(
    tmp_path: Path, turns: TurnProcessor, mei: Mei
) -> None:
    message = mei.said["司馬光復"]
    await mei.send(turns, Edited(message, "司馬光復興"))
    await mei.send(turns, Text("不是電子郵件的文字"))
    await mei.send(turns, Unsent(mei.said["不是電子郵件的文字"]))
    assert "不是電子郵件的文字".encode() not in on_disk(tmp_path), (
        "a text that could not be taken is content too"
    )
    assert "司馬光復興".encode() in on_disk(tmp_path)
    await mei.send(turns, Unsent(message))
    assert "司馬光復".encode() not in on_disk(tmp_path)


async def test_taken_back_before_it_arrived_it_is_never_taken(
    tmp_path: Path, database: Database, turns: TurnProcessor, mei: Mei
) -> None:
    """LINE redelivers what was not accepted, so a text may come after the news that it was unsent."""
    await mei.send(turns, Unsent("late"))
    await turns.receive(
        Inbound(Sender("line", "bot", mei.user), "late", Text("late@example.com"), NOW, "late")
    )
    assert b"late@example.com" not in on_disk(tmp_path)
    assert "contact_email" not in (await session_of(database)).answers


async def test_a_person_who_comes_back_finds_everything_else(turns: TurnProcessor, mei: Mei) -> None:
    await mei.send(turns, Unsent(mei.said["司馬光復"]))
    await mei.send(turns, Opened())
    assert mei.at("contact_name")
