"""From a confirmed session to an application: all of it or nothing, one per company, numbers without gaps."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert

from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Duplicate, Stale, Taken
from storage.outbox.jobs import Jobs
from storage.places.places import Places
from storage.places.statements import Quota
from storage.records import Json, NewJob
from storage.schema.tables import counter
from tests.storage.make import ANSWERS, LATER, NOW, of_year, session, submit, submitting, turn


async def test_a_submission_stores_application_job_and_event_together(
    database: Database, journal: Journal
) -> None:
    await journal.append(turn(1, 1))
    assert await journal.append(submitting(1, "12345675", seq=2)) == Appended(2, "113-0001")
    stored = await journal.load_session(session(1))
    assert stored is not None
    assert stored.events[-1] == {"type": "Submitted", "case": "113-0001"}
    application = await Applications(database).get("113-0001")
    assert application is not None
    assert (application.session, application.ubn, application.verdict) == (session(1), "12345675", "eligible")
    assert application.answers == ANSWERS
    assert application.submitted_at == NOW
    assert application.submitted_at.tzinfo is not None
    assert application.erased_at is None
    assert [(job.kind, job.payload) for job in await Jobs(database).for_case("113-0001")] == [
        ("render", {"copies": 1})
    ]


async def test_a_crash_halfway_leaves_nothing(database: Database, journal: Journal) -> None:
    def crash(case_number: str) -> Sequence[Json]:
        raise ZeroDivisionError(case_number)

    with pytest.raises(ZeroDivisionError):
        await journal.append(submitting(1, seal=crash))
    with pytest.raises(TypeError):
        await journal.append(submitting(1, jobs=(NewJob("render", {"bad": NOW}, NOW),)))
    assert await journal.load_session(session(1)) is None
    assert await Applications(database).list(10) == ()
    assert await Jobs(database).lease("w", NOW, 60) is None
    assert await submit(journal) == "113-0001", "the number went back too"


async def test_numbers_are_unique_and_without_gaps_under_a_rush(url: str, journal: Journal) -> None:
    other = Database.open(url)
    replica = Journal(other)
    both = [(journal, replica)[n % 2].append(submitting(n)) for n in range(40)]
    failing = [journal.append(submitting(n, ubn="00000001")) for n in range(50, 55)]
    outcomes = await asyncio.gather(*both, *failing)
    cases = sorted(each.case_number or "" for each in outcomes if isinstance(each, Appended))
    assert cases == [f"113-{number:04d}" for number in range(1, 41)]
    await replica.close()
    await other.close()


async def test_twenty_submissions_for_one_company_make_one_application(
    database: Database, journal: Journal
) -> None:
    rush = [journal.append(submitting(n, ubn="12345675")) for n in range(20)]
    outcomes = await asyncio.gather(*rush)
    assert outcomes.count(Appended(1, "113-0001")) == 1
    assert outcomes.count(Taken("113-0001")) == 19
    assert len(await Applications(database).list(100)) == 1


async def test_the_same_submission_again_is_a_duplicate_and_not_taken(journal: Journal) -> None:
    await submit(journal, 1)
    assert await journal.append(submitting(1)) == Duplicate()
    again = submitting(1, seq=2)
    assert await journal.append(again) == Duplicate(), "another tap on the same button"


async def test_another_year_or_no_company_number_does_not_collide(journal: Journal) -> None:
    await journal.append(submitting(1, "12345675"))
    assert await journal.append(submitting(2, "12345675", **of_year(114))) == Appended(1, "114-0001")
    assert await journal.append(submitting(3, "")) == Appended(1, "113-0002")
    assert await journal.append(submitting(4, "")) == Appended(1, "113-0003")


async def test_a_stale_submission_takes_no_number(journal: Journal) -> None:
    await journal.append(turn(1, 1))
    await journal.append(turn(1, 2))
    assert await journal.append(replace(submitting(1, seq=2), event_id="other")) == Stale()
    assert await submit(journal, 2) == "113-0001"


async def test_listing_follows_the_numbers_past_four_digits(database: Database, journal: Journal) -> None:
    async with database.write() as connection:
        await connection.execute(insert(counter).values(series="113", last=9997))
    for number in range(1, 5):
        await submit(journal, number)
    await journal.append(submitting(5, **of_year(114)))
    applications = Applications(database)
    pages = [[each.case_number for each in page] async for page in applications.pages(2)]
    assert pages == [["113-9998", "113-9999"], ["113-10000", "113-10001"], ["114-0001"]]
    assert await applications.list(10, after="113-0001") == (), "after a case that there is not"
    assert await applications.count_by_verdict() == {"eligible": 5}
    assert await applications.count_by_verdict("diagnosis-114") == {"eligible": 1}
    assert await applications.get("113-0001") is None


async def test_a_second_scheme_counts_for_itself_and_its_numbers_are_not_taken_apart(
    database: Database, journal: Journal
) -> None:
    """Its numbers may look like anything; one company may apply for both."""
    alliance: dict[str, Any] = {
        "scheme": "alliance",
        "programme": "alliance-113",
        "series": "113A",
        "case_number": "113-A{:03d}".format,
    }
    for number in (1, 2):
        assert await journal.append(submitting(number, f"1234567{number}")) == Appended(1, f"113-000{number}")
    for number in (11, 12):
        named = Appended(1, f"113-A00{number - 10}")
        assert await journal.append(submitting(number, f"1234567{number - 10}", **alliance)) == named
    assert await journal.append(submitting(3, "12345671")) == Taken("113-0001")
    assert await journal.append(submitting(13, "12345671", **alliance)) == Taken("113-A001")
    applications = Applications(database)
    pages = [[each.case_number for each in page] async for page in applications.pages(1)]
    assert pages == [["113-0001"], ["113-0002"], ["113-A001"], ["113-A002"]]
    assert await applications.programmes() == ("alliance-113", "diagnosis-113")
    assert await applications.holder("alliance-113", "12345671") == session(11)
    assert await applications.count_by_verdict("alliance-113") == {"eligible": 2}
    found = await applications.get("113-A001")
    assert found
    assert (found.scheme, found.programme) == ("alliance", "alliance-113")
    for programme, newcomer in (("diagnosis-113", 21), ("alliance-113", 22)):
        places = Places(database, Quota(programme, 3))
        assert (await places.hold(session(newcomer), NOW, LATER)).until == LATER
        assert (await places.occupancy(NOW)).taken == 3
