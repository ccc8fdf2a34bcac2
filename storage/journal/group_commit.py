"""Group commit: turns that arrive while one commit is under way share the next.

A durable commit costs the same for one turn as for hundreds, so this is what makes durable turns cheap.
If a group fails because of one of its turns, it is halved until that one stands alone with its verdict.
"""

from asyncio import Future, Task, create_task, get_running_loop, shield
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.engine.database import Database
from storage.errors import Clash, Deadlock, Unavailable
from storage.journal.append import outcome_of_clash, store
from storage.journal.outcomes import Outcome
from storage.records import NewTurn

_GROUP = 256  # turns per commit; larger groups gain nothing and make everybody in them wait


@dataclass(frozen=True, slots=True)
class _Waiting:
    turn: NewTurn
    outcome: Future[Outcome] = field(default_factory=lambda: get_running_loop().create_future())

    def fail(self, error: BaseException) -> None:
        self.outcome.set_exception(error)
        self.outcome.exception()  # seen: the caller may have been cancelled, and nobody else would look


class GroupCommit:
    """The one writer of turns in this process; its task lives while there is something to write."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: deque[_Waiting] = deque()
        self._task: Task[None] | None = None
        self._closed = False

    async def append(self, turn: NewTurn) -> Outcome:
        """Queue a turn and wait for its outcome; see Journal.append."""
        if self._closed:
            msg = "closed"
            raise Unavailable(msg)
        waiting = _Waiting(turn)
        self._queue.append(waiting)
        if self._task is None:
            self._task = create_task(self._drain(), name="journal writer")
        return await shield(waiting.outcome)

    async def close(self) -> None:
        """Refuse new turns and settle the accepted ones."""
        self._closed = True
        if self._task is not None:
            await shield(self._task)

    async def _drain(self) -> None:
        try:
            while self._queue:
                group = [self._queue.popleft() for _ in range(min(len(self._queue), _GROUP))]
                await self._settle(group)
        finally:
            self._task = None

    async def _settle(self, group: Sequence[_Waiting]) -> None:
        try:
            outcomes = await self._attempt([waiting.turn for waiting in group])
        except Exception as error:
            await self._divide(group, error)
            return
        for waiting, outcome in zip(group, outcomes, strict=True):
            waiting.outcome.set_result(outcome)

    async def _divide(self, group: Sequence[_Waiting], error: Exception) -> None:
        hopeless = isinstance(error, Unavailable) and not isinstance(error, Deadlock)
        if hopeless or len(group) == 1:
            for waiting in group:
                waiting.fail(error)
            return
        middle = len(group) // 2
        await self._settle(group[:middle])
        await self._settle(group[middle:])

    async def _attempt(self, turns: Sequence[NewTurn]) -> Sequence[Outcome]:
        try:
            return await self._database.transact(lambda connection: store(self._database, connection, turns))
        except Clash as error:
            if len(turns) > 1:
                raise
            return [await outcome_of_clash(self._database, turns[0], error.constraint)]
