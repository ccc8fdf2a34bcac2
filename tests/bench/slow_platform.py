"""The same servers before a platform that takes as long as a real one, with few people and with many.

Nobody sees a reply before the platform has taken it, so whoever has been answered goes on so much later.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.contest import Open, contestants
from tests.bench.load import Client, Result, lasting, saturate
from tests.bench.platform import Platform
from tests.bench.report import durable, ours_beside
from tests.bench.scenes import Turn

CALL = 0.1
"""Seconds that each call takes."""
CROWDS = {64: 400, 1000: 1000}
"""People at a time, and how many scripts are ready: more than can be played in the time."""

_HEAD = """
## With a platform that takes {ms:.0f} ms for each call

Each for {seconds:.0f} s; whoever was not answered by then counts with the time waited (>).

| server | durable |{crowds}
|---|---|{lines}
"""
_COLUMNS = " {people:,} people: turns/s | p50 ms | p99 ms | this bot's turns/s as a multiple |"


@dataclass(frozen=True, slots=True)
class Slow:
    """One server with one crowd: turns answered per second, and percentiles in milliseconds as they are printed."""

    rate: float
    p50: str
    p99: str

    @classmethod
    def of(cls, result: Result) -> "Slow":
        """What came of it."""
        return cls(result.rate, *(_printed(result, share) for share in (0.5, 0.99)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything for the table: by server its crowds, or why there are none."""

    seconds: float
    rows: Mapping[str, Mapping[int, Slow] | str]


async def contest(seconds: float, platform: Platform) -> Outcome:
    """Every server with every crowd, for so many seconds each."""
    rows: dict[str, dict[int, Slow] | str] = {}
    for at_once, scripts in CROWDS.items():
        for each in contestants(scripts, at_once * 100):
            if each.missing:
                rows[each.name] = each.missing
                continue
            turns = [each.words(user, sent) for user, sent in each.script]
            found = await _played(each.open, turns, at_once, seconds, platform)
            crowds = rows.setdefault(each.name, {})
            assert isinstance(crowds, dict)
            crowds[at_once] = Slow.of(found)
    return Outcome(seconds, rows)


async def _played(
    open_server: Open, people: Sequence[Sequence[Turn]], at_once: int, seconds: float, platform: Platform
) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        async with open_server(Path(folder), platform.url) as server:
            client = Client(server.url, platform)
            await saturate(client, [turns[:3] for turns in people[:4]])
            platform.slow = CALL
            try:
                return await lasting(client, people[4:], at_once, seconds, CALL)
            finally:
                platform.slow = 0.0
                await client.close()


def _printed(result: Result, share: float) -> str:
    return f"{'> ' if result.at_least(share) else ''}{result.percentile(share):,.0f}"


def table(outcome: Outcome) -> str:
    """As docs/benchmarks.md has it."""
    text = _HEAD.format(
        ms=CALL * 1000,
        seconds=outcome.seconds,
        crowds="".join(_COLUMNS.format(people=people) for people in CROWDS),
        lines="---|---|---|---|" * len(CROWDS),
    )
    for name, row in outcome.rows.items():
        text += f"| {name} | {_cells(outcome, name, row)} |\n"
    return text


def _cells(outcome: Outcome, name: str, row: Mapping[int, Slow] | str) -> str:
    if isinstance(row, str):
        return row + " |" * 4 * len(CROWDS)
    mine = outcome.rows[ours_beside(name)]
    assert not isinstance(mine, str)
    figures = [
        f"{each.rate:,.0f} | {each.p50} | {each.p99} | {_multiple(mine[people].rate, each.rate)}"
        for people, each in row.items()
    ]
    return " | ".join([durable(name), *figures])


def _multiple(mine: float, theirs: float) -> str:
    """How many times as much; nothing where they answered nobody in time."""
    return f"{mine / theirs:.2f}" if theirs else "–"
