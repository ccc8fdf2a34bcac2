"""After an erasure and `scrub` the erased is in no file of the database, byte for byte; everybody else still is."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import Unavailable
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.records import Identity, NewFile, NewJob
from tests.storage.make import LATER, NOW, submitting, turn
from tests.support.paths import ROOT
from tests.support.services.new_databases import new_sqlite

ERASED, NEIGHBOUR = "陳美麗QXZ", "林大同QXZ"
UBN, OTHER = "12345675", "31415922"

pytestmark = pytest.mark.xdist_group("postgres")


async def _apply(database: Database, journal: Journal, number: int, name: str, ubn: str) -> str:
    """A case with a name wherever one may stand."""
    who = Identity("line", "Ubot", f"U{name}")
    told = [{"type": "Answered", "text": name}]
    await journal.append(
        turn(number, 1, events=told, identity=who, jobs=(NewJob("remind", {"to": name}, NOW),))
    )
    facts = {"company": name, "answers": {"contact": name}, "record": {"consent": name}}
    outcome = await journal.append(replace(submitting(number, ubn, seq=2, **facts), message=name))
    assert isinstance(outcome, Appended)
    case = outcome.case_number or ""
    await Files(database).put(NewFile(case, "document", name, "text/plain", name.encode() * 3000), NOW)
    await Deliveries(database).queued(case, "staff", f"<{number}@bot>", f"{name}@example.tw", NOW)
    return case


@pytest.fixture
async def place(postgres_url: str, postgres_server: Any) -> AsyncIterator[tuple[Database, Path]]:
    """A database on a server that keeps no spare logs (tests/conftest.py), and the folder of its files."""
    database = Database.open(postgres_url)
    await database.migrate()
    async with database.read() as connection:
        folder = Path((await connection.execute(text("SHOW data_directory"))).scalar_one())
    yield database, folder
    await database.close()
    postgres_server.psql("ALTER SYSTEM SET wal_recycle = off; SELECT pg_reload_conf();")


def found_in(folder: Path, *words: str) -> set[str]:
    """The parts of the server's folder whose files have any of these words."""
    wanted = [word.encode() for word in words]
    return {
        file.relative_to(folder).parts[0]
        for part in ("base", "global", "pg_wal")
        for file in (folder / part).rglob("*")
        if file.is_file() and any(word in file.read_bytes() for word in wanted)
    }


def _command(url: str) -> str:
    """What the command says."""
    command, environment = [sys.executable, "-m", "bot", "scrub"], {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.stdout


async def test_what_was_erased_is_in_no_file_after_it(place: tuple[Database, Path]) -> None:
    database, folder = place
    journal = Journal(database)
    case = await _apply(database, journal, 1, ERASED, UBN)
    await _apply(database, journal, 2, NEIGHBOUR, OTHER)
    async with database.read() as connection:
        await connection.exec_driver_sql("ANALYZE")
    await Erasure(database).erase_case(case, LATER)
    async with database.read() as connection:
        await connection.exec_driver_sql("VACUUM")
        await connection.exec_driver_sql("CHECKPOINT")
    assert found_in(folder, ERASED, UBN), "an ordinary vacuum is not enough"
    scrubbed = await database.scrub_files()
    assert (scrubbed.log, scrubbed.spares, scrubbed.archived) == (True, False, False)
    assert found_in(folder, ERASED, UBN) == set()
    assert "base" in found_in(folder, NEIGHBOUR)
    application = await Applications(database).get("113-0002")
    assert application is not None
    assert application.company == NEIGHBOUR
    await journal.append(turn(3, 1, identity=Identity("line", "Ubot", "Unew")))
    await journal.close()


async def test_it_waits_for_those_who_may_still_see_the_erased(
    place: tuple[Database, Path], postgres_url: str
) -> None:
    database, folder = place
    journal = Journal(database)
    case = await _apply(database, journal, 1, ERASED, UBN)
    reader = Database.open(postgres_url)
    async with reader.write() as backup:
        await backup.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        await backup.execute(text("SELECT 1"))
        await Erasure(database).erase_case(case, LATER)
        with pytest.raises(Unavailable, match="still open"):
            await database.scrub_files(patience=0.5)
        scrubbing = asyncio.create_task(database.scrub_files())
        await asyncio.sleep(0.5)
        assert not scrubbing.done()
    await scrubbing
    assert found_in(folder, ERASED, UBN) == set()
    await reader.close()
    await journal.close()


async def test_spare_logs_are_not_passed_over_in_silence(
    place: tuple[Database, Path], postgres_server: Any, postgres_url: str
) -> None:
    postgres_server.psql("ALTER SYSTEM SET wal_recycle = on; SELECT pg_reload_conf();")
    await asyncio.sleep(0.3)
    told = await asyncio.to_thread(_command, postgres_url)
    assert "wal_recycle 是 on" in told
    assert "superuser" not in told


async def test_an_sqlite_database_is_written_anew(tmp_path: Path) -> None:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    journal = Journal(database)
    case = await _apply(database, journal, 1, ERASED, UBN)
    await _apply(database, journal, 2, NEIGHBOUR, OTHER)
    await Erasure(database).erase_case(case, LATER)
    before = (tmp_path / "bot.db").stat().st_size
    assert (await database.scrub_files()).sqlite
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert ERASED.encode() not in content
    assert NEIGHBOUR.encode() in content
    assert (tmp_path / "bot.db").stat().st_size < before
    await journal.close()
    await database.close()
