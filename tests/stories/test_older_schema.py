"""A staff command of a newer version meets the database of an older one: it says so, and changes nothing."""

import sqlite3
from pathlib import Path

import pytest

from storage import migrations
from tests.storage.old_databases import RELEASED
from tests.support.services.commands import Ended, command

COMMANDS = [
    "list", "list --unsigned", "show 113-0001", "export", "export --format json", "stats", "resend 113-0001",
    "resend 113-0001 --dry-run", "erase 113-0001", "erase 113-0001 --dry-run", "unlock 113-0001",
    "replace 113-0001 --allow", "replace 113-0001 --refuse --dry-run", "signed 113-0001", "links revoke 113-0001",
]  # fmt: skip


def _run(file: Path, words: str) -> Ended:
    return command(file.parent, *words.split(), DATABASE_URL=f"sqlite:///{file}")


def _set_back(file: Path, revision: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def test_every_staff_command_says_what_to_do_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    assert _run(file, "migrate").code == 0
    _set_back(file, RELEASED[-2])
    before = file.read_bytes()
    for words in COMMANDS:
        done = _run(file, words)
        assert done.code == 2, words
        assert done.stdout == ""
        assert RELEASED[-2] in done.stderr
        assert migrations.newest() in done.stderr
        assert "python -m bot migrate" in done.stderr
    assert file.read_bytes() == before
    _set_back(file, migrations.newest())
    assert _run(file, "list").code == 0


@pytest.mark.parametrize("words", ["list", "export", "erase 113-0001", "stats"])
def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, words: str) -> None:
    done = _run(tmp_path / "typo.db", words)
    assert done.code == 2
    assert "python -m bot migrate" in done.stderr
    assert not list(tmp_path.glob("typo*"))


def test_nothing_is_no_backup(tmp_path: Path) -> None:
    done = _run(tmp_path / "typo.db", f"backup {tmp_path}/backup.db")
    assert done.code != 0
    assert "沒有資料庫" in done.stderr
    assert not list(tmp_path.glob("*.db"))


def test_scrub_says_what_it_did_and_what_it_cannot_reach(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    assert "python -m bot migrate" in _run(file, "scrub").stderr
    assert _run(file, "migrate").code == 0
    done = _run(file, "scrub")
    assert done.code == 0
    assert "已重寫所有資料表" in done.stdout
    assert "備份" in done.stdout
