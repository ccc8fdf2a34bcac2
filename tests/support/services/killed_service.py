"""A server and a worker that are killed whenever a test wants it, begun anew at once, and people who insist."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.person import NoAnswerError
from bot.demo.standins.telegram_person import TelegramPerson
from tests.support.paths import ROOT
from tests.support.services.forked_service import doom_of

SERVE, WORK = "serve --no-worker", "work"
PHASES = ("after", "inside", "before")
_LOOK = 0.02
_SOON = 6.0
"""Seconds after which whoever got no reply says something."""


@dataclass
class KilledService:
    """Both processes; `kills` counts how often one was found dead, by command."""

    folder: Path
    url: str
    loaded: subprocess.Popen[bytes]
    pids: dict[str, int] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=lambda: {SERVE: 0, WORK: 0})
    _phases: Any = field(default_factory=lambda: itertools.cycle(PHASES))

    def doom(self, command: str = SERVE, phase: str = "") -> None:
        """Its next transaction kills it; where, in turn, unless told."""
        doom_of(self.folder, command).write_text(phase or next(self._phases), encoding="utf-8")

    def spare(self) -> None:
        """Nobody is killed who has not been yet."""
        for command in (SERVE, WORK):
            doom_of(self.folder, command).unlink(missing_ok=True)

    async def begin(self, command: str) -> None:
        """Run it, anew if it ran before."""
        assert self.loaded.stdin
        assert self.loaded.stdout
        self.loaded.stdin.write(f"{command}\n".encode())
        self.loaded.stdin.flush()
        self.pids[command] = int(await asyncio.to_thread(self.loaded.stdout.readline))

    async def ready(self) -> None:
        """Wait until the server answers."""
        async with aiohttp.ClientSession() as session, asyncio.timeout(60):
            while True:
                try:
                    async with session.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(_LOOK)

    async def keep(self) -> None:
        """Begin anew whichever is dead."""
        while True:
            for command, pid in list(self.pids.items()):
                if not _alive(pid):
                    self.kills[command] += 1
                    await self.begin(command)
            await asyncio.sleep(_LOOK)


@asynccontextmanager
async def killed_service(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[KilledService]:
    """The service with these settings, until the end of the test."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAIL_", "SMTP_"))}
    with (folder / "service.log").open("ab") as log:
        loaded = subprocess.Popen(
            [sys.executable, "-m", "tests.support.services.forked_service"],
            cwd=folder,
            env={**clean, "PYTHONPATH": str(ROOT), "DOOMS": str(folder), **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    service = KilledService(folder, f"http://127.0.0.1:{settings['PORT']}", loaded)
    await service.begin(SERVE)
    await service.ready()
    await service.begin(WORK)
    keeper = asyncio.create_task(service.keep())
    try:
        yield service
    finally:
        keeper.cancel()
        for pid in (*service.pids.values(), loaded.pid):
            if _alive(pid):
                os.kill(pid, signal.SIGKILL)
        loaded.wait()
        for stream in (loaded.stdin, loaded.stdout):
            if stream:
                stream.close()


class OnLine(LinePerson):
    """Somebody on LINE, whose service dies of what they send: LINE brings it again, and once more after its answer."""

    service: KilledService
    every = 1
    """Of so many messages one kills; 0: none."""
    _sent = 0

    async def post(self, *events: object, signature: str | None = None, raw: bytes | None = None) -> int:
        """Deliver until it is accepted."""
        self._sent += 1
        if self.every and self._sent % self.every == 0:
            self.service.doom()
        while await self._brought(*events) != 200:
            await asyncio.sleep(0.05)
            for event in events:
                assert isinstance(event, dict)
                event["deliveryContext"] = {"isRedelivery": True}
        return 200

    async def read_reply(self, event: dict[str, Any]) -> None:
        """Look at the reply; where it was lost with the process, say that one would like to go on."""
        try:
            await self.platform.reply_to(event["replyToken"], _SOON)
        except NoAnswerError:
            self.service.spare()
            await self.say("繼續")
            return
        self.service.spare()
        await super().read_reply(event)
        await self._brought(event)

    async def _brought(self, *events: object) -> int:
        try:
            return await super().post(*events)
        except (aiohttp.ClientError, OSError):
            return 0


class OnTelegram(TelegramPerson):
    """Somebody on Telegram, likewise: what was not acknowledged is polled again."""

    service: KilledService
    every = 1
    _sent = 0

    async def send(self, update: dict[str, Any]) -> None:
        """Bring an update; whoever polls it dies of it."""
        self._sent += 1
        if self.every and self._sent % self.every == 0:
            self.service.doom()
        await super().send(update)
        self.service.spare()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
