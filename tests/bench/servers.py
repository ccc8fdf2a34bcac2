"""The servers measured, as processes: what they cost is read from the system's own accounts."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.demo.people import free_port
from bot.demo.standins.telegram import TOKEN
from tests.bench.scenes import LINE_SECRET
from tests.faults.service import environment
from tests.support.paths import ROOT

RIVALS = ROOT / ".venv" / "rivals" / "bin" / "python"
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running process."""

    url: str
    pid: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def rss_mb(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") / 1e6


@asynccontextmanager
async def ours(
    folder: Path,
    platform_url: str,
    *,
    database_url: str = "",
    smtp_url: str = "smtp://127.0.0.1:1",
    worker: bool = False,
) -> AsyncIterator[Server]:
    """`serve` with LINE and Telegram."""
    port = free_port()
    url = database_url or f"sqlite:///{folder}/bot.db"
    line = {
        "LINE_CHANNEL_SECRET": LINE_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "bench",
        "LINE_API_URL": platform_url,
        "LINE_DATA_API_URL": platform_url,
        "LOG_LEVEL": "ERROR",
    }
    settings = environment(folder, url, platform_url, smtp_url, port) | line
    arguments = ["-m", "bot", "serve"] + ([] if worker else ["--no-worker"])
    async with _running(folder, arguments, settings, port) as server:
        yield server


@asynccontextmanager
async def rival(folder: Path, name: str, platform_url: str) -> AsyncIterator[Server]:
    """One of tests/bench/rivals."""
    port = free_port()
    settings = {
        "PORT": str(port),
        "API_URL": platform_url,
        "TOKEN": TOKEN,
        "LINE_CHANNEL_SECRET": LINE_SECRET,
    }
    async with _running(folder, ["-m", f"tests.bench.rivals.{name}"], settings, port) as server:
        yield server


@asynccontextmanager
async def aiogram(folder: Path, platform_url: str, *, redis: bool) -> AsyncIterator[Server]:
    """tests/bench/rivals/aio.py, in the environment that has aiogram; `redis` writes to disk before it answers."""
    port = free_port()
    settings = {"PORT": str(port), "API_URL": platform_url, "TOKEN": TOKEN}
    script = [str(ROOT / "tests" / "bench" / "rivals" / "aio.py")]
    async with AsyncExitStack() as stack:
        if redis:
            settings["REDIS_URL"] = await stack.enter_async_context(_redis(folder))
        running = _running(folder, script, settings, port, python=str(RIVALS))
        yield await stack.enter_async_context(running)


@asynccontextmanager
async def _redis(folder: Path) -> AsyncIterator[str]:
    port = free_port()
    durable = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), *durable]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        await asyncio.sleep(0.5)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 10)


@asynccontextmanager
async def _running(
    folder: Path, arguments: list[str], settings: dict[str, str], port: int, python: str = sys.executable
) -> AsyncIterator[Server]:
    started = time.perf_counter()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [python, *arguments],
            cwd=folder,
            env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        await _answering(url, process)
        yield Server(url, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 60)  # it may still be answering somebody in this process


async def _answering(url: str, process: subprocess.Popen[bytes]) -> None:
    async with aiohttp.ClientSession() as session:
        while process.poll() is None:
            try:
                async with session.get(f"{url}/healthz") as response:
                    if response.status == 200:
                        return
            except (aiohttp.ClientError, OSError):
                await asyncio.sleep(0.01)
    raise RuntimeError("the server ended at its start: see server.log")
