"""New databases with this version's tables: made once in a process and copied, as making them takes longer than most
tests. Tests of the migrations themselves begin with an empty one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.engine.database import Database

MIGRATED, COPY = "migrated", "copy"
"""PostgreSQL's databases: the one with the tables, and the one a test writes to."""


async def _migrate(url: str) -> None:
    database = Database.open(url)
    await database.migrate()
    await database.close()


def migrate(url: str) -> None:
    """Make the tables, whether an event loop runs in this thread or not."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _migrate(url)).result()


@cache
def _sqlite_file() -> bytes:
    with TemporaryDirectory() as folder:
        migrate(f"sqlite:///{folder}/new.db")
        return Path(folder, "new.db").read_bytes()


def new_sqlite(file: Path) -> str:
    """The address of a database in this file, which is made unless it is there."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_sqlite_file())
    return f"sqlite:///{file}"


def new_postgres(server: Any) -> str:
    """The address of a new database on that server, in place of the one made before."""
    if MIGRATED not in server.psql("SELECT datname FROM pg_database"):
        server.psql(f"CREATE DATABASE {MIGRATED}")
        migrate(server.get_uri(MIGRATED))
    server.psql(
        f"DROP DATABASE IF EXISTS {COPY} WITH (FORCE);\nCREATE DATABASE {COPY} TEMPLATE {MIGRATED} STRATEGY file_copy;"
    )
    return str(server.get_uri(COPY))
