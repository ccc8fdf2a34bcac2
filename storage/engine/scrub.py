"""Removing from the files of a database what has been erased from its tables.

SQLite overwrites what is deleted. PostgreSQL does not: a deleted or changed row stays in its file until a vacuum
frees its space and something else takes it, its index entries and statistics likewise, and the log of writes repeats
it. VACUUM FULL writes tables and indexes anew, without them.
"""

import asyncio
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine.dialects import Engines
from storage.errors import Unavailable
from storage.schema.tables import metadata

PATIENCE = 60.0
"""Seconds to wait for transactions begun earlier: whatever they may still see cannot be removed."""

_LOOK = 0.2
_OLDER = (
    "SELECT count(*) FROM pg_stat_activity, (SELECT age(CAST('{mine}' AS xid)) AS mine) AS begun"
    " WHERE age(backend_xmin) > mine OR age(backend_xid) > mine"
)
_STATISTICS = ("pg_statistic", "pg_statistic_ext_data")
"""What the planner remembers of columns: the commonest values, word for word."""

_FORGET = "DELETE FROM pg_catalog.pg_statistic WHERE starelid = CAST(:table AS regclass)"
"""ANALYZE of a table that has become empty leaves what was remembered of it."""

_MAY_CHECKPOINT = (
    "SELECT usesuper FROM pg_user WHERE usename = current_user"  # other rights differ by version
)


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What was done, and what is left: `log` whether the log of writes was closed and checkpointed, `spares` whether
    its old files are kept as spares, with what is in them, `archived` whether copies of it go elsewhere."""

    sqlite: bool
    log: bool = True
    spares: bool = False
    archived: bool = False


async def scrub_files(engines: Engines, patience: float = PATIENCE) -> Scrubbed:
    """Write every table anew, without what was erased; whoever uses one waits for it. Unavailable when a transaction
    begun earlier does not end within `patience` seconds."""
    if engines.is_sqlite:
        async with engines.reading.connect() as connection:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                await connection.exec_driver_sql(statement)
        return Scrubbed(sqlite=True)
    # A connection of its own, since a large table takes longer than any statement of the service may.
    engine = create_async_engine(
        engines.reading.url,
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": 10},
    )
    try:
        async with engine.connect() as connection:
            await _wait_for_older(connection, patience)
            return await _rewrite(connection)
    finally:
        await engine.dispose()


async def _wait_for_older(connection: AsyncConnection, patience: float) -> None:
    """Return when every transaction begun before now has ended. Unavailable."""
    mine = (await connection.exec_driver_sql("SELECT CAST(pg_current_xact_id() AS text)")).scalar_one()
    older = _OLDER.format(mine=int(mine) % 2**32)
    waited = 0.0
    while (await connection.exec_driver_sql(older)).scalar_one():
        if waited >= patience:
            raise Unavailable(
                "a transaction begun earlier is still open (a backup?): run this again after it"
            )
        await asyncio.sleep(_LOOK)
        waited += _LOOK


async def _rewrite(connection: AsyncConnection) -> Scrubbed:
    await connection.execute(text("SET lock_timeout = '30s'"))
    may = bool((await connection.execute(text(_MAY_CHECKPOINT))).scalar())
    for table in metadata.sorted_tables:
        if may:
            await connection.execute(text(_FORGET), {"table": f'"{table.name}"'})
        await connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table.name}"')
    if may:
        for name in _STATISTICS:
            await connection.exec_driver_sql(f"VACUUM (FULL) pg_catalog.{name}")
        await connection.execute(text("SELECT pg_switch_wal()"))
        await connection.exec_driver_sql("CHECKPOINT")
    return Scrubbed(
        sqlite=False,
        log=may,
        spares=await _setting(connection, "wal_recycle") == "on",
        archived=await _setting(connection, "archive_mode") != "off",
    )


async def _setting(connection: AsyncConnection, name: str) -> str:
    return str((await connection.exec_driver_sql(f"SHOW {name}")).scalar_one())
