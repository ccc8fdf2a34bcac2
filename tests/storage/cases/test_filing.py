"""Files that come and go with a turn: in one transaction, and never for a case that is erased."""

import asyncio
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.cases.files import Files
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import UnknownCase
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Stale
from storage.records import NewFile, NewJob, NewTurn
from storage.schema.tables import case_file, file, link
from tests.storage.make import LATER, NOW, session, submit, turn, until_waiting

CASE = "113-0001"
PAGE = NewFile(CASE, "copy_page_1", "page.jpg", "image/jpeg", b"\xff\xd8 page one")
DRAFT = NewFile(CASE, "copy_draft", "signed.pdf", "application/pdf", b"%PDF draft")


def hashed(*files: NewFile) -> dict[str, NewFile]:
    return {sha256(each.content).hexdigest(): each for each in files}


def bringing(seq: int, *files: NewFile, **more: Any) -> NewTurn:
    return turn(1, seq, case_number=CASE, files=hashed(*files), **more)


def taking(seq: int, *files: NewFile, **more: Any) -> NewTurn:
    return turn(1, seq, case_number=CASE, drops=frozenset(hashed(*files)), drops_from="copy_", **more)


async def counted(database: Database) -> dict[str, int]:
    """Rows about files in every table that has any."""
    found = {}
    async with database.read() as connection:
        for table in (file, case_file, link):
            found[table.name] = (
                await connection.execute(select(func.count()).select_from(table))
            ).scalar() or 0
    return found


@pytest.fixture
async def files(database: Database, journal: Journal) -> Files:
    """The files of a database with two cases and no file."""
    await submit(journal, 1)
    await submit(journal, 2)
    return Files(database)


async def test_files_come_and_go_with_their_turns(files: Files, journal: Journal, database: Database) -> None:
    assert isinstance(await journal.append(bringing(2, PAGE, DRAFT)), Appended)
    draft = await files.of_case(CASE, "copy_draft")
    assert draft is not None
    await files.link("t" * 43, draft.sha256, "signed.pdf", LATER)
    assert await counted(database) == {"file": 2, "case_file": 2, "link": 1}
    assert isinstance(await journal.append(taking(3, PAGE, DRAFT)), Appended)
    assert await counted(database) == {"file": 0, "case_file": 0, "link": 0}


async def test_a_turn_that_is_not_appended_brings_no_file(
    journal: Journal, files: Files, database: Database
) -> None:
    assert isinstance(await journal.append(bringing(9, PAGE)), Stale)
    assert (await counted(database))["file"] == 0


async def test_what_was_sent_in_stays_when_the_same_file_is_taken_back(
    journal: Journal, files: Files, database: Database
) -> None:
    name = next(iter(hashed(DRAFT)))
    mail = NewJob("signed_mail", {"file": name}, NOW, CASE)
    await journal.append(bringing(2, DRAFT, jobs=(mail,)))
    await journal.append(taking(3, DRAFT))
    assert await files.get(name) is not None, "the mail is still to be sent"
    await files.put(replace(DRAFT, role="signed_copy"), NOW)
    await journal.append(taking(4, DRAFT))
    assert await files.of_case(CASE, "signed_copy") is not None


async def test_another_case_keeps_the_same_file(journal: Journal, files: Files) -> None:
    name = await files.put(replace(PAGE, case_number="113-0002"), NOW)
    await journal.append(bringing(2, PAGE))
    await journal.append(taking(3, PAGE))
    assert await files.get(name) is not None


async def test_nothing_is_kept_for_an_erased_case(journal: Journal, files: Files, database: Database) -> None:
    await Erasure(database).erase_case(CASE, NOW)
    for role in ("document", "preview", "reading_copy", "signed_copy", "copy_draft"):
        with pytest.raises(UnknownCase):
            await files.put(replace(DRAFT, role=role), LATER)
    assert isinstance(await journal.append(bringing(2, PAGE)), Stale)
    other = replace(turn(2, 2), case_number=CASE, files=hashed(PAGE))  # somebody who takes part in it
    assert isinstance(await journal.append(other), Stale)
    assert (await counted(database))["file"] == 0


async def test_a_file_on_its_way_while_the_case_is_erased_is_not_kept(
    journal: Journal, files: Files, database: Database
) -> None:
    erasing = asyncio.create_task(Erasure(database).erase_session(session(1), NOW))
    outcomes = await asyncio.gather(
        *(files.put(replace(DRAFT, content=b"%d" % number), NOW) for number in range(8)),
        *(journal.append(replace(bringing(2, PAGE), event_id=f"e{number}")) for number in range(4)),
        return_exceptions=True,
    )
    await erasing
    unexpected = [one for one in outcomes if not isinstance(one, str | Appended | Stale | UnknownCase)]
    assert unexpected == []
    assert await counted(database) == {"file": 0, "case_file": 0, "link": 0}


async def test_an_upload_waits_for_the_erasure_that_holds_the_case(
    url: str, journal: Journal, files: Files, database: Database
) -> None:
    if not url.startswith("postgresql"):
        return  # SQLite has one writer
    async with database.write() as connection:
        from sqlalchemy import update

        from storage.schema.tables import application

        erased = update(application).where(application.c.case_number == CASE).values(erased_at=NOW)
        await connection.execute(erased)
        putting = asyncio.create_task(files.put(DRAFT, NOW))
        await until_waiting(database, 1)
    with pytest.raises(UnknownCase):
        await putting
