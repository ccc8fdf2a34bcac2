"""`make bench`: everything measured in one run, side by side, written to docs/benchmarks.md.

`--quick` plays fewer people and smaller databases; the figures then only show that it works.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from flows.inbound import Content
from tests.bench import growth, scenes
from tests.bench.load import Client, Result, burst, saturate, steady
from tests.bench.platform import Platform
from tests.bench.report import Row, written
from tests.bench.scenes import Turn
from tests.bench.servers import Server, ours, rival
from tests.standins.mailbox import Mailbox
from tests.support.scripts import application, ubns

Running = AbstractAsyncContextManager[Server]
Script = list[tuple[int, tuple[Content, ...]]]


async def saturated(
    open_server: Callable[[Path, str], Running], people: Sequence[Sequence[Turn]], platform: Platform
) -> Row:
    """Turns per second with everybody at once, and what a turn cost the server."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_server(Path(folder), platform.url) as server:
            client = Client(server.url, platform)
            before = server.cpu_seconds()
            result = await saturate(client, people)
            cpu = (server.cpu_seconds() - before) / len(result.latencies) * 1000
            await client.close()
            return Row(result.rate, cpu, result.percentile(0.5), result.percentile(0.99))


async def contest(people: int, rounds: int, platform: Platform) -> dict[str, Row]:
    """Every server in turn, several rounds, medians: whatever else the machine does hits all of them."""
    found: dict[str, list[Row]] = {}
    first = 1
    for _ in range(rounds):
        for name, open_server, script, words in _contestants(people, first):
            row = await saturated(open_server, [words(user, each) for user, each in script], platform)
            found.setdefault(name, []).append(row)
        first += people
    return {name: Row.median(rows) for name, rows in found.items()}


def _contestants(
    people: int, first: int
) -> list[tuple[str, Callable[[Path, str], Running], Script, Callable[[int, Sequence[Content]], list[Turn]]]]:
    mine, theirs = scenes.applicants(people, first), scenes.rivals(people, first)
    return [
        ("this bot, Telegram webhook", ours, mine, scenes.telegram),
        ("this bot, LINE webhook", ours, mine, scenes.line),
        ("ConversationHandler + PicklePersistence", lambda f, u: rival(f, "ptb", u), theirs, scenes.telegram),
        ("bare aiohttp + sqlite3", lambda f, u: rival(f, "bare", u), theirs, scenes.telegram),
    ]


async def behaviour(crowd: int, platform: Platform) -> dict[str, str]:
    """Latencies at a modest rate and in a burst, memory and start-up, on one server."""
    told: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with ours(Path(folder), platform.url) as server:
            told["start-up until it answers"] = f"{server.start_seconds:.1f} s"
            told["memory, idle"] = f"{server.rss_mb():.0f} MB"
            client = Client(server.url, platform)
            people = [scenes.telegram(user, each[:8]) for user, each in scenes.applicants(crowd, 5000)]
            slow = await steady(client, [turns[:5] for turns in people[:20]], rate=10)
            told["10 turns/s: p50 / p99"] = _latency(slow)
            flood = await burst(client, [turns[0] for turns in people[20:]])
            told[f"{len(flood.latencies):,} people at once: until all are answered"] = (
                f"{flood.seconds:.1f} s"
            )
            told["the same: p50 / p99"] = _latency(flood)
            await saturate(client, [turns[1:] for turns in people[20:]])
            told[f"memory after {len(people):,} people"] = f"{server.rss_mb():.0f} MB"
            await client.close()
    return told


async def confirmed(platform: Platform) -> str:
    """From the confirming tap to both mails accepted."""
    mailbox = Mailbox()
    await mailbox.start()
    times = []
    with tempfile.TemporaryDirectory() as folder:
        async with ours(Path(folder), platform.url, smtp_url=mailbox.url, worker=True) as server:
            client = Client(server.url, platform)
            for number, ubn in enumerate(ubns(5), 1):
                *before, last = scenes.telegram(80_000 + number, application(scenes.PERSONA, ubn)[0])
                await saturate(client, [before], at_once=1)
                await asyncio.sleep(0.2)
                started = time.perf_counter()
                await client.turn(last, Result())
                await mailbox.wait_for(2 * number, 60)
                times.append(time.perf_counter() - started)
            await client.close()
    await mailbox.close()
    return f"{statistics.median(times[1:]):.2f} s (the first: {times[0]:.2f} s)"


def _latency(result: Result) -> str:
    return f"{result.percentile(0.5):.0f} / {result.percentile(0.99):.0f} ms"


async def main(*, quick: bool) -> None:
    """Measure everything and write the table."""
    platform = Platform()
    await platform.start()
    rows = await contest(8 if quick else 16, 1 if quick else 3, platform)
    told = await behaviour(120 if quick else 1020, platform)
    told["confirm until both mails are accepted, median"] = await confirmed(platform)
    grown = {}
    with tempfile.TemporaryDirectory() as folder:
        for sessions in (1_000, 10_000) if quick else (1_000, 100_000, 1_000_000):
            grown[sessions] = await growth.measured(Path(folder), sessions)
            written(rows, told, grown, quick=quick)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute instead of a quarter of an hour")
    asyncio.run(main(quick=parser.parse_args().quick))
