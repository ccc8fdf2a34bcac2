"""People of one company join its application: only a live one, and they learn what becomes of it."""

import asyncio
from functools import partial

import pytest

from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.append import store
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Gone
from storage.replacements.requests import Replacements
from tests.storage.make import NOW, session, submitting, until_waiting
from tests.support.replacing import UBN, answering, decision, joining, replacing

ERASED = {"is": "CaseEnded", "reason": "erased"}


@pytest.fixture
async def case(journal: Journal) -> str:
    """The company's application, made by session 1."""
    assert await journal.append(submitting(1, UBN)) == Appended(1, "113-0001")
    return "113-0001"


async def test_only_a_live_application_can_be_joined(database: Database, journal: Journal, case: str) -> None:
    await journal.append(replacing(2, case))
    assert await journal.append(joining(3, "113-0002")) == Gone(), "it is not in force yet"
    await Replacements(database).settle(decision(case, allowed=True), NOW)
    assert await journal.append(joining(3, case)) == Gone()
    assert await journal.load_session(session(3)) is None
    assert await journal.append(joining(3, "113-9999")) == Gone()
    assert await journal.append(joining(3, "113-0002")) == Appended(1)
    assert await journal.append(joining(3, "113-0002", 2)) == Appended(2), "twice is as good as once"
    await Erasure(database).erase_case("113-0002", NOW)
    assert await journal.append(joining(4, "113-0002")) == Gone()


@pytest.mark.xdist_group("postgres")
async def test_who_joins_while_it_is_replaced_or_erased_learns_of_it_or_may_not(
    new_postgres_url: str,
) -> None:
    """On SQLite nobody can: it has one writer."""
    database = Database.open(new_postgres_url)
    await database.migrate()
    journal = Journal(database)
    await journal.append(submitting(1, UBN))
    await journal.append(replacing(2, "113-0001"))
    async with database.write() as other:
        await other.run_sync(partial(store, database), [answering(1, "113-0001", 3, allowed=True)])
        joining_it = asyncio.create_task(journal.append(joining(5, "113-0001")))
        await until_waiting(database, 1)
    assert await joining_it == Gone()
    async with database.write() as other:
        await other.run_sync(partial(store, database), [joining(6, "113-0002")])
        erasing = asyncio.create_task(Erasure(database, [ERASED]).erase_case("113-0002", NOW))
        await until_waiting(database, 1)
    await erasing
    stored = await journal.load_session(session(6))
    assert stored is not None
    assert stored.events[-1] == ERASED
    await journal.close()
    await database.close()


async def test_who_has_joined_what_is_erased_learns_of_it(
    database: Database, journal: Journal, case: str
) -> None:
    await journal.append(joining(5, case))
    await journal.append(joining(6, case))
    erasure = Erasure(database, [ERASED])
    await erasure.erase_session(session(6), NOW)
    await erasure.erase_case(case, NOW, dry_run=True)
    await erasure.erase_case(case, NOW)
    stored = await journal.load_session(session(5))
    assert stored is not None
    assert stored.events[-1] == ERASED
    assert await journal.load_session(session(6)) is None
    assert await journal.load_session(session(1)) is None
