"""The table of docs/benchmarks.md."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from tests.bench.growth import Grown
from tests.bench.load import AT_ONCE
from tests.bench.scenes import RIVAL_QUESTIONS
from tests.support.paths import ROOT

FILE = ROOT / "docs" / "benchmarks.md"
NOTES = "\n## What was aimed at"
OURS, OURS_ON_LINE = "this bot, Telegram webhook", "this bot, LINE webhook"
KEEPS_NOTHING = ("Pickle", "Memory", "dictionary")
"""In the names of servers whose reply may leave before its answer is on disk."""

_HEAD = """# Benchmarks

Made by `{command}` on {date}: {machine}, Python {python}, load average {load} when it ended.
Figures of a shared machine say little by themselves; the ratios are from the same run, server after server,
median of the rounds. Load generator and platform stand-in share one process beside the server measured.

*This bot* plays the real questionnaire: every answer parsed, checked, committed (SQLite, WAL, synchronous=FULL)
before its reply. The others ask {questions} trivial questions. *Durable*: no reply can leave before its answer is on
disk. Who is on LINE is compared with this bot on LINE. Latencies end when the reply's call reaches the platform.

## Saturated, {people} people at a time

| server | durable | turns/s | CPU ms/turn | p50 ms | p99 ms | this bot's turns/s as a multiple | its CPU |
|---|---|---|---|---|---|---|---|
"""
_GROWTH = """
## Growth (SQLite)

| stored sessions | open ms | load a session ms | its first append ms | the next ones ms |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One server: turns per second, CPU milliseconds per turn, latencies in milliseconds."""

    rate: float
    cpu: float
    p50: float
    p99: float

    @classmethod
    def median(cls, rows: Sequence["Row"]) -> "Row":
        """Of several rounds, each figure by itself."""
        return cls(*(statistics.median(column) for column in zip(*map(astuple, rows), strict=True)))


def written(
    rows: Mapping[str, Row | str],
    slow: str,
    told: Mapping[str, str],
    grown: Mapping[int, Grown],
    *,
    quick: bool,
) -> None:
    """Write the file, and print it."""
    text = _head(quick=quick)
    for name, row in rows.items():
        mine = rows[ours_beside(name)]
        assert isinstance(mine, Row)
        text += f"| {name} | {_compared(name, row, mine)} |\n"
    text += slow
    text += "\n## One server\n\n| what | |\n|---|---|\n"
    text += "".join(f"| {what} | {value} |\n" for what, value in told.items())
    text += _GROWTH
    for sessions, each in grown.items():
        text += f"| {sessions:,} | {each.opening:.0f} | {each.load:.2f} | {each.first:.2f} | {each.append:.2f} |\n"
    FILE.write_text(text + _notes(), encoding="utf-8")
    print(text)


def ours_beside(name: str) -> str:
    """Which of this bot's two rows a server is compared with: that of the same platform."""
    return OURS_ON_LINE if "LINE" in name or "line-bot" in name else OURS


def durable(name: str) -> str:
    """Whether a reply waits for its answer to be on disk."""
    return "no" if any(word in name for word in KEEPS_NOTHING) else "yes"


def _compared(name: str, row: Row | str, mine: Row) -> str:
    if isinstance(row, str):
        return f"{row} | | | | | |"
    figures = f"{row.rate:.0f} | {row.cpu:.2f} | {row.p50:.0f} | {row.p99:.0f}"
    return f"{durable(name)} | {figures} | {mine.rate / row.rate:.2f} | {mine.cpu / row.cpu:.2f}"


def _notes() -> str:
    """What people wrote about the figures, kept: it is for them to say whether it still holds."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    _, heading, notes = old.partition(NOTES)
    return heading + notes


def _head(*, quick: bool) -> str:
    return _HEAD.format(
        command="python -m tests.bench --quick" if quick else "make bench",
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        python=platform.python_version(),
        load=f"{os.getloadavg()[0]:.1f}",
        questions=RIVAL_QUESTIONS,
        people=AT_ONCE,
    )
