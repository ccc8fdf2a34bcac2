"""How much people have to do: every persona's messages on every channel, as a table: `python -m tests.support.effort`.

Each is played twice: as the persona file says (options tapped one by one, tables of numbers row by row), and by
typing at once whatever can be, which every question offers. Prints the table of docs/rehearsals.md.
"""

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bot.demo.player import Player
from bot.demo.rehearsal import staged
from flows.definitions.edition import Edition
from tests.support import personas

CHANNELS = ("web", "line", "telegram")


def at_once(script: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """The same persona typing several options, or all rows of numbers, in one message."""
    words = edition.speak(script.get("lang", "zh-TW"))
    typed = dict(script["answers"])
    for name, answer in typed.items():
        question = edition.questionnaire.by_id[name]
        if isinstance(answer, Mapping):
            typed[name] = "；".join(map(str, answer.values()))
        elif isinstance(answer, list) and question.options:
            typed[name] = "、".join(words.option(name, option) for option in answer)
    return {**script, "answers": typed}


async def played(script: Mapping[str, Any], channel: str) -> dict[str, Any]:
    """The rehearsal's report."""
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder), channel, script.get("lang", "zh-TW")) as stage:
            edition = stage.service.editions[stage.service.programme.questionnaire]
            player = Player(script, edition, stage.person)
            await player.play()
            assert player.stopped_at in ("", "not_eligible"), f"{channel}: stopped at {player.stopped_at}"
            return player.report()


async def table() -> None:
    """Play everybody and print."""
    print("| persona | answers | " + " | ".join(f"{channel}, taps + typed" for channel in CHANNELS), end="")
    print(" | " + " | ".join(f"{channel}, typed at once" for channel in CHANNELS) + " |")
    print("|---|---:|" + "---:|" * 2 * len(CHANNELS))
    columns: list[list[int]] = [[] for _ in range(2 * len(CHANNELS))]
    for name in personas.NAMES:
        script = personas.persona(name)
        edition = _edition()
        reports = [
            await played(each, channel) for each in (script, at_once(script, edition)) for channel in CHANNELS
        ]
        for column, report in zip(columns, reports, strict=True):
            column.append(report["messages"])
        cells = [f"{r['messages']} ({r['taps']} + {r['messages'] - r['taps']})" for r in reports]
        print(f"| {name} | {reports[0]['answers']} | " + " | ".join(cells) + " |", flush=True)
    print("| **median** | | " + " | ".join(f"**{median(column):g}**" for column in columns) + " |")


def _edition() -> Edition:
    from tests.support.programmes import edition

    return edition()


if __name__ == "__main__":
    asyncio.run(table())
