"""Starts a child process beside the event loop: forking a large process stops whoever does it for many milliseconds."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A child in a session of its own, spoken to through its standard input and output."""

    popen: subprocess.Popen[bytes]
    stdin: asyncio.StreamWriter
    stdout: asyncio.StreamReader
    reading: asyncio.BaseTransport

    @property
    def pid(self) -> int:
        """The process, which leads its session."""
        return self.popen.pid

    def renice(self, niceness: int) -> None:
        """Let processes that are less nice go first from now on."""
        if self.popen.returncode is None:
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, self.pid, niceness)

    def give_way(self) -> None:
        """Let it run from now on only while nobody else wants a processor (man 7 sched, SCHED_IDLE)."""
        if self.popen.returncode is None:
            with suppress(ProcessLookupError):
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    def used_seconds(self) -> float:
        """Seconds of processor time it has used; 0 once it has ended (man 5 proc_pid_stat, fields 14 and 15)."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def end(self) -> None:
        """Kill it with whatever it started, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        await asyncio.to_thread(self.popen.wait)
        self.stdin.close()
        self.reading.close()


async def started(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Process:
    """The child, running. uvloop's own start of a process took 15–28 ms of the loop at 200 MB; in a thread, Python's
    takes 2–5 ms of that thread (vfork)."""
    loop = asyncio.get_running_loop()
    spawning = asyncio.ensure_future(asyncio.to_thread(_spawn, command, folder, environment))
    try:
        popen = await asyncio.shield(spawning)
    except asyncio.CancelledError:
        spawning.add_done_callback(_abandon)
        raise
    reader = asyncio.StreamReader()
    reading, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), popen.stdout)
    transport, protocol = await loop.connect_write_pipe(
        lambda: asyncio.StreamReaderProtocol(asyncio.StreamReader()), popen.stdin
    )
    return Process(popen, asyncio.StreamWriter(transport, protocol, None, loop), reader, reading)


def _spawn(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module; nothing of it is typed by anybody
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )


def _abandon(spawning: asyncio.Future[subprocess.Popen[bytes]]) -> None:
    """Nobody waits for it any more."""
    if not spawning.cancelled() and spawning.exception() is None:
        popen = spawning.result()
        popen.kill()
        popen.communicate()
