"""Runs `bot` and kills it, as with kill -9, at a chosen boundary of a chosen transaction.

`python -m tests.faults.doomed serve` with DOOM="after:7": right after the seventh commit. `before` is before the
transaction begins, `inside` when everything is written but not committed. The moments between the boundaries need
no test of their own: nothing durable happens there. FILE_LIMIT, in bytes, stands for a full disk.
"""

import itertools
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.main import main
from bot.outbox import worker
from storage.engine.database import Database

T = TypeVar("T")

_write, _transact = Database.write, Database.transact


def doom(phase: Callable[[], str]) -> None:
    """Have this process killed at the boundary of a transaction that `phase`, asked before each, names; "" for none."""

    def die(here: str, boundary: str) -> None:
        if here == boundary:
            os.kill(os.getpid(), signal.SIGKILL)

    @asynccontextmanager
    async def write(self: Database) -> AsyncIterator[AsyncConnection]:
        here = phase()
        die(here, "before")
        async with _write(self) as connection:
            yield connection
            die(here, "inside")
        die(here, "after")

    async def transact(self: Database, work: Callable[[Connection], T]) -> T:
        here = phase()
        die(here, "before")

        def worked(connection: Connection) -> T:
            found = work(connection)
            die(here, "inside")
            return found

        found = await _transact(self, worked)
        die(here, "after")
        return found

    Database.write = write  # type: ignore[method-assign]
    Database.transact = transact  # type: ignore[method-assign]
    # A silent worker is believed dead after a second instead of a minute, so that the test need not wait.
    worker.LEASE, worker.HEARTBEAT = timedelta(seconds=1), timedelta(seconds=0.3)


if __name__ == "__main__":
    _phase, _, _at = os.environ.get("DOOM", "never:0").partition(":")
    _count = itertools.count(1)
    if "FILE_LIMIT" in os.environ:  # a disk that is full: no file may grow beyond this
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["FILE_LIMIT"]),) * 2)
    doom(lambda: _phase if next(_count) == int(_at) else "")
    sys.exit(main(sys.argv[1:]))
