"""Files: what is put in comes out, once stored however often it is sent, and links end when they should."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from storage.cases.file_statements import MAX_FILE_BYTES
from storage.cases.files import Files
from storage.cases.staff_actions import StaffAction, StaffActions
from storage.engine.database import Database
from storage.errors import FileTooLarge, UnknownCase
from storage.journal.journal import Journal
from storage.records import NewFile, StoredFile
from tests.storage.make import LATER, NOW, SOON, submit

PDF = NewFile("113-0001", "document", "113-0001.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
HASH = sha256(PDF.content).hexdigest()
TOKEN = "k" * 43


@pytest.fixture
async def files(database: Database, journal: Journal) -> Files:
    """The files of a database with two cases, the first of which has its document."""
    await submit(journal, 1)
    await submit(journal, 2)
    files = Files(database)
    assert await files.put(PDF, NOW) == HASH
    return files


async def test_a_file_comes_back_by_role_and_by_hash(files: Files) -> None:
    expected = StoredFile(HASH, "113-0001.pdf", "application/pdf", len(PDF.content), PDF.content)
    assert await files.of_case("113-0001", "document") == expected
    assert await files.get(HASH) == replace(expected, name=None)
    assert await files.of_case("113-0001", "signed_copy") is None
    assert await files.get("0" * 64) is None


async def test_the_newest_file_of_a_role_is_current_and_older_ones_stay(files: Files) -> None:
    scan = replace(PDF, role="signed_copy", content=b"first scan")
    first = await files.put(scan, NOW)
    second = await files.put(replace(scan, content=b"second scan"), SOON)
    assert await files.put(replace(scan, content=b"second scan"), LATER) == second, "sent twice"
    current = await files.of_case("113-0001", "signed_copy")
    assert current is not None
    assert current.content == b"second scan"
    assert await files.get(first) is not None
    await files.put(scan, LATER)
    current = await files.of_case("113-0001", "signed_copy")
    assert current is not None
    assert current.content == b"first scan", "going back to the first one"


async def test_two_uploads_at_once_leave_one_current(files: Files) -> None:
    scans = [replace(PDF, role="signed_copy", content=b"scan %d" % n) for n in range(8)]
    hashes = await asyncio.gather(*(files.put(scan, NOW) for scan in scans))
    current = await files.of_case("113-0001", "signed_copy")
    assert current is not None
    assert current.sha256 in hashes


async def test_twenty_megabytes_are_the_limit(files: Files) -> None:
    with pytest.raises(FileTooLarge) as caught:
        await files.put(replace(PDF, content=bytes(MAX_FILE_BYTES + 1)), NOW)
    assert (caught.value.size, caught.value.limit) == (20_971_521, 20_971_520)


async def test_a_file_needs_a_case(files: Files) -> None:
    with pytest.raises(UnknownCase):
        await files.put(replace(PDF, case_number="113-9999"), NOW)


async def test_a_link_opens_until_it_expires(files: Files) -> None:
    await files.link(TOKEN, HASH, "診斷申請書.pdf", LATER)
    opened = await files.open_link(TOKEN, LATER - timedelta(seconds=1))
    assert opened is not None
    assert (opened.name, opened.content) == ("診斷申請書.pdf", PDF.content)
    assert await files.open_link(TOKEN, LATER) is None
    assert await files.open_link("x" * 43, NOW) is None
    assert await files.open_link(sha256(TOKEN.encode()).hexdigest(), NOW) is None, (
        "what a stolen backup shows"
    )


async def test_revoked_links_are_closed_and_who_did_it_is_known(database: Database, files: Files) -> None:
    revoke = StaffAction(SOON, "wang", "links revoke", PDF.case_number)
    await files.link(TOKEN, HASH, "a.pdf", LATER)
    await files.link(TOKEN + "2", HASH, "a.pdf", LATER)
    newer = replace(PDF, content=b"%PDF-1.7 newer")
    await files.link(TOKEN + "3", await files.put(newer, NOW), "b.pdf", LATER)
    await files.link(TOKEN + "4", HASH, "a.pdf", SOON)
    assert await files.revoke_links(PDF.case_number, SOON, None) == 3, (
        "that of a replaced file too, none run out"
    )
    assert await files.open_link(TOKEN, SOON) is not None, "it was only counted"
    assert await files.revoke_links("113-0002", SOON, None) == 0
    assert await files.revoke_links(PDF.case_number, SOON, revoke) == 3
    for each in (TOKEN, TOKEN + "2", TOKEN + "3"):
        assert await files.open_link(each, SOON) is None
    assert await files.revoke_links(PDF.case_number, SOON, revoke) == 0
    assert await StaffActions(database).of_case(PDF.case_number) == (revoke, revoke)
    await files.link(TOKEN + "5", HASH, "a.pdf", LATER)
    assert await files.open_link(TOKEN + "5", SOON) is not None, "a new one can be had"
