"""Erasing a person leaves nothing of them, and everything of everybody else."""

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.engine.database import Database
from storage.erasure import Erased, Erasure
from storage.errors import UnknownCase
from storage.journal.append import store
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Stale
from storage.outbox.jobs import Jobs
from storage.records import Identity, NewFile, NewJob
from storage.schema.tables import metadata
from tests.storage.make import ANSWERS, LATER, MEI, NOW, session, submit, submitting, turn, until_waiting
from tests.support.services.new_databases import new_sqlite

SECRET = "陳美麗 0912345678 mei@example.tw"
EVERYTHING = Erased(turns=4, identities=2, applications=1, jobs=2, deliveries=1, files=2, links=1)


@pytest.fixture
async def case(database: Database, journal: Journal) -> str:
    """A full case of Mei's with SECRET in every personal value, an abandoned draft, and a neighbour."""
    told = [{"type": "Answered", "text": SECRET}]
    await journal.append(turn(1, 1, events=told, identity=MEI, jobs=(NewJob("remind", {"to": SECRET}, NOW),)))
    await journal.append(turn(2, 1, events=told, identity=MEI, visit=2))
    submission = {"company": SECRET, "answers": {"contact": SECRET}, "record": {"consent": SECRET}}
    jobs = (NewJob("mail", {"to": SECRET}, NOW),)
    outcome = await journal.append(submitting(2, "12345675", seq=2, jobs=jobs, **submission))
    assert isinstance(outcome, Appended)
    case = outcome.case_number or ""
    files = Files(database)
    document = await files.put(NewFile(case, "document", SECRET, "text/plain", SECRET.encode()), NOW)
    await files.link("token", document, SECRET, LATER)
    await files.put(NewFile(case, "preview", SECRET, "text/plain", f"preview {SECRET}".encode()), NOW)
    await files.put(NewFile(case, "notice", "notice.pdf", "text/plain", b"the same for everybody"), NOW)
    await Deliveries(database).queued(case, "staff", "<id@bot>", SECRET, NOW)
    neighbour = await submit(journal, 9)
    await files.put(NewFile(neighbour, "notice", "notice.pdf", "text/plain", b"the same for everybody"), NOW)
    return case


async def _contents(database: Database) -> str:
    async with database.read() as connection:
        rows = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
    return repr(rows) + "".join(
        bytes(value).decode() for table in rows for row in table for value in row if isinstance(value, bytes)
    )


async def test_erasing_a_case_leaves_only_its_bare_facts(database: Database, case: str) -> None:
    assert SECRET in await _contents(database)
    assert await Erasure(database).erase_case(case, LATER) == EVERYTHING
    contents = await _contents(database)
    for trace in (SECRET, "12345675", "Umei"):
        assert trace not in contents
    application = await Applications(database).get(case)
    assert application is not None
    assert (application.verdict, application.submitted_at, application.erased_at) == ("eligible", NOW, LATER)
    assert (application.company, application.answers, application.record) == ("", {}, {})


async def test_the_neighbour_keeps_everything(database: Database, journal: Journal, case: str) -> None:
    await Erasure(database).erase_case(case, LATER)
    application = await Applications(database).get("113-0002")
    assert application is not None
    assert application.answers == ANSWERS
    assert len(await Jobs(database).for_case(application.case_number)) == 1
    shared = await Files(database).of_case(application.case_number, "notice")
    assert shared is not None
    assert shared.content == b"the same for everybody"
    assert await journal.load_session(session(9)) is not None


async def test_a_dry_run_counts_the_same_and_removes_nothing(database: Database, case: str) -> None:
    before = await _contents(database)
    assert await Erasure(database).erase_case(case, LATER, dry_run=True) == EVERYTHING
    assert await _contents(database) == before


async def test_erasing_twice_finds_nothing_more(database: Database, case: str) -> None:
    await Erasure(database).erase_case(case, LATER)
    assert await Erasure(database).erase_case(case, LATER) == Erased()
    assert await Erasure(database).erase_session(session(77), LATER) == Erased()
    with pytest.raises(UnknownCase):
        await Erasure(database).erase_case("113-9999", LATER)


async def test_a_number_is_not_given_out_again_but_the_company_may_apply_again(
    database: Database, journal: Journal, case: str
) -> None:
    await Erasure(database).erase_case(case, LATER)
    assert await journal.append(submitting(20, "12345675")) == Appended(1, "113-0003")


async def test_erasing_a_draft_leaves_the_submitted_application(
    database: Database, journal: Journal, case: str
) -> None:
    await journal.append(turn(3, 1, identity=MEI, visit=3))
    erased = await Erasure(database).erase_session(session(3), LATER)
    assert (erased.applications, erased.identities) == (0, 2), "both drafts, the abandoned one too"
    application = await Applications(database).get(case)
    assert application is not None
    assert application.erased_at is None
    stored = await journal.load(MEI)
    assert stored is not None
    assert stored.session == session(2), "progress still finds the application"


async def test_a_late_answer_to_an_erased_session_is_not_stored(database: Database, journal: Journal) -> None:
    await journal.append(turn(1, 1, identity=MEI))
    await journal.append(turn(1, 2))
    await Erasure(database).erase_session(session(1), LATER)
    assert await journal.append(turn(1, 3, events=[{"text": SECRET}])) == Stale()
    assert SECRET not in await _contents(database)
    assert await journal.load(MEI) is None
    assert await journal.append(turn(4, 1, identity=MEI)) == Appended(1), "and Mei may begin anew"


async def test_erasing_while_the_person_types_ends_with_nothing_or_a_new_session_only(
    database: Database, journal: Journal, url: str
) -> None:
    other = Database.open(url)
    await journal.append(turn(1, 1, identity=MEI))
    typing = [journal.append(turn(1, seq)) for seq in range(2, 40)]
    *_, erased = await asyncio.gather(*typing, Erasure(other).erase_session(session(1), LATER))
    await Erasure(other).erase_session(session(1), LATER)
    assert isinstance(erased, Erased)
    assert await journal.load_session(session(1)) is None
    await other.close()


@pytest.mark.xdist_group("postgres")
async def test_an_answer_committed_in_the_middle_of_an_erasure_is_erased_too(new_postgres_url: str) -> None:
    database = Database.open(new_postgres_url)
    await database.migrate()
    storing = partial(store, database)
    async with database.write() as replica:
        await replica.run_sync(storing, [turn(1, 1, identity=MEI)])
    async with database.write() as replica:
        await replica.run_sync(storing, [turn(1, 2, events=[{"text": SECRET}])])
        erasing = asyncio.create_task(Erasure(database).erase_session(session(1), LATER))
        await until_waiting(database, 1)
    assert await erasing == Erased(turns=2, identities=1)
    assert SECRET not in await _contents(database)
    await database.close()


async def test_nothing_is_left_in_the_files_of_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = Database.open(new_sqlite(path))
    await database.migrate()
    journal = Journal(database)
    who = Identity("line", "Ubot", SECRET)
    await journal.append(turn(1, 1, events=[{"text": SECRET * 100}], identity=who))
    await journal.append(replace(submitting(1, SECRET, seq=2, company=SECRET), message=SECRET))
    await Files(database).put(
        NewFile("113-0001", "document", SECRET, "text/plain", SECRET.encode() * 1000), NOW
    )

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))

    assert SECRET.encode() in on_disk()
    await Erasure(database).erase_case("113-0001", LATER)
    assert SECRET.encode() not in on_disk()
    await journal.close()
    await database.close()
