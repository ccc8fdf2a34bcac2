"""The stream of a case: in order, each number once, whoever is first; gone with the case."""

import asyncio

import pytest

from storage.cases.case_events import CROWDED, CaseEvents
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import Clash, UnknownCase
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.records import NewJob, StoredCaseEvent
from tests.storage.make import LATER, NOW, SOON, submit

CASE = "113-0001"


def event(number: int, who: str = "lin@example.org") -> StoredCaseEvent:
    return StoredCaseEvent(number, SOON, who, {"is": "ReviewPassed", "note": "字"})


async def test_events_come_back_in_order_with_the_jobs_they_caused(
    database: Database, journal: Journal
) -> None:
    await submit(journal)
    events = CaseEvents(database)
    await events.append(CASE, [event(1), event(2)], [NewJob("news_mail", {"act": 1}, LATER)], NOW)
    await events.append(CASE, [event(3)], [], NOW)
    assert await events.of(CASE) == (event(1), event(2), event(3))
    jobs = [job for job in await Jobs(database).for_case(CASE) if job.kind == "news_mail"]
    assert [(job.payload, job.run_after) for job in jobs] == [({"act": 1}, LATER)]
    assert await events.of("113-0002") == ()


async def test_of_two_who_act_at_once_one_is_told(database: Database, journal: Journal) -> None:
    await submit(journal)
    events, job = CaseEvents(database), NewJob("news_mail", {"act": 1}, LATER)
    both = [events.append(CASE, [event(1, who)], [job], NOW) for who in ("lin", "wang")]
    [lost] = [one for one in await asyncio.gather(*both, return_exceptions=True) if one]
    assert isinstance(lost, Clash)
    assert lost.constraint == CROWDED
    assert len(await events.of(CASE)) == 1
    queued = [one for one in await Jobs(database).for_case(CASE) if one.kind == "news_mail"]
    assert len(queued) == 1, "the other's mail is not sent"


async def test_an_erased_case_has_no_stream_and_takes_no_event(database: Database, journal: Journal) -> None:
    await submit(journal)
    events = CaseEvents(database)
    await events.append(CASE, [event(1)], [], NOW)
    await Erasure(database).erase_case(CASE, NOW)
    assert await events.of(CASE) == ()
    with pytest.raises(UnknownCase):
        await events.append(CASE, [event(1)], [], NOW)
