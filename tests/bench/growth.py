"""How a turn's cost grows with what is stored: a database filled quickly, then appends and first touches."""

import asyncio
import sqlite3
import statistics
import time
from pathlib import Path

from storage.database import Database
from storage.journal import Journal
from storage.records import Identity, NewTurn
from tests.storage.make import NOW

TURNS_EACH = 5
PROBES = 300
EVENT = '[{"type":"Answered","question":"main_products","value":"植萃保濕精華液、卸妝油","at":"2024-06-20"}]'


async def measured(folder: Path, sessions: int) -> tuple[float, float, float]:
    """Median milliseconds to append to a known session, to load a stored one, and to open the database."""
    file = folder / f"growth-{sessions}.db"
    database = Database.open(f"sqlite:///{file}")
    await database.migrate()
    await database.close()
    await asyncio.to_thread(_fill, file, sessions)
    started = time.perf_counter()
    database = Database.open(f"sqlite:///{file}")
    await database.migrate()
    assert await database.ready()
    opened = time.perf_counter() - started
    journal = Journal(database)
    appends, loads = [], []
    for probe in range(PROBES):
        number = probe * (sessions // PROBES)
        started = time.perf_counter()
        stored = await journal.load(Identity("telegram", "7", str(number)))
        loads.append(time.perf_counter() - started)
        assert stored is not None
        turn = NewTurn(
            stored.session, stored.seq + 1, "telegram:7", f"probe-{probe}", NOW, [{"type": "Paused"}]
        )
        started = time.perf_counter()
        await journal.append(turn)
        appends.append(time.perf_counter() - started)
    await journal.close()
    await database.close()
    file.unlink()
    return statistics.median(appends) * 1000, statistics.median(loads) * 1000, opened * 1000


def _fill(file: Path, sessions: int) -> None:
    at = "2024-06-20 03:00:00.000000"
    keys = [f"{number * 2654435761 % 2**128:032x}" for number in range(sessions)]
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA foreign_keys=OFF")
        db.executemany(
            "INSERT INTO turn (session, seq, previous, account, event_id, at, message, events)"
            " VALUES (?, ?, ?, 'telegram:7', ?, ?, NULL, ?)",
            (
                (key, seq, seq - 1 or None, f"{number}-{seq}", at, EVENT)
                for number, key in sorted(enumerate(keys), key=lambda pair: pair[1])
                for seq in range(1, TURNS_EACH + 1)
            ),
        )
        db.executemany(
            'INSERT INTO identity (channel, account, "user", visit, session, created_at)'
            " VALUES ('telegram', '7', ?, 1, ?, ?)",
            ((str(number), key, at) for number, key in enumerate(keys)),
        )
    db.close()
