"""Everything SQLite and PostgreSQL do differently, so that the rest of the room is written once."""

from asyncio import sleep
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine.address import parse
from storage.engine.sqlite_thread import SqliteThread
from storage.errors import Clash, Deadlock, Refused, StorageError, Unavailable
from storage.schema import tables

_POOL = 10  # connections; the writer needs one, the rest serve reads and the worker
_BUSY_SECONDS = 5  # how long SQLite waits for another process (a staff command) before giving up
_PRAGMAS = (
    "synchronous=FULL",  # a commit survives a power cut: no reply leaves before it is durable
    "foreign_keys=ON",
    "secure_delete=ON",  # erased text is overwritten, not only unlinked
)
_WRITES = "storage_writes"
FOREIGN_KEY = "some foreign key"
_MIGRATION_LOCK = 0x5AE113  # arbitrary, but the same in every replica
_DEADLOCKS = {"40001", "40P01"}  # serialization_failure, deadlock_detected

Insert = sqlite.Insert | postgresql.Insert
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engines:
    """One pool seen two ways: `reading` sends no BEGIN, `writing` opens a transaction that may write.

    SQLite has beside it two connections with a thread each, `threads`, for what is read or written in one go."""

    reading: AsyncEngine
    writing: AsyncEngine
    threads: tuple[SqliteThread, SqliteThread] | None = None
    file: Path | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file rather than a server."""
        return self.threads is not None

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Plain statements that only read."""
        if self.threads:
            return await self.threads[0].run(work)
        async with self.reading.connect() as connection:
            return await connection.run_sync(work)

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """One transaction of plain statements."""
        if self.threads:
            return await self.threads[1].run(work)
        async with self.writing.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Close every connection."""
        await self.reading.dispose()
        for thread in self.threads or ():
            await thread.close()

    def insert(self, table: Table) -> Insert:
        """An INSERT that knows ON CONFLICT."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)


def connect(address: str, options: Mapping[str, object]) -> Engines:
    """Build the engines for `sqlite:///path` or `postgresql://…`, with these execution options; ValueError for anything
    else."""
    url = parse(address)
    build = _sqlite if url.get_backend_name() == "sqlite" else _postgresql
    return build(url, dict(options))


def _sqlite(url: URL, options: dict[str, object]) -> Engines:
    file = Path(url.database or "")
    if not str(file).startswith("file:"):
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url,
        pool_size=_POOL,
        hide_parameters=True,
        connect_args={"timeout": _BUSY_SECONDS},
        execution_options=options,
    )
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    writing = engine.execution_options(**{_WRITES: True})
    event.listen(writing.sync_engine, "begin", _begin_immediate)
    return Engines(
        reading=engine,
        writing=writing,
        threads=(SqliteThread(_single(url, options)), SqliteThread(_to_write(_single(url, options)))),
        file=file,
    )


def _single(url: URL, options: dict[str, object]) -> Engine:
    """An engine with one connection, for one thread."""
    plain = url.set(drivername="sqlite")
    arguments = {"timeout": _BUSY_SECONDS}
    engine = create_engine(
        plain,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args=arguments,
        execution_options=options,
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _to_write(engine: Engine) -> Engine:
    writing = engine.execution_options(**{_WRITES: True})
    event.listen(writing, "begin", _begin_immediate)
    return writing


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver's own idea of when to begin is switched off: it opens write transactions as readers first,
    # which fails with SQLITE_BUSY when two of them want to be promoted.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: URL, options: dict[str, object]) -> Engines:
    query = dict(url.query)
    if "sslmode" in query:  # libpq's name, which every hosting company prints; asyncpg calls it ssl
        query["ssl"] = query.pop("sslmode")
    engine = create_async_engine(
        url.set(query=query),
        pool_size=_POOL,
        pool_pre_ping=True,
        hide_parameters=True,
        # Seconds to connect and per statement: a network that swallows packets must not stop the writer.
        connect_args={"timeout": 10, "command_timeout": 30},
        execution_options=options,
    )
    return Engines(reading=engine.execution_options(isolation_level="AUTOCOMMIT"), writing=engine)


async def prepare(engines: Engines) -> None:
    """Before a migration: give SQLite its write-ahead log, so that readers go on while the writer writes.

    The file remembers it. Processes that start together may be told "locked" at once, in spite of the
    timeout, while one of them makes the change.
    """
    pauses = [0.05, 0.1, 0.2, 0.5, 1.0]
    while engines.is_sqlite:
        try:
            await _on_reading(engines, "PRAGMA journal_mode=WAL")
            break
        except OperationalError as error:
            if not pauses or "locked" not in str(error.orig):
                raise
            await sleep(pauses.pop(0))


async def _on_reading(engines: Engines, statement: str) -> None:
    async with engines.reading.connect() as connection:
        await connection.exec_driver_sql(statement)


def lock_for_migration(connection: Connection) -> None:
    """Let one replica at a time migrate; SQLite's BEGIN IMMEDIATE has seen to that already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})


async def scrub(engines: Engines) -> None:
    """After an erasure: empty SQLite's write-ahead log, which still holds the old pages.

    PostgreSQL's old row versions stay until storage/engine/scrub.py, which holds everybody up for a while.
    """
    if engines.is_sqlite:
        await _on_reading(engines, "PRAGMA wal_checkpoint(TRUNCATE)")


def _sqlite_names() -> Mapping[str, str]:
    """SQLite names the columns of the key it enforced, not the key."""
    return {
        ", ".join(f"{table.name}.{column.name}" for column in constraint.columns): str(constraint.name)
        for table in tables.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
    }


_NAMES = _sqlite_names()


def translate(error: DBAPIError) -> StorageError:
    """Make a database error one of ours. Its text stays behind: PostgreSQL's quotes the row's values."""
    state = getattr(error.orig, "sqlstate", None) or ""
    if isinstance(error, IntegrityError):
        return Clash(_violated(error))
    if state in _DEADLOCKS:
        return Deadlock(state)
    # Class 22 is PostgreSQL's "data exception"; a ValueError is its driver's, before anything was sent.
    if (
        isinstance(error, DataError | IntegrityError)
        or state.startswith("22")
        or isinstance(error.orig and error.orig.__cause__, ValueError)
    ):
        return Refused(f"{type(error.orig).__name__} {state}".strip())
    return Unavailable(f"{type(error.orig).__name__} {state}".strip())


def _violated(error: IntegrityError) -> str:
    """The name of the constraint a row broke; FOREIGN_KEY when SQLite, which never names those, says so."""
    name = getattr(error.orig.__cause__, "constraint_name", None) if error.orig else None
    if name:
        return str(name)
    message = str(error.orig)
    if message.startswith("FOREIGN KEY"):
        return FOREIGN_KEY
    return _NAMES.get(message.removeprefix("UNIQUE constraint failed: "), message)
