"""What a person took back leaves the journal with the turn that says so, or not at all; everything else stays."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Duplicate, Stale
from storage.records import Json, Stored
from tests.storage.make import MEI, session, turn
from tests.support.services.new_databases import new_sqlite

SECRET = "陳美麗 0912345678"


def blanked(events: Sequence[Json]) -> Sequence[Json]:
    """Without the words of any event that has some."""
    return [{**event, "text": ""} if "text" in event else event for event in events]


async def told(journal: Journal) -> None:
    """Two turns with words, one without, and somebody else's."""
    await journal.append(turn(1, 1, events=[{"n": 1}, {"n": 2, "text": SECRET}], identity=MEI))
    await journal.append(turn(1, 2, events=[]))
    await journal.append(turn(1, 3, events=[{"n": 3, "text": SECRET}, {"n": 4}]))
    await journal.append(turn(2, 1, events=[{"text": "somebody else's"}]))


async def test_a_turn_may_rewrite_what_its_session_said_before(journal: Journal) -> None:
    await told(journal)
    assert await journal.append(turn(1, 4, events=[{"text": "from now on"}], redact=blanked)) == Appended(4)
    left = ({"n": 1}, {"n": 2, "text": ""}, {"n": 3, "text": ""}, {"n": 4}, {"text": "from now on"})
    assert await journal.load(MEI) == Stored(session(1), seq=4, visit=1, events=left)
    other = await journal.load_session(session(2))
    assert other is not None
    assert other.events == ({"text": "somebody else's"},)


async def test_a_turn_that_is_not_stored_rewrites_nothing(journal: Journal) -> None:
    await told(journal)
    before = await journal.load(MEI)
    assert await journal.append(turn(1, 3, "late", redact=blanked)) == Stale()
    assert await journal.append(turn(1, 4, "1/3", redact=blanked)) == Duplicate()
    assert await journal.load(MEI) == before


async def test_a_rewrite_that_loses_events_is_refused_with_its_turn(journal: Journal) -> None:
    await told(journal)
    before = await journal.load(MEI)
    with pytest.raises(ValueError, match="take events out"):
        await journal.append(turn(1, 4, redact=lambda events: events[1:]))
    assert await journal.load(MEI) == before


async def test_what_is_said_and_taken_back_in_one_commit_is_gone_too(journal: Journal) -> None:
    await told(journal)
    said = journal.append(turn(1, 4, events=[{"text": SECRET}]))
    back = journal.append(turn(1, 5, events=[], redact=blanked))
    assert list(await asyncio.gather(said, back)) == [Appended(4), Appended(5)]
    stored = await journal.load(MEI)
    assert stored is not None
    assert SECRET not in repr(stored.events)


async def test_nothing_of_it_is_left_in_the_files_of_sqlite(tmp_path: Path) -> None:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    journal = Journal(database)
    await journal.append(turn(1, 1, events=[{"text": SECRET * 500}]))
    await told_more(journal)

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))

    assert SECRET.encode() in on_disk()
    await journal.append(turn(1, 40, events=[], redact=blanked))
    assert SECRET.encode() not in on_disk()
    await journal.close()
    await database.close()


async def told_more(journal: Journal) -> None:
    """So much that it fills pages of its own."""
    for seq in range(2, 40):
        await journal.append(turn(1, seq, events=[{"text": SECRET * seq}]))
