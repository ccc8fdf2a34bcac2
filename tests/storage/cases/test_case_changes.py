"""Deciding about a case under a lock: one consultant's hour is given once, their cases are counted, both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import UnknownCase
from storage.journal.journal import Journal
from storage.records import CaseChange, CaseConsultation, CaseSeen, StoredCaseEvent
from storage.schema.tables import consultation
from storage.staff.consultants import StoredConsultants
from tests.storage.make import NOW, SOON, submit

CHEN = "chen@consult.example"
HOUR = (SOON, SOON + timedelta(hours=1))


def booked(seen: CaseSeen) -> CaseChange | None:
    """The hour, unless the consultant has another visit then."""
    if any(start < HOUR[1] and HOUR[0] < end for start, end in seen.visits):
        return None
    event = StoredCaseEvent(len(seen.events) + 1, NOW, CHEN, {"is": "VisitFixed"})
    return CaseChange([event], (), CaseConsultation(CHEN, True, *HOUR))


async def _two_cases(journal: Journal) -> tuple[str, str]:
    first, second = await submit(journal), await submit(journal, 2)
    return first, second


async def test_one_hour_is_given_once(database: Database, journal: Journal) -> None:
    cases, events = await _two_cases(journal), CaseEvents(database)
    for case in cases:
        await events.append(case, [], [], NOW, CaseConsultation(CHEN, True))
    done = await asyncio.gather(*(events.change(case, booked, NOW) for case in cases))
    assert sorted(one is not None for one in done) == [False, True]
    assert sorted([len(await events.of(case)) for case in cases]) == [0, 1]


async def test_cases_that_are_open_count_and_others_do_not(database: Database, journal: Journal) -> None:
    first, second = await _two_cases(journal)
    events, people, seen = CaseEvents(database), StoredConsultants(database), list[CaseSeen]()

    def look(found: CaseSeen) -> None:
        seen.append(found)

    await events.append(first, [], [], NOW, CaseConsultation(CHEN, True, *HOUR))
    await events.change(second, look, NOW, CHEN)
    assert (seen[-1].open_cases, seen[-1].visits) == (1, (HOUR,))
    assert (await people.loads())[CHEN].open_cases == 1
    await events.append(first, [], [], NOW, CaseConsultation(CHEN, False))
    await events.change(second, look, NOW, CHEN)
    assert (seen[-1].open_cases, seen[-1].visits) == (0, ())
    assert (await people.loads())[CHEN].open_cases == 0


async def test_nothing_is_decided_about_an_erased_case(database: Database, journal: Journal) -> None:
    first, _ = await _two_cases(journal)
    events = CaseEvents(database)
    await events.append(first, [], [], NOW, CaseConsultation(CHEN, True, *HOUR))
    await Erasure(database).erase_case(first, NOW)
    with pytest.raises(UnknownCase):
        await events.change(first, booked, NOW)
    async with database.read() as connection:
        assert (await connection.execute(select(consultation))).all() == []


async def test_people_are_kept_and_changed(database: Database) -> None:
    people = StoredConsultants(database)
    await people.keep(CHEN, {"name": "陳"}, "wang", NOW)
    await people.keep(CHEN, {"name": "陳美美"}, "wang", SOON)
    assert dict(await people.all()) == {CHEN: {"name": "陳美美"}}
