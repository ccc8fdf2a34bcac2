"""Requests to sign online: one fact at a place, one open link to a case, and nothing left after erasing."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from storage.cases.applications import Applications
from storage.cases.files import Files
from storage.cases.signing_requests import NewFacts, RequestLink, SigningRequests
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import UnknownCase
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.records import NewFile, NewJob
from storage.schema.tables import one_time_link, signing_fact
from tests.storage.make import LATER, NOW, submit

UNTIL = NOW + timedelta(days=7)
ASKED = {"is": "SigningAsked"}
PDF = NewFile("113-0001", "signed_copy", "signed.pdf", "application/pdf", b"%PDF-")


def first(request: int = 1, case: str = "113-0001") -> NewFacts:
    return NewFacts(case, request, 0, NOW, [ASKED])


async def test_a_request_is_made_once_and_a_newer_one_ends_its_link(
    database: Database, journal: Journal
) -> None:
    await submit(journal)
    requests = SigningRequests(database)
    await requests.make("token 1", first(), UNTIL)
    await requests.make("token 1", first(), UNTIL)
    assert await requests.facts("113-0001", 1) == (ASKED,)
    assert await requests.find("token 1") == RequestLink("113-0001", 1, ended=False)
    assert await requests.find("token 2") is None
    await requests.make("token 2", first(2), UNTIL)
    await requests.make("token 1", first(), UNTIL)
    assert await requests.find("token 1") == RequestLink("113-0001", 1, ended=True)
    assert await requests.find("token 2") == RequestLink("113-0001", 2, ended=False)
    async with database.read() as connection:
        assert "token" not in str((await connection.execute(select(one_time_link))).all())


async def test_of_two_that_come_at_once_one_is_kept_with_everything_it_brings(
    database: Database, journal: Journal
) -> None:
    case = await submit(journal)
    requests = SigningRequests(database)
    await requests.make("token", first(), UNTIL)
    copy = {"file": "x", "at": "now"}
    both = [
        NewFacts(case, 1, 1, LATER, [{"is": who}, {"is": "more"}], [NewJob(who, {}, LATER)], [PDF], copy)
        for who in ("one", "two")
    ]
    kept = await asyncio.gather(*map(requests.append, both))
    assert sorted(kept) == [False, True]
    winner = "one" if kept[0] else "two"
    assert await requests.facts(case, 1) == (ASKED, {"is": winner}, {"is": "more"})
    assert [each.kind for each in await Jobs(database).for_case(case)][-1:] == [winner]
    assert (await Files(database).of_case(case, "signed_copy")) is not None
    application = await Applications(database).get(case)
    assert application
    assert application.record["copies"] == [copy]


async def test_erasing_a_case_leaves_no_fact_and_takes_none(database: Database, journal: Journal) -> None:
    case = await submit(journal)
    requests = SigningRequests(database)
    await requests.make("token", first(), UNTIL)
    await Erasure(database).erase_case(case, LATER)
    assert await requests.find("token") is None
    async with database.read() as connection:
        assert (await connection.execute(select(signing_fact))).all() == []
    for late in (
        requests.append(NewFacts(case, 1, 1, LATER, [ASKED])),
        requests.make("token", first(2), UNTIL),
    ):
        try:
            await late
        except UnknownCase:
            continue
        raise AssertionError("an erased case took something in")
