"""A process that serves people over a database of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.turn_processor import TurnProcessor
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.lobby import replica
from tests.support.services.new_databases import new_sqlite
from tests.support.town import Town


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A new, migrated database."""
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker makes documents here, so nobody waits for one."""
    monkeypatch.setattr("bot.conversation.case_status.DOCUMENT_WAIT", 0.0)


@pytest.fixture
async def turns(database: Database, impatient: None) -> AsyncIterator[TurnProcessor]:
    """The one process most tests need."""
    journal = Journal(database)
    yield replica(database, journal)
    await journal.close()


@pytest.fixture
async def town(database: Database, impatient: None) -> AsyncIterator[Town]:
    """Processes that start, stop and die on one database."""
    town = Town(database)
    yield town
    await town.settle()


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    """The journal of the database."""
    journal = Journal(database)
    yield journal
    await journal.close()
