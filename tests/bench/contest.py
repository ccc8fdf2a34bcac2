"""Everybody at once: this bot beside what is usually built, server after server, several rounds, medians."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from flows.interface.inbound import Content
from tests.bench import scenes
from tests.bench.load import Client, saturate
from tests.bench.platform import Platform
from tests.bench.report import OURS, OURS_ON_LINE, Row
from tests.bench.scenes import Turn
from tests.bench.servers import RIVALS, Server, aiogram, ours, rival

Open: TypeAlias = Callable[[Path, str], AbstractAsyncContextManager[Server]]
Script: TypeAlias = list[tuple[int, tuple[Content, ...]]]


@dataclass(frozen=True)
class Contestant:
    """One server and what people send it. `missing` says why it cannot take part, if it cannot."""

    name: str
    open: Open
    script: Script
    words: Callable[[int, Sequence[Content]], list[Turn]] = scenes.telegram
    missing: str = ""


async def contest(people: int, rounds: int, platform: Platform) -> dict[str, Row | str]:
    """A row for each server, or why there is none: whatever else the machine does hits all of them."""
    rows: dict[str, list[Row]] = {}
    found: dict[str, Row | str] = {}
    for number in range(rounds):
        for each in contestants(people, 1 + number * people):
            if each.missing:
                found[each.name] = each.missing
                continue
            turns = [each.words(user, sent) for user, sent in each.script]
            rows.setdefault(each.name, []).append(await _saturated(each.open, turns, platform))
    return found | {name: Row.median(each) for name, each in rows.items()}


async def _saturated(open_server: Open, people: Sequence[Sequence[Turn]], platform: Platform) -> Row:
    """Turns per second with everybody at once, and what a turn cost the server."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_server(Path(folder), platform.url) as server:
            client = Client(server.url, platform)
            await saturate(client, people[:4])  # what is done once is not what a turn costs
            before = server.cpu_seconds()
            result = await saturate(client, people[4:])
            cpu = (server.cpu_seconds() - before) / len(result.latencies) * 1000
            await client.close()
            return Row(result.rate, cpu, result.percentile(0.5), result.percentile(0.99))


def contestants(people: int, first: int) -> list[Contestant]:
    """Who takes part; everybody's people have numbers of their own."""
    mine, theirs = scenes.applicants(people, first), scenes.rivals(people, first)
    no_aiogram = "" if RIVALS.exists() else "no aiogram: run `make bench`"
    no_redis = no_aiogram or ("" if shutil.which("redis-server") else "no redis-server on this machine")
    return [
        Contestant(OURS, ours, mine),
        Contestant(OURS_ON_LINE, ours, mine, scenes.line),
        Contestant("ConversationHandler + PicklePersistence", partial(_rival, "ptb"), theirs),
        Contestant("aiogram, MemoryStorage", partial(aiogram, redis=False), theirs, missing=no_aiogram),
        Contestant(
            "aiogram, Redis (appendfsync always)", partial(aiogram, redis=True), theirs, missing=no_redis
        ),
        Contestant("line-bot-sdk, a dictionary", partial(_rival, "line_sdk"), theirs, scenes.line),
        Contestant("bare aiohttp + sqlite3", partial(_rival, "bare"), theirs),
    ]


def _rival(name: str, folder: Path, platform_url: str) -> AbstractAsyncContextManager[Server]:
    return rival(folder, name, platform_url)
