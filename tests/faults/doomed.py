"""Runs `bot` and kills it, as with kill -9, at a chosen boundary of a chosen transaction.

`python -m tests.faults.doomed serve` with DOOM="after:7": right after the seventh commit. `before` is before the
transaction begins, `inside` when everything is written but not committed. The moments between the boundaries need
no test of their own: nothing durable happens there. FILE_LIMIT, in bytes, stands for a full disk.
"""

import os
import resource
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.main import main
from bot.outbox import worker
from storage.engine.database import Database

_write = Database.write
_count = 0


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@asynccontextmanager
async def _doomed(self: Database) -> AsyncIterator[AsyncConnection]:
    global _count  # noqa: PLW0603 - this process lives to count to this number
    _count += 1
    here = _count == _number
    if here and _phase == "before":
        _die()
    async with _write(self) as connection:
        yield connection
        if here and _phase == "inside":
            _die()
    if here and _phase == "after":
        _die()


if __name__ == "__main__":
    _phase, _, _at = os.environ.get("DOOM", "never:0").partition(":")
    _number = int(_at)
    if "FILE_LIMIT" in os.environ:  # a disk that is full: no file may grow beyond this
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["FILE_LIMIT"]),) * 2)
    Database.write = _doomed  # type: ignore[method-assign]
    # A silent worker is believed dead after a second instead of a minute, so that the test need not wait.
    worker.LEASE, worker.HEARTBEAT = timedelta(seconds=1), timedelta(seconds=0.3)
    sys.exit(main(sys.argv[1:]))
