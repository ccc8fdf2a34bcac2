"""The demo as a process of its own, started and killed like a real one."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bot.config.settings import SHIPPED_PROGRAMME
from bot.demo.people import free_port
from tests.support.paths import ROOT

PATIENCE = 90.0


class DemoProcess:
    """`python -m bot demo` in a folder that keeps its database between starts; no invented cases unless `filled`.
    `programmes`: what it offers, the diagnosis alone unless told; "" for all that the demo offers by itself."""

    def __init__(
        self, folder: Path, *options: str, programmes: str = str(SHIPPED_PROGRAMME), filled: bool = False
    ) -> None:
        self._options = options if filled else (*options, "--empty")
        self._programmes = {"PROGRAMME_FILE": programmes} if programmes else {}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(self.port), **self._programmes}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", *self._options],
            cwd=self._folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, "the demo ended at its start"
            assert time.monotonic() < deadline, "the demo does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9: nothing gets a chance to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as a host stops a service."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False
