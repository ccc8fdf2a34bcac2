"""SQLite from asyncio in one go: a change of thread for a whole piece of work, where an asynchronous driver makes
several a statement. That was most of a turn when measured (docs/benchmarks.md)."""

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")


class SqliteThread:
    """One connection to an SQLite file, and the thread that alone uses it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "sqlite")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` with the connection; cancelling the caller does not stop it."""
        return await get_running_loop().run_in_executor(self._thread, self._run, work)

    async def close(self) -> None:
        """Wait for what is running, then close the connection."""
        await get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown(wait=False)

    def _run(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)
