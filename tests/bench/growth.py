"""How a turn's cost grows with what is stored: a database filled quickly, then appends and first touches."""

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.records import Identity, NewTurn
from tests.storage.make import NOW

TURNS_EACH = 5
PROBES = 200
GOES_ON = 10
T = TypeVar("T")
EVENT = '[{"type":"Answered","question":"main_products","value":"植萃保濕精華液、卸妝油","at":"2024-06-20"}]'


@dataclass(frozen=True, slots=True)
class Grown:
    """Milliseconds, medians: to open the database, to load a session that is not in memory, to append its first turn
    since, and to append the turns after that, which is what a conversation is made of."""

    opening: float
    load: float
    first: float
    append: float


async def measured(folder: Path, sessions: int) -> Grown:
    """Fill a database with so many sessions, then go on with some of them, spread over all."""
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
    loads, firsts, appends = [], [], []
    for probe in range(PROBES):
        seconds, stored = await _timed(
            journal.load(Identity("telegram", "7", str(probe * (sessions // PROBES))))
        )
        loads.append(seconds)
        assert stored is not None
        turns = [
            NewTurn(
                stored.session,
                stored.seq + n,
                "telegram:7",
                f"{9_000_000 + probe}-{n}",
                NOW,
                [{"type": "Paused"}],
            )
            for n in range(1, GOES_ON + 1)
        ]
        first, *later = [(await _timed(journal.append(turn)))[0] for turn in turns]
        firsts.append(first)
        appends += later
    await journal.close()
    await database.close()
    file.unlink()
    return Grown(opened * 1000, *(statistics.median(each) * 1000 for each in (loads, firsts, appends)))


async def _timed(work: Awaitable[T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = await work
    return time.perf_counter() - started, result


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
