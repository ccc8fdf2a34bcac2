"""The table of docs/benchmarks.md."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
NOTES = "\n## What was aimed at"
OURS = "this bot, Telegram webhook"

_HEAD = """# Benchmarks

Made by `{command}` on {date}: {machine}, Python {python}, load average {load} when it ended.
Figures of a shared machine say little by themselves; the ratios are from the same run, server after server,
median of the rounds. Load generator and platform stand-in share one process beside the server measured.

*This bot* plays the real questionnaire: every answer parsed, checked, committed (SQLite, WAL, synchronous=FULL)
before its reply. The others ask {questions} trivial questions. *Durable* says whether a reply can leave before its
answer is on disk.

## Saturated, 32 people at a time

| server | durable | turns/s | CPU ms/turn | p50 ms | p99 ms | turns/s of this bot, as a multiple |
|---|---|---|---|---|---|---|
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
    rows: Mapping[str, Row],
    told: Mapping[str, str],
    grown: Mapping[int, tuple[float, float, float]],
    *,
    quick: bool,
) -> None:
    """Write the file, and print it."""
    text = _head(quick=quick)
    for name, row in rows.items():
        durable = "no" if "Pickle" in name else "yes"
        text += (
            f"| {name} | {durable} | {row.rate:.0f} | {row.cpu:.2f} | {row.p50:.0f} | {row.p99:.0f} |"
            f" {rows[OURS].rate / row.rate:.2f} |\n"
        )
    text += "\n## One server\n\n| what | |\n|---|---|\n"
    text += "".join(f"| {what} | {value} |\n" for what, value in told.items())
    text += "\n## Growth (SQLite)\n\n| stored sessions | append ms | load ms | open ms |\n|---|---|---|---|\n"
    for sessions, (append, load, opened) in grown.items():
        text += f"| {sessions:,} | {append:.2f} | {load:.2f} | {opened:.0f} |\n"
    FILE.write_text(text + _notes(), encoding="utf-8")
    print(text)


def _notes() -> str:
    """What people wrote about the figures, kept: it is for them to say whether it still holds."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    _, heading, notes = old.partition(NOTES)
    return heading + notes


def _head(*, quick: bool) -> str:
    from tests.bench.scenes import RIVAL_QUESTIONS

    return _HEAD.format(
        command="python -m tests.bench --quick" if quick else "make bench",
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        python=platform.python_version(),
        load=f"{os.getloadavg()[0]:.1f}",
        questions=RIVAL_QUESTIONS,
    )
