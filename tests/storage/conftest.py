"""One contract, two databases: every test that asks for `url` or `database` runs on both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.services.new_databases import new_sqlite

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgres"))]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database with this version's tables."""
    if request.param == "sqlite":
        return new_sqlite(tmp_path / "data" / "bot.db")
    return str(request.getfixturevalue("new_postgres_url"))


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/bot.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A migrated database."""
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
