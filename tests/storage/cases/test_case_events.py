"""The stream of a case: in order, each number once, whoever is first; gone with the case."""

import asyncio

import pytest

from storage.cases.applications import Applications
from storage.cases.files import Files
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import Clash, UnknownCase
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.records import CaseChange, NewAnswers, NewFile, NewJob, StoredCaseEvent
from storage.stored_names import FileRole
from tests.storage.make import LATER, NOW, SOON, session, submit, turn

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


async def test_the_applicants_journal_hears_of_it_in_the_same_transaction(
    database: Database, journal: Journal
) -> None:
    await submit(journal)
    before = await journal.load_session(session(1))
    told = [{"is": "RevisionClosed"}]
    await CaseEvents(database).write(CASE, CaseChange([event(1)]), NOW, told)
    with pytest.raises(Clash):
        await CaseEvents(database).write(CASE, CaseChange([event(1)]), NOW, told)
    after = await journal.load_session(session(1))
    assert before
    assert after
    assert (after.seq, after.events) == (before.seq + 1, (*before.events, *told))


async def test_new_answers_take_the_place_of_the_old_ones_and_their_papers(
    database: Database, journal: Journal
) -> None:
    await submit(journal)
    files, events, applications = Files(database), CaseEvents(database), Applications(database)
    await files.put(NewFile(CASE, FileRole.DOCUMENT, "a.pdf", "application/pdf", b"old"), NOW)
    await events.append(CASE, [event(1)], [], NOW)
    before, stored = await applications.get(CASE), await journal.load_session(session(1))
    assert before
    assert stored
    new = NewAnswers(
        CASE, 2, "新名", "needs_staff", {"a": 2}, {"reasons": ["x"]}, {"is": "RevisionReceived"},
        (NewJob("document", {"revision": 2}, NOW),),
    )  # fmt: skip
    brought = turn(1, stored.seq + 1, "revises", case_number=CASE, revises=new)
    await journal.append(brought)
    await journal.append(brought)
    after = await applications.get(CASE)
    assert after
    assert (after.record["revision"], after.company, after.answers, after.record["reasons"]) == (
        2,
        "新名",
        {"a": 2},
        ["x"],
    )
    [earlier] = after.record["earlier"]
    assert (earlier["answers"], earlier["company"]) == (before.answers, before.company)
    assert [(one.number, one.who, one.event["is"]) for one in await events.of(CASE)] == [
        (1, "lin@example.org", "ReviewPassed"), (2, "applicant", "RevisionReceived"),
    ]  # fmt: skip
    assert await files.of_case(CASE, FileRole.DOCUMENT) is None
    assert [job.payload for job in await Jobs(database).for_case(CASE) if job.kind == "document"][-1] == {
        "revision": 2
    }
    await Erasure(database).erase_case(CASE, NOW)
    gone = await applications.get(CASE)
    assert gone
    assert gone.record == {}
