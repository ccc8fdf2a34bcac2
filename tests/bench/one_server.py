"""One server for itself: latencies at a modest rate and in a burst, memory, start-up, and from confirm to mail."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bot.demo.standins.mailbox import Mailbox
from tests.bench import scenes
from tests.bench.load import Client, Result, burst, hurry, saturate, steady
from tests.bench.platform import Platform
from tests.bench.servers import ours
from tests.support.scripts import application, ubns

TOGETHER = 3
"""Messages each person of a burst sends in a row, without waiting for an answer."""


async def behaviour(crowd: int, platform: Platform) -> dict[str, str]:
    """Latencies at a modest rate and in a burst of 1,000 people (fewer if `crowd` is), then `crowd` people served."""
    told: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with ours(Path(folder), platform.url) as server:
            told["start-up until it answers"] = f"{server.start_seconds:.1f} s"
            told["memory, idle"] = f"{server.rss_mb():.0f} MB"
            client = Client(server.url, platform)
            people = [
                scenes.telegram(user, each[: 3 + TOGETHER]) for user, each in scenes.applicants(crowd, 5000)
            ]
            slow = await steady(client, [turns[:5] for turns in people[:20]], rate=10)
            told["10 turns/s: p50 / p99"] = _latency(slow)
            rush = people[20:1020]
            flood = await burst(client, [turns[0] for turns in rush])
            told[f"{len(rush):,} people at once: until all are answered"] = f"{flood.seconds:.1f} s"
            told["the same: p50 / p99"] = _latency(flood)
            await saturate(client, [turns[1:3] for turns in rush])
            await hurry(client, [turns[3:] for turns in rush])
            await saturate(client, [turns[:3] for turns in people[1020:]])
            told[f"memory after {len(people):,} people"] = f"{server.rss_mb():.0f} MB"
            await client.close()
        told[f"{TOGETHER} messages in a row from each of them: out of order"] = str(
            _out_of_order(Path(folder))
        )
    return told


def _out_of_order(folder: Path) -> int:
    """Sessions whose journal does not hold a person's messages in the order they were sent."""
    sent: defaultdict[str, list[int]] = defaultdict(list)
    with sqlite3.connect(folder / "bot.db") as db:
        for session, event in db.execute("SELECT session, event_id FROM turn ORDER BY session, seq"):
            if event.isdecimal():
                sent[session].append(int(event))
    return sum(1 for numbers in sent.values() if numbers != sorted(numbers))


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
