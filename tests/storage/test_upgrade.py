"""A database of any released schema comes up to date with everything in it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.cases.applications import Applications
from storage.cases.company.company_claims import ClaimOutcome, Claims, Named, Pace
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.one_time_links import LinkFor, LinkState, OneTimeLink, OneTimeLinks
from storage.cases.staff_actions import StaffActions
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.errors import OlderSchema
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Duplicate, Taken
from storage.outbox.jobs import Jobs
from storage.places.places import Occupancy, Places, PlaceStatus
from storage.places.statements import Quota
from storage.records import NewJob
from storage.replacements.requests import Replacements
from tests.storage.make import LATER, MEI, NOW, SOON, of_year, submitting
from tests.storage.old_databases import (
    BY_YEAR,
    CONTENT,
    LIVE,
    RELEASED,
    REPLACED,
    TOMORROW,
    UNKNOWN,
    YEARS,
    fill,
    person,
    token,
    upgrade_to,
)
from tests.support.replacing import decision, joining, replacing


@pytest.fixture
async def old(empty_url: str, released: str) -> AsyncIterator[Database]:
    """A database of an earlier schema with two years of everything in it, brought up to date."""
    database = Database.open(empty_url)
    async with database.write() as connection:
        await connection.run_sync(lambda sync: upgrade_to(released, sync))
        await connection.run_sync(lambda sync: fill(released, sync))
    await database.migrate()
    yield database
    await database.close()


@pytest.mark.parametrize("released", BY_YEAR)
async def test_an_older_database_keeps_everything(old: Database, released: str) -> None:
    journal, applications = Journal(old), Applications(old)
    cases = [f"{year}-{number:04d}" for year in YEARS for number in range(1, 7)]
    assert [[each.case_number for each in page] async for page in applications.pages(4)] == [
        cases[:4], cases[4:8], cases[8:]
    ]  # fmt: skip
    assert await applications.programmes() == ("diagnosis-113", "diagnosis-114")
    for year in YEARS:
        await _keeps_a_year(old, year, released)
    stored = await journal.load_session(person(114, 9))
    assert stored is not None
    assert (stored.seq, stored.visit) == (1, 1)
    await journal.close()
    jobs = Jobs(old)
    leased = [await jobs.lease("worker", NOW, 60) for _ in range(5)]
    assert [(each.kind, each.case_number) for each in leased if each] == [
        ("signed_mail", "113-0001"), ("applicant_mail", "113-0002"),
        ("signed_mail", "114-0001"), ("applicant_mail", "114-0002"),
    ]  # fmt: skip


async def _keeps_a_year(old: Database, year: int, released: str) -> None:
    programme, case = f"diagnosis-{year}", f"{year}-0001"
    applications = Applications(old)
    found = await applications.get(case)
    assert found is not None
    assert (found.scheme, found.programme, found.company) == ("diagnosis", programme, "龍門1")
    assert (found.submitted_at, found.answers, len(found.code)) == (NOW, {"ubn": "001"}, 7)
    assert found.record.get("copies", ()) == (
        [{"file": "ab", "at": NOW.isoformat()}] if released < "0007" else ()
    ), "a signed copy that only its job knew"
    for number, ubn in ((1, LIVE), (2, UNKNOWN), (5, REPLACED)):
        assert await applications.holder(programme, ubn) == person(year, number)
    assert await applications.superseded(programme) == (1 if released >= "0004" else 0)
    assert await applications.waiting(programme) == (1 if released >= "0008" else 0)
    assert await Deliveries(old).bounced(f"<{case}.staff.ab@bot>", "5.1.1", NOW)
    file = await Files(old).open_link(token(year, "file"), NOW)
    assert file is not None
    assert file.content == CONTENT
    if released >= "0005":
        links = OneTimeLinks(old)
        assert await links.find(token(year, "address"), NOW) == OneTimeLink(
            LinkFor("confirm_address", case, "amy@example.tw"), LinkState.OPEN
        )
        assert [await links.use(token(year, "address"), NOW) for _ in range(2)] == [True, False]
    if released >= "0006":
        assert [one.what for one in await StaffActions(old).of_case(f"{year}-0002")] == ["show"]


@pytest.mark.parametrize("released", BY_YEAR)
async def test_what_was_begun_under_an_older_schema_goes_on(old: Database, released: str) -> None:
    journal = Journal(old)
    for year in YEARS:
        await _plays_on(old, journal, year, released)
    await journal.close()
    for year in YEARS:
        assert (await Erasure(old).erase_case(f"{year}-0001", LATER)).applications == 1
    if old.is_sqlite:
        async with old.read() as connection:
            assert (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all() == []


async def _plays_on(old: Database, journal: Journal, year: int, released: str) -> None:
    programme, case, new = f"diagnosis-{year}", f"{year}-0001", of_year(year)
    mine, theirs = year * 100 + 50, year * 100 + 51
    await _offers_places(old, year, released)
    assert await journal.append(submitting(mine, "31415922", **new)) == Appended(1, f"{year}-0007")
    assert await journal.append(submitting(theirs, LIVE, **new)) == Taken(case)
    assert await journal.append(submitting(year * 100 + 1, LIVE, seq=2, **new)) == Duplicate()
    kept = await Applications(old).get(case)
    assert kept is not None
    claims, named = (
        Claims(old, Secrets(old, ""), Pace(5, lambda _: timedelta())),
        Named(case, kept.code),
    )
    assert await claims.claim(programme, LIVE, named, MEI, NOW) == ClaimOutcome(NOW, 5)
    assert await journal.append(joining(theirs, case)) == Appended(1)
    if released < "0008":
        asked = replacing(year * 100 + 52, case, **new)
        assert await journal.append(asked) == Appended(1, f"{year}-0008", waits=True)
    await Replacements(old).settle(decision(case, allowed=True), SOON)
    heir = person(year, 52 if released < "0008" else 6)
    assert await Applications(old).holder(programme, LIVE) == heir


async def _offers_places(old: Database, year: int, released: str) -> None:
    """Two wait since the old schema, in the order they came; a third comes now."""
    places = Places(old, Quota(f"diagnosis-{year}", 10))
    if released < "0003":
        assert await places.hold(person(year, 7), NOW, TOMORROW) == PlaceStatus(until=TOMORROW)
    waiting, undecided = (2 if released >= "0003" else 0), (1 if released >= "0009" else 0)
    assert await places.occupancy(NOW) == Occupancy(4, waiting, undecided), "three applied, a place is held"
    full = Places(old, Quota(f"diagnosis-{year}", 4))
    if released >= "0003":
        assert await full.join(person(year, 10), NOW, TOMORROW) == PlaceStatus(position=3)
        assert await full.join(person(year, 8), NOW, TOMORROW) == PlaceStatus(position=1)
        one_more = Places(old, Quota(f"diagnosis-{year}", 5))
        assert await one_more.move_up(NOW, TOMORROW, [NewJob("place_chat", {}, NOW)]) == 1
        assert await full.join(person(year, 9), NOW, TOMORROW) == PlaceStatus(position=1)


async def test_tries_counted_under_plain_hashes_are_forgotten_but_not_what_contacts_were_told(
    empty_url: str,
) -> None:
    plain, at = "ab" * 32, "2024-03-05 09:30:00+00:00"
    database = Database.open(empty_url)
    async with database.write() as connection:
        await connection.run_sync(lambda sync: upgrade_to("0009", sync))
        for statement in (
            f"INSERT INTO attempt (person, kind, level, at) VALUES ('{plain}', 'look', 3, '{at}')",
            f"INSERT INTO once (key, at) VALUES ('inquired 113-0001 {plain}', '{at}'), ('digest 2024-03-05', '{at}')",
        ):
            await connection.execute(text(statement.replace(":", "\\:")))
    await database.migrate()
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT person FROM attempt"))).all() == []
        keys = (await connection.execute(text("SELECT key FROM once ORDER BY key"))).scalars().all()
    assert keys[0] == "digest 2024-03-05"
    assert keys[1].startswith("inquired 113-0001 ")
    assert plain not in keys[1]
    assert len(keys) == 2
    await database.close()


@pytest.mark.parametrize("released", RELEASED)
async def test_whoever_only_looks_is_told_of_an_older_schema_and_changes_nothing(
    empty_url: str, released: str
) -> None:
    database = Database.open(empty_url)
    with pytest.raises(OlderSchema):
        await database.check_schema()
    async with database.write() as connection:
        await connection.run_sync(lambda sync: upgrade_to(released, sync))
    if released == RELEASED[-1]:
        await database.check_schema()
    else:
        with pytest.raises(OlderSchema, match=rf"at schema {released}, .* needs schema {RELEASED[-1]}"):
            await database.check_schema()
    async with database.read() as connection:
        stands = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    assert stands == released
    await database.close()
