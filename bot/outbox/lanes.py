"""Lanes: which jobs wait for which, so that a mail server or a platform that hangs delays nothing but its own."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.outbox.wake_up import WakeUp
from bot.outbox.worker import Handler, Schedule, Worker
from storage.outbox.jobs import Jobs
from storage.stored_names import JobKind

STOPPING = timedelta(seconds=20)
"""How long jobs in hand may take when the process is to stop; one cut off is taken up when its lease ends."""

_CHAT = "_chat"
"""How the kinds of jobs end that say something on a platform."""

_LANES: Mapping[str, str] = {
    JobKind.DOCUMENT: "documents",
    JobKind.BOUNCES: "mailbox",
    JobKind.RETENTION: "night",
    JobKind.FIGURES: "night",
}


def lane_of(kind: str) -> str:
    """The lane of a kind of job: documents wait for nobody, and nobody for the mailbox of returned mails or the
    night's erasures."""
    if kind.endswith(_CHAT):
        return "chat"
    return _LANES.get(kind, "mail")


class Lanes:
    """One worker per lane, and one for the schedules."""

    def __init__(
        self,
        name: str,
        jobs: Jobs,
        handlers: Mapping[str, Handler],
        wake_up: WakeUp,
        now: Callable[[], datetime],
        schedules: Sequence[Schedule],
    ) -> None:
        """`name` is unique to the process."""
        lanes: dict[str, dict[str, Handler]] = {"schedules": {}}
        for kind, handler in handlers.items():
            lanes.setdefault(lane_of(kind), {})[kind] = handler
        self._workers = [
            Worker(f"{name}:{lane}", jobs, own, wake_up.listener(), now, () if own else schedules)
            for lane, own in lanes.items()
        ]
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Let every worker run beside whatever else runs."""
        self._tasks = [asyncio.create_task(worker.run()) for worker in self._workers]

    async def stop(self) -> None:
        """Finish the jobs in hand, within bounds."""
        for worker in self._workers:
            worker.stop()
        _, late = await asyncio.wait(self._tasks, timeout=STOPPING.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
