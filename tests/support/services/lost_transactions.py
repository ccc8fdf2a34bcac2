"""The process is lost at a boundary of a transaction, within a test: nothing is written from there on, whatever still
runs; then somebody does the same again. What is durable changes at these boundaries only (tests/faults/doomed.py)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine.database import Database
from storage.errors import StorageError, Unavailable

T = TypeVar("T")

MOST = 40
"""More transactions than anything that one person does takes."""

_write, _transact = Database.write, Database.transact


@dataclass
class LostProcess:
    """Lost at transaction `at`: "inside", when all is written and nothing committed, or "after" its commit."""

    at: int
    phase: str
    count: int = 0
    lost: bool = False

    def begins(self) -> int:
        """A transaction begins; its number. Unavailable once the process is lost."""
        self._ends(dead=self.lost)
        self.count += 1
        return self.count

    def reaches(self, number: int, phase: str) -> None:
        """Transaction `number` is there. Unavailable where the process is lost."""
        self._ends(dead=self.lost or (number, phase) == (self.at, self.phase))

    def _ends(self, *, dead: bool) -> None:
        self.lost = dead
        if dead:
            raise Unavailable("lost")


@contextmanager
def lost_at(number: int, phase: str, spared: Database | None = None) -> Iterator[LostProcess]:
    """Whatever runs meanwhile is lost there, if it comes so far; not what writes through the `spared` one."""
    process = LostProcess(number, phase)

    @asynccontextmanager
    async def write(self: Database) -> AsyncIterator[AsyncConnection]:
        if self is spared:
            async with _write(self) as connection:
                yield connection
            return
        here = process.begins()
        async with _write(self) as connection:
            yield connection
            process.reaches(here, "inside")
        process.reaches(here, "after")

    async def transact(self: Database, work: Callable[[Connection], T]) -> T:
        if self is spared:
            return await _transact(self, work)
        here = process.begins()

        def worked(connection: Connection) -> T:
            found = work(connection)
            process.reaches(here, "inside")
            return found

        found = await _transact(self, worked)
        process.reaches(here, "after")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "write", write)
        patch.setattr(Database, "transact", transact)
        yield process


async def insisted(doing: Callable[[], Awaitable[T]], spared: Database | None = None) -> T:
    """Do it again and again, lost at one boundary after another, until it is done without being lost; what came of it.
    Whoever was not answered sends the same once more, so `doing` is to send the same each time."""
    for number in range(1, MOST):
        for phase in ("inside", "after"):
            with lost_at(number, phase, spared) as process:
                try:
                    found = await doing()
                except StorageError:
                    continue
            if not process.lost:
                return found
    raise AssertionError("it never comes to an end")
