"""`serve` and `work` as processes of their own: started, killed, stopped like real ones."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config.settings import SHIPPED_PROGRAMME
from bot.demo.standins.telegram import TOKEN
from tests.support.paths import ROOT

PATIENCE = 40.0
SECRET = "faults"


def open_programme(folder: Path) -> Path:
    """The shipped programme, open now and without reminders, so that there is a moment when all work is done."""
    text = re.sub(r"^remind_days = .*", "", SHIPPED_PROGRAMME.read_text(encoding="utf-8"), flags=re.MULTILINE)
    now = datetime.now(UTC)
    for name, at in (("opens", now - timedelta(days=1)), ("closes", now + timedelta(days=30))):
        text = re.sub(rf"^{name} = \S+", f"{name} = {at.isoformat()}", text, flags=re.MULTILINE)
    file = folder / "programme.toml"
    file.write_text(text, encoding="utf-8")
    return file


def environment(
    folder: Path, database_url: str, telegram_url: str, smtp_url: str, port: int
) -> dict[str, str]:
    """Settings for a service with Telegram by webhook."""
    return {
        "DATABASE_URL": database_url,
        "PROGRAMME_FILE": str(open_programme(folder)),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_API_URL": telegram_url,
        "SMTP_URL": smtp_url,
        "MAIL_FROM": "intake@programme.example",
        "MAIL_TO": "first@programme.example, second@programme.example",
        "LOG_LEVEL": "WARNING",
    }


@dataclass
class Process:
    """One process of the product; its log is in `folder`."""

    folder: Path
    settings: dict[str, str]
    arguments: tuple[str, ...] = ("-m", "bot", "serve")
    popen: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.settings["PUBLIC_URL"]

    @property
    def alive(self) -> bool:
        """Whether it is running."""
        return self.popen is not None and self.popen.poll() is None

    def start(self, **more: str) -> None:
        """Start it, without waiting."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("MAIL_", "SMTP_"))}
        with (self.folder / "process.log").open("ab") as log:
            self.popen = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=self.folder,
                env={**clean, "PYTHONPATH": str(ROOT), **self.settings, **more},
                stdout=log,
                stderr=log,
            )

    def ready(self) -> bool:
        """Wait until it answers; False when it ended before."""
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if not self.alive:
                return False
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.03)
        return True

    def kill(self) -> None:
        """kill -9: nothing gets a chance to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, as a host stops a service; the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        assert self.popen is not None
        if self.alive:
            self.popen.send_signal(how)
        return self.popen.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False
