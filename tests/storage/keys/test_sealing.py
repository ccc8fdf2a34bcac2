"""With SECRET_KEY nothing that somebody answered stands in the tables; with another key nothing can be read."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.backup import backup
from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.one_time_links import OneTimeLinks
from storage.cases.summaries import Filter, Sort, Summaries
from storage.engine.database import Database
from storage.engine.vault import DataKey, Vault
from storage.erasure import Erasure
from storage.errors import LostKey
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.records import NewFile
from storage.rotation import Rotated, Rotation
from storage.schema.tables import data_key
from storage.staff.consultants import StoredConsultants
from storage.staff.unfiled import Unfiled
from tests.storage.keys.filled import CASE, EVERYWHERE, FOR_ADDRESS, PRIVATE, UNFILED, contents, fill, read
from tests.storage.make import LATER, MEI, NOW, session, submitting, turn


@pytest.fixture
async def sealed(url: str) -> AsyncIterator[Database]:
    """A database whose service has a SECRET_KEY."""
    database = Database.open(url, Vault("the first key"))
    yield database
    await database.close()


async def test_nothing_personal_stands_in_any_table_and_everything_is_read(
    sealed: Database, url: str
) -> None:
    await fill(sealed)
    kept = await contents(sealed)
    for private in ("陳美麗", "0912345678", "mei@example.tw", "陳美麗".encode().decode("latin-1")):
        assert private not in kept
    told = await read(sealed)
    assert told.count(PRIVATE) == EVERYWHERE
    other = Database.open(url, Vault("the first key"))
    assert await read(other) == told, "another process reads the same"
    await other.close()


async def test_what_is_sealed_is_found_by_what_it_says(sealed: Database) -> None:
    await fill(sealed)
    deliveries, links, summaries = Deliveries(sealed), OneTimeLinks(sealed), Summaries(sealed)
    await deliveries.queued(CASE, "staff", "<id@bot>", f"{PRIVATE}, b@example.tw", LATER)
    [one] = await deliveries.of_case(CASE)
    assert one.accepted_at == NOW, "the same mail is no other one"
    assert await links.use("secret", NOW)
    assert await links.used_at(FOR_ADDRESS) == NOW
    assert await links.all_used("confirm_address") == {FOR_ADDRESS: NOW}
    found = {
        text: len(await summaries.page(Filter(text=text), NOW.date(), Sort.NUMBER, 9))
        for text in ("陳美麗", "0912345678", "龍門", "陳美", "0912")
    }
    assert found == {"陳美麗": 1, "0912345678": 1, "龍門": 1, "陳美": 0, "0912": 0}


async def test_without_its_key_nothing_can_be_read_and_that_is_told(sealed: Database, url: str) -> None:
    await fill(sealed)
    for vault in (Vault("another"), Vault()):
        other = Database.open(url, vault)
        assert await Rotation(other).lacks_a_key()
        with pytest.raises(LostKey):
            await Journal(other).load_session(session(2))
        with pytest.raises(LostKey):
            await Applications(other).get(CASE)
        with pytest.raises(LostKey):
            await Files(other).of_case(CASE, "document")
        await other.close()


async def test_a_backup_is_unreadable_once_the_key_was_changed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    first = Database.open(url, Vault("the first key"))
    await first.migrate()
    await fill(first)
    await first.close()
    second = Database.open(url, Vault("the second key", ["the first key"]))
    await backup(second, tmp_path / "backup.db")
    told = await read(second)
    assert (await Rotation(second).rotate()) == Rotated(keys=6)
    await second.close()
    alone = Database.open(url, Vault("the second key"))
    assert not await Rotation(alone).lacks_a_key()
    assert await read(alone) == told
    await alone.close()
    kept = Database.open(f"sqlite:///{tmp_path}/backup.db", Vault("the second key"))
    with pytest.raises(LostKey):
        await Applications(kept).get(CASE)
    await kept.close()
    assert "陳美麗".encode() not in (tmp_path / "backup.db").read_bytes()


async def test_what_was_written_before_there_was_a_key_is_read_and_sealed_later(
    database: Database, url: str
) -> None:
    await fill(database)
    told = await read(database)
    later = Database.open(url, Vault("a key"))
    assert await read(later) == told
    journal = Journal(later)
    await journal.append(turn(1, 3, events=[{"type": "Answered", "text": PRIVATE}]))
    await journal.append(turn(2, 5, redact=lambda events: events))
    done = await Rotation(later).rotate()
    assert (done.keys, done.files) == (0, 4)
    assert "陳美麗" not in await contents(later)
    assert (await read(later)).count(PRIVATE) == told.count(PRIVATE) + 1
    assert await Rotation(later).rotate() == Rotated()
    await journal.close()
    await later.close()


async def test_rotation_under_load_loses_nothing(sealed: Database, url: str) -> None:
    await fill(sealed)
    old, new = Journal(sealed), Database.open(url, Vault("the second key", ["the first key"]))
    beginning = [old.append(turn(number, 1)) for number in range(10, 50)]
    going_on = [old.append(turn(1, seq)) for seq in range(3, 40)]
    mails = [Unfiled(sealed).keep(replace(UNFILED, id=f"mail {n}"), PRIVATE.encode()) for n in range(20)]
    people = [
        StoredConsultants(sealed).keep(f"{n}@example.tw", {"name": PRIVATE}, "lin", NOW) for n in range(20)
    ]
    await asyncio.gather(*beginning, *going_on, *mails, *people, Rotation(new).rotate())
    await Rotation(new).rotate()
    await old.close()
    alone = Database.open(url, Vault("the second key"))
    journal = Journal(alone)
    first = await journal.load_session(session(1))
    assert first is not None
    assert (first.seq, len(first.events)) == (39, 38), "the second ended the visit, and says nothing"
    for number in range(10, 50):
        assert await journal.load_session(session(number)) is not None
    waiting = await Unfiled(alone).listed()
    assert len(waiting) == 21
    assert {await Unfiled(alone).content(one.id) for one in waiting} == {PRIVATE.encode()}
    assert len(await StoredConsultants(alone).all()) == 21
    await journal.close()
    await alone.close()
    await new.close()


async def test_a_key_made_by_a_turn_that_was_undone_is_not_used(sealed: Database) -> None:
    journal = Journal(sealed)
    assert isinstance(await journal.append(turn(1, 1, "the same event", identity=MEI)), Appended)
    await journal.append(
        turn(5, 1, "the same event")
    )  # redelivered, under another session: nothing is stored
    assert isinstance(await journal.append(turn(5, 1, "another event")), Appended)
    await journal.append(turn(5, 2))
    found = await journal.load_session(session(5))
    assert found is not None
    assert len(found.events) == 2
    await journal.close()


async def test_erasing_takes_the_key_and_leaves_the_others_what_they_share(sealed: Database) -> None:
    await fill(sealed)
    journal, files = Journal(sealed), Files(sealed)
    neighbour = await journal.append(submitting(9))
    assert isinstance(neighbour, Appended)
    shared = b"the same for everybody"
    for case in (CASE, neighbour.case_number or ""):
        await files.put(NewFile(case, "notice", "notice.pdf", "text/plain", shared), NOW)
    await Erasure(sealed).erase_case(CASE, NOW)
    async with sealed.read() as connection:
        keys = (await connection.execute(select(data_key.c.session))).scalars().all()
    assert sorted(keys) == [session(3), session(9), "consultant chen@example.tw", "selection diagnosis-113"]
    assert await Unfiled(sealed).listed() == (), "a mail about the case is gone as well"
    found = await files.of_case(neighbour.case_number or "", "notice")
    assert found is not None
    assert found.content == shared
    await journal.close()


@pytest.mark.parametrize("text", ["", "{}", "陳美麗", "$1$looks sealed", "\0", "x" * 100_000])
def test_any_text_comes_back(text: str) -> None:
    key, other = DataKey(b"k" * 32), DataKey(b"o" * 32)
    assert key.open(key.seal(text)) == text
    assert key.open(key.seal_alike(text)) == text or not text
    assert key.seal_alike(text) == key.seal_alike(text)
    assert key.seal(text) != key.seal(text)
    with pytest.raises(LostKey):
        other.open(key.seal(text))
