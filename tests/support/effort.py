"""How much people have to do and to read: every persona on every channel: `python -m tests.support.effort [persona …]`.

Each is played in three ways: tapping whatever can be tapped; as the screens advise, which is to type the numbers of a
long list and all rows at once; and typing at once whatever can be. Prints the table of docs/rehearsals.md.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.channels.line.cards.quick_replies import FEW
from bot.demo.player import Player
from bot.demo.rehearsal import staged
from flows.definitions.edition import Edition
from tests.support import personas

CHANNELS = ("web", "line", "telegram")

READ_PER_MINUTE = {"zh-TW": 1000, "en": 2500}
"""Characters, without spaces, that somebody looks over in a minute. A text is read at half that speed; but most of a
screen is options, buttons and one's own answers, which are scanned."""
HAN_PER_MINUTE, OTHERS_PER_MINUTE = 45, 150
"""Characters typed on a phone in a minute: Chinese, with choosing among candidates; figures and letters."""
SECONDS_AN_ANSWER, SECONDS_A_TAP, SECONDS_A_MESSAGE = 5, 2, 3
"""To know the answer; to find and hit a button; to open the keyboard and send."""


def advised(script: Mapping[str, Any], edition: Edition, fewer_than: int = FEW) -> dict[str, Any]:
    """The same persona doing what the screens say first: numbers for lists of more options than `fewer_than`, all rows
    in one message."""
    typed = dict(script["answers"])
    for name, answer in typed.items():
        question = edition.questionnaire.by_id[name]
        if isinstance(answer, Mapping):
            typed[name] = "；".join(map(str, answer.values()))
        elif isinstance(answer, list) and len(question.options) > fewer_than:
            ids = [option.id for option in question.options]
            typed[name] = ",".join(str(ids.index(option) + 1) for option in answer)
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


def minutes(report: Mapping[str, Any], language: str) -> float:
    """What the rehearsal would take a person, in minutes."""
    seconds = (
        report["answers"] * SECONDS_AN_ANSWER
        + report["taps"] * SECONDS_A_TAP
        + (report["messages"] - report["taps"]) * SECONDS_A_MESSAGE
    )
    reading = report["read_characters"] / READ_PER_MINUTE[language]
    han, others = report["typed_han"], report["typed_characters"] - report["typed_han"]
    return float(seconds / 60 + reading + han / HAN_PER_MINUTE + others / OTHERS_PER_MINUTE)


async def table(names: Sequence[str]) -> None:
    """Play them and print."""
    print("| persona | answers | way | " + " | ".join(CHANNELS) + " |")
    print("|---|---:|---|" + "---:|" * len(CHANNELS))
    edition = _edition()
    for name in names:
        script = personas.persona(name)
        language = script.get("lang", "zh-TW")
        ways = {"tapped": script, "advised": advised(script, edition), "typed": advised(script, edition, 0)}
        for way, each in ways.items():
            reports = [await played(each, channel) for channel in CHANNELS]
            cells = [
                f"{r['messages']} ({r['taps']} + {r['messages'] - r['taps']}) · {r['read_characters']:,}"
                f" · {minutes(r, language):.0f}"
                for r in reports
            ]
            print(f"| {name} | {reports[0]['answers']} | {way} | " + " | ".join(cells) + " |", flush=True)


def _edition() -> Edition:
    from tests.support.programmes import edition

    return edition()


if __name__ == "__main__":
    asyncio.run(table(sys.argv[1:] or personas.NAMES))
