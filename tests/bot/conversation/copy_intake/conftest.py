"""Somebody who has applied, and a process that reads what they send, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.turn_processor import TurnProcessor
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.services.new_databases import new_sqlite
from tests.support.signed_copies.uploads import Platform, Uploader, applied, reading_replica


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgres"))])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A new, migrated database of each kind."""
    here = request.param == "sqlite"
    url = new_sqlite(tmp_path / "bot.db") if here else str(request.getfixturevalue("new_postgres_url"))
    database = Database.open(url)
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    """Its journal."""
    journal = Journal(database)
    yield journal
    await journal.close()


@pytest.fixture
def platform() -> Platform:
    """Where the photos are."""
    return Platform()


@pytest.fixture
def turns(database: Database, journal: Journal, platform: Platform) -> TurnProcessor:
    """The process that is written to."""
    return reading_replica(database, journal, platform)


@pytest.fixture
async def mei(turns: TurnProcessor, database: Database, platform: Platform) -> Uploader:
    """Somebody who has applied."""
    return await applied(turns, database, platform)
