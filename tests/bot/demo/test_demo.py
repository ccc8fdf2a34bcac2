"""The demo as a process: a port that is taken, a restart with its letters, a fresh start."""

import asyncio
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.demo.people import free_port
from bot.demo.standins.mailbox import Mailbox
from tests.stories.demo_process import DemoProcess
from tests.support.paths import ROOT
from tests.support.services.commands import command


@pytest.fixture
def running(tmp_path: Path) -> Iterator[DemoProcess]:
    process = DemoProcess(tmp_path)
    process.start()
    yield process
    process.stop()


def _served(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`serve` as a process, which is to end by itself."""
    mails = {"MAIL_FROM": "a@example.org", "MAIL_TO": "b@example.org", "MAIL_DIR": str(folder / "mails")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **mails, **settings},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_port_that_is_taken_is_said_in_one_sentence_and_nothing_is_forgotten(
    running: DemoProcess, tmp_path: Path
) -> None:
    for words in (["demo"], ["demo", "--fresh"]):
        ended = command(tmp_path, *words, PORT=str(running.port))
        assert ended.code == 2
        assert ended.stdout == ""
        [said] = ended.stderr.splitlines()
        assert said.startswith(f"{running.port} 已被使用：make demo PORT=9000")
    assert (tmp_path / "data" / "demo.db").exists()
    served = _served(tmp_path, PORT=str(running.port))
    assert served.returncode == 2
    assert f"PORT: {running.port} 已被使用" in served.stderr
    assert "Traceback" not in served.stderr


def test_an_address_that_is_not_ours_is_named(tmp_path: Path) -> None:
    settings = {"HOST": "192.0.2.1", "PORT": str(free_port())}
    shown, served = command(tmp_path, "demo", **settings), _served(tmp_path, **settings)
    assert (shown.code, served.returncode) == (2, 2)
    for told in (shown.stderr, served.stderr):
        assert "HOST: 無法在 192.0.2.1 聽候連線" in told
        assert "Traceback" not in told


def test_who_looks_for_the_demos_cases_is_told_where_they_are(running: DemoProcess, tmp_path: Path) -> None:
    where = "DATABASE_URL=sqlite:///data/demo.db"
    assert where in command(tmp_path, "list").stderr
    assert not (tmp_path / "data" / "bot.db").exists()
    assert command(tmp_path, "migrate").code == 0
    for words in (["list"], ["stats"], ["show", "113-0001"]):
        assert where in command(tmp_path, *words).stderr
    (elsewhere := tmp_path / "elsewhere").mkdir()
    assert command(elsewhere, "migrate").code == 0
    assert where not in command(elsewhere, "list").stderr


def test_a_fresh_start_forgets_cases_and_letters(tmp_path: Path) -> None:
    old = [tmp_path / "data" / name for name in ("demo.db", "demo.db-wal", "demo-mail/mail-1.eml")]
    for file in old:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"what an earlier demo left")
    other = tmp_path / "data" / "bot.db"
    other.write_bytes(b"the service's own")
    process = DemoProcess(tmp_path, "--fresh", programmes="")
    process.start()
    process.stop()
    assert all(not file.exists() or file.read_bytes() != b"what an earlier demo left" for file in old)
    assert other.read_bytes() == b"the service's own"


async def test_letters_are_there_again_after_a_restart(tmp_path: Path) -> None:
    before = Mailbox(folder=tmp_path / "letters")
    await before.start()
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = (
        "a@example.org",
        "王 <b@example.org>, c@example.org",
        "一",
    )
    letter.set_content("hello")
    await _send(before.port, letter)
    await before.close()
    again = Mailbox(folder=tmp_path / "letters")
    await again.start()
    [first] = again.messages
    assert (first.subject, first.recipients) == ("一", ("b@example.org", "c@example.org"))
    assert abs((first.date - before.messages[0].date).total_seconds()) < 5
    letter.replace_header("Subject", "二")
    await _send(again.port, letter)
    await again.close()
    assert [mail.subject for mail in again.messages] == ["一", "二"]
    assert len(list((tmp_path / "letters").iterdir())) == 2


async def _send(port: int, letter: EmailMessage) -> None:
    def send() -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.send_message(letter)

    await asyncio.to_thread(send)
