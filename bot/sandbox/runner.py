"""Starts a child process per file, gives it the file, takes what it made of it, and ends it whatever happens."""

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.packet import HEAD, BadPacket, Packet, announced, facts_size
from bot.sandbox.process import Process, started

ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = "bot.sandbox.child"
MEGABYTE = 1024 * 1024
_NICE = 10
"""Niceness of a child: whoever types comes first."""

_LOOK_SECONDS = 0.25
"""How often the processor time of a child is looked at."""

AT_ONCE = max(1, min(2, (os.cpu_count() or 1) - 1))
"""Children at a time: one processor is left to whoever types."""

log = logging.getLogger("bot.sandbox")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    `seconds` of processor time and by the clock, from the moment the child has the file: an ordinary one needs one
    or two. After `brisk_seconds` of processor time it runs only while nobody else wants a processor: a nice process
    still finishes the slice it has begun. `megabytes` of address space, libraries included (they take 430);
    `start_seconds` until the child has loaded them; `at_once` children.
    """

    seconds: int = 20
    brisk_seconds: float = 1
    megabytes: int = 1024
    start_seconds: int = 30
    at_once: int = AT_ONCE


class Child:
    """A process that reads one file and answers once."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self.pid = process.pid
        self.closed: frozenset[str] = frozenset()
        """What the kernel closed to it, known once it has answered: "network", "files", "system calls"."""
        self._process = process
        self._limits = limits

    async def answer(self, packet: Packet) -> Packet | None:
        """The child's answer; None when it died, answered nonsense or took longer than allowed."""
        try:
            ready = await asyncio.wait_for(_answer(self._process), self._limits.start_seconds)
            self.closed = frozenset(map(str, ready.facts["closed"]))
            return await asyncio.wait_for(self._exchange(packet), self._limits.seconds)
        except TimeoutError:
            log.warning("sandbox.killed")
        except (asyncio.IncompleteReadError, ConnectionError, BadPacket, KeyError, TypeError) as error:
            log.warning("sandbox.died error=%s", type(error).__name__)
        return None

    async def _exchange(self, packet: Packet) -> Packet:
        """Give it the file and take the answer; one that takes long gives way to everybody."""
        most = self._process.used_seconds() + self._limits.brisk_seconds
        giving_way = asyncio.create_task(_give_way(self._process, most))
        try:
            for chunk in packet.chunks():
                self._process.stdin.write(chunk)
                await self._process.stdin.drain()
            return await _answer(self._process)
        finally:
            giving_way.cancel()


class Sandbox:
    """Gives a fresh child process for each file. Beyond `Limits.at_once` of them, who asked first comes first: whoever
    asks for one file at a time waits for one file of each of the others at most."""

    def __init__(self, limits: Limits | None = None, module: str = CHILD) -> None:
        self._limits = limits or Limits()
        self._module = module
        self._slots = asyncio.Semaphore(self._limits.at_once)
        self._said = False

    @asynccontextmanager
    async def child(self) -> AsyncIterator[Child]:
        """A child in a session of its own, with nothing of our environment and no file of ours open; killed with
        whatever it started when the block is left."""
        limits = self._limits
        async with self._slots:
            sizes = str(limits.megabytes * MEGABYTE), str(limits.seconds)
            process = await started((sys.executable, "-m", self._module, *sizes), ROOT, _environment())
            process.renice(_NICE)
            try:
                child = Child(process, limits)
                yield child
                self._say_once(child)
            finally:
                await process.end()

    def _say_once(self, child: Child) -> None:
        """Log what is closed to the children on this machine, so that nobody relies on what is not."""
        if child.closed and not self._said:
            self._said = True
            log.info("sandbox closes: %s", ", ".join(sorted(child.closed)))


def _environment() -> dict[str, str]:
    """No token, no address of a database; one thread for the numeric libraries, whose threads cost address space."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    return {**kept, **single, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


async def _give_way(process: Process, most: float) -> None:
    """Once the child has used up so many seconds of processor time."""
    while process.used_seconds() < most:  # noqa: ASYNC110 - the kernel tells nobody
        await asyncio.sleep(_LOOK_SECONDS)
    process.give_way()


async def _answer(child: Process) -> Packet:
    size = facts_size(await child.stdout.readexactly(HEAD.size))
    facts, sizes = announced(await child.stdout.readexactly(size))
    return Packet(facts, [await child.stdout.readexactly(size) for size in sizes])
