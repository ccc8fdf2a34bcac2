"""Opening, migrating, being unavailable, and recovering."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, text

from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.errors import NewerSchema, Refused, Unavailable
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.schema import tables
from tests.storage.make import NOW, session, submitting, turn


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    """A database nobody has migrated."""
    database = Database.open(empty_url)
    yield database
    await database.close()


async def test_the_migrations_make_the_tables_the_code_expects(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), tables.metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


async def _statements(database: Database) -> dict[str, set[str]]:
    """The definitions of each statement, whose order SQLAlchemy leaves open; SQLite adds columns to a line."""
    between = re.compile(r",\s+(?=\w+ (?:TEXT|INTEGER|DATETIME|BOOLEAN))|\n")
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql > ''"
    async with database.read() as connection:
        rows = (await connection.execute(text(query))).all()
    return {row.name: {part.strip(" \t,") for part in between.split(row.sql)} for row in rows}


async def test_sqlite_gets_the_very_statements_of_the_tables(tmp_path: Path) -> None:
    migrated = Database.open(f"sqlite:///{tmp_path}/migrated.db")
    await migrated.migrate()
    created = Database.open(f"sqlite:///{tmp_path}/created.db")
    async with created.write() as connection:
        await connection.run_sync(tables.metadata.create_all)
    assert await _statements(migrated) == await _statements(created) != {}
    await migrated.close()
    await created.close()


async def test_a_database_is_ready_once_migrated_and_migrating_again_is_harmless(empty: Database) -> None:
    assert not await empty.ready()
    await empty.migrate()
    await empty.migrate()
    assert await empty.ready()


async def test_several_replicas_may_migrate_at_once(empty_url: str) -> None:
    replicas = [Database.open(empty_url) for _ in range(4)]
    await asyncio.gather(*(replica.migrate() for replica in replicas))
    assert await replicas[0].ready()
    for replica in replicas:
        await replica.close()


async def test_a_newer_schema_is_refused_with_advice(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match=r"9999.*newer version"):
        await database.migrate()


async def test_other_databases_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        Database.open("mysql://localhost/x")
    with pytest.raises(ValueError, match="needs a file"):
        Database.open("sqlite://")


@pytest.mark.xdist_group("postgres")
async def test_hosting_companies_addresses_are_understood(postgres_url: str) -> None:
    database = Database.open(f"{postgres_url}&sslmode=disable")
    await database.migrate()
    assert await database.ready()
    await database.close()


async def test_a_read_only_sqlite_file_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    writable = Database.open(f"sqlite:///{tmp_path}/bot.db")
    await writable.migrate()
    journal = Journal(writable)
    await journal.append(turn())
    await journal.close()
    database = Database.open(f"sqlite:///file:{tmp_path}/bot.db?mode=ro&uri=true")
    journal = Journal(database)
    assert await journal.load_session(session(1)) is not None
    with pytest.raises(Unavailable):
        await journal.append(turn(1, 2))
    await journal.close()
    await database.close()
    await writable.close()


async def test_a_full_disk_turns_everybody_away_and_nobody_for_long(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/bot.db")
    await database.migrate()
    journal = Journal(database)
    async with database.read() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
    await database.transact(lambda writer: writer.execute(text(f"PRAGMA max_page_count={pages}")).all())
    big = [{"text": "字" * 5000}]
    appends = [journal.append(turn(n, events=big)) for n in range(10)]
    outcomes = await asyncio.gather(*appends, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 10
    assert "字" not in str(outcomes[0])
    await database.transact(lambda writer: writer.execute(text("PRAGMA max_page_count=100000")).all())
    assert await journal.append(turn(1, events=big)) == Appended(1)
    await journal.close()
    await database.close()


@pytest.mark.xdist_group("postgres")
async def test_a_postgresql_that_goes_read_only_and_comes_back(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    await database.migrate()
    name = make_url(postgres_url).database

    async def read_only(state: str) -> None:
        """As in a failover: the setting changes and every connection is cut."""
        async with database.write() as connection:
            await connection.execute(text("SET TRANSACTION READ WRITE"))
            await connection.execute(
                text(f"ALTER DATABASE {name} SET default_transaction_read_only = {state}")
            )
        with pytest.raises(Unavailable):
            async with database.read() as connection:
                await connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                    {"name": name},
                )

    journal = Journal(database)
    await read_only("on")
    assert await database.ready()
    outcomes = await asyncio.gather(*(journal.append(turn(n)) for n in range(5)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 5
    await read_only("off")
    assert await journal.append(turn(1)) == Appended(1)
    await journal.close()
    await database.close()


async def test_no_server_is_unavailable_and_not_ready() -> None:
    database = Database.open("postgresql://nobody:nothing@127.0.0.1:1/none")
    assert not await database.ready()
    with pytest.raises(Unavailable):
        await Applications(database).get("113-0001")
    await database.close()


async def test_an_append_after_closing_is_unavailable(database: Database) -> None:
    journal = Journal(database)
    await journal.close()
    with pytest.raises(Unavailable):
        await journal.append(turn())


async def test_what_no_database_could_hold_is_refused_and_not_worth_a_retry(
    database: Database, journal: Journal
) -> None:
    with pytest.raises(Refused):
        await journal.append(submitting(1, company="半\ud83d"))
    with pytest.raises(Refused, match="naive"):
        await journal.append(replace(turn(1), at=NOW.replace(tzinfo=None)))
    assert await Applications(database).list(1) == ()
