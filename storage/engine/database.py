"""The door of this room: open, migrate, read, write, close; and every database error made one of ours."""

from asyncio import Lock
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext, suppress
from typing import TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import migrations
from storage.engine import address, dialects
from storage.engine import scrub as scrubbing
from storage.engine.sealing import OPTION
from storage.engine.vault import Vault
from storage.errors import OlderSchema, Refused, Unavailable
from storage.records import ReplyMark
from storage.schema import tables

T = TypeVar("T")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise dialects.translate(error) from None
    except StatementError as error:
        raise Refused(str(error.orig)) from None
    except UnicodeEncodeError:
        raise Refused("half a character") from None
    except (PoolTimeout, OSError) as error:
        raise Unavailable(type(error).__name__) from None


class Database:
    """A pool of connections to one SQLite file or one PostgreSQL database."""

    def __init__(self, engines: dialects.Engines, url: str, vault: Vault) -> None:
        self._engines, self._url = engines, url
        self.vault = vault
        """What seals and opens what is kept about people."""
        self._identity: tuple[int, int] | None = None
        self.unwritten_marks: dict[str, ReplyMark] = {}
        """Marks of replies (storage/journal/reply_marks.py) this process has still to write, by session."""
        # SQLite has one writer anyhow; waiting here is fair and instant, waiting there is polling.
        self._write_lock: AbstractAsyncContextManager[None] = Lock() if engines.is_sqlite else nullcontext()

    @classmethod
    def open(cls, url: str, vault: Vault | None = None) -> "Database":
        """Prepare `sqlite:///data/bot.db` or `postgresql://user:password@host/name`; without a vault nothing is sealed.

        Connects when first used. Creates the folder of an SQLite file. ValueError for any other address.
        """
        vault = vault or Vault()
        return cls(dialects.connect(url, {OPTION: vault}), url, vault)

    @staticmethod
    def check_address(url: str) -> None:
        """Whether `open` would take this address. Touches nothing; ValueError, which never repeats a password."""
        address.parse(url)

    @staticmethod
    def exists(url: str) -> bool:
        """Whether there may be something to read: opening an SQLite file that is not there would create it."""
        return address.exists(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file rather than a server."""
        return self._engines.is_sqlite

    async def migrate(self) -> None:
        """Bring an empty or older database to this version's schema. NewerSchema, Unavailable."""

        def work(connection: Connection) -> None:
            dialects.lock_for_migration(connection)
            migrations.upgrade(connection)

        with _translated():
            await dialects.prepare(self._engines)
        async with self.write() as connection:
            await connection.run_sync(work)
        self._identity = self._file_identity()
        if self._engines.file:
            with suppress(OSError):  # somebody else's file: its owner decides
                self._engines.file.chmod(0o600)  # SQLite gives its log beside it the same mode

    async def check_schema(self) -> None:
        """Whether the database is at this version's schema; changes nothing, and creates no file. OlderSchema,
        NewerSchema, Unavailable."""
        if not self.exists(self._url):
            raise OlderSchema("", migrations.newest())
        async with self.read() as connection:
            await connection.run_sync(migrations.check)
        self._identity = self._file_identity()

    async def ready(self) -> bool:
        """Whether a cheap query on a migrated table works now."""
        try:
            async with self.read() as connection:
                await connection.execute(select(tables.counter.c.series).limit(1))
        except Unavailable:
            return False
        return True

    def replaced(self) -> bool:
        """Whether the SQLite file was moved, deleted or restored under this process, which still writes to the old one
        where nobody will find it again."""
        return self._identity is not None and self._file_identity() != self._identity

    def _file_identity(self) -> tuple[int, int] | None:
        try:
            found = self._engines.file.stat() if self._engines.file else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    async def close(self) -> None:
        """Close every connection; close what uses this database first."""
        await self._engines.close()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading; each statement sees its own consistent state. Unavailable."""
        with _translated():
            async with self._engines.reading.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end, rolled back by any exception.

        Unavailable, Refused, Clash.
        """
        with _translated():
            async with self._write_lock, self._engines.writing.begin() as connection:
                yield connection

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Plain statements that only read, as `transact` writes. Unavailable."""
        with _translated():
            return await self._engines.look(work)

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """One transaction of plain statements: committed when `work` returns, rolled back by any exception.

        On SQLite in a thread of its own: see storage/engine/sqlite_thread.py.

        Unavailable, Refused, Clash, and whatever `work` raises.
        """
        with _translated():
            async with self._write_lock:
                return await self._engines.transact(work)

    def insert(self, table: Table) -> dialects.Insert:
        """An INSERT that knows ON CONFLICT."""
        return self._engines.insert(table)

    async def scrub_files(self, patience: float = scrubbing.PATIENCE) -> scrubbing.Scrubbed:
        """Write every table's file anew, without what was erased; see storage/engine/scrub.py. Unavailable."""
        with _translated():
            return await scrubbing.scrub_files(self._engines, patience)

    async def scrub(self) -> None:
        """Remove what an erasure left outside the tables."""
        with _translated():
            await dialects.scrub(self._engines)
