"""A copy of an SQLite database while it is in use; PostgreSQL brings its own tool, pg_dump."""

import os
import sqlite3
from pathlib import Path

from storage.engine.database import Database
from storage.errors import Refused


async def backup(database: Database, target: Path) -> None:
    """Write everything committed so far to a new file; writers go on meanwhile. Refused, Unavailable, OSError.

    One consistent state, by SQLite's online backup, and readable by its owner alone: it is personal data.
    """
    if not database.is_sqlite:
        raise Refused("a PostgreSQL database is backed up with pg_dump: see docs/deploy.md")
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        await _copy(database, unfinished)
        os.link(unfinished, target)  # unlike a rename it refuses to replace an older backup
    finally:
        unfinished.unlink(missing_ok=True)


async def _copy(database: Database, target: Path) -> None:
    # The copying runs in the driver's thread, so the target must be usable there.
    copy = sqlite3.connect(target, check_same_thread=False)
    try:
        async with database.read() as connection:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            await raw.driver_connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    finally:
        copy.close()
