"""Which turns' replies are known to have gone out, written down in groups a moment after they have.

What was lost of these marks with a process costs one question asked again, never an answer to a question unseen.
"""

import asyncio
import logging
from contextlib import suppress

from sqlalchemy import Connection, bindparam, update

from storage.engine.database import Database
from storage.records import ReplyMark
from storage.schema.tables import turn

LOG = logging.getLogger("storage.reply_marks")

GATHER = 0.05
"""Seconds for which marks are gathered before they are written: they cost a commit, nobody waits for them, and a person
takes longer to read a question."""

AGAIN = 1.0
"""Seconds before what could not be written is tried once more."""

MOST = 50_000
"""Marks kept while the database is away; the oldest are given up first."""

_MARK = (
    update(turn)
    .where(turn.c.session == bindparam("of_session"), turn.c.seq == bindparam("of_seq"))
    .values(shown_at=bindparam("shown"))
)


class ReplyMarks:
    """The marks of one process. Those not written yet are kept with the database, so that it sees them itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def put(self, session: str, mark: ReplyMark) -> None:
        """Write it down, soon."""
        waiting = self._database.unwritten_marks
        waiting.pop(session, None)
        waiting[session] = mark
        if len(waiting) > MOST:
            del waiting[next(iter(waiting))]
        if self._task is None and not self._closing.is_set():
            self._task = asyncio.create_task(self._write(), name="reply marks")

    def unwritten(self, session: str) -> ReplyMark | None:
        """The mark of a session that is not in the database yet."""
        return self._database.unwritten_marks.get(session)

    async def close(self) -> None:
        """Write what is left, once."""
        self._closing.set()
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _write(self) -> None:
        pause = GATHER
        try:
            while self._database.unwritten_marks:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), pause)
                pause = GATHER if await self._written() else AGAIN
                if pause == AGAIN and self._closing.is_set():
                    return
        finally:
            self._task = None

    async def _written(self) -> bool:
        waiting = self._database.unwritten_marks
        group = dict(waiting)
        rows = [
            {"of_session": session, "of_seq": mark.seq, "shown": mark.at} for session, mark in group.items()
        ]

        def work(connection: Connection) -> None:
            connection.execute(_MARK, rows)

        try:
            await self._database.transact(work)
        except Exception as error:  # nobody waits for it, so nobody else would hear of it
            LOG.warning("reply_marks.not_written error=%s", type(error).__name__)
            return False
        for session, mark in group.items():
            if waiting.get(session) == mark:
                del waiting[session]
        return True
