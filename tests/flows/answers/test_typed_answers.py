"""Eighteen hundred answers as people type them, each typed at its question: kept, asked about, refused or understood.

The table was judged row by row. A row that changes is a change of what stands on somebody's form: look at it, then
run pytest with --update.
"""

import json
from collections import Counter
from copy import copy
from functools import cache

import pytest

from flows.events.answering import Answered, Doubted, Drafted, Rejected
from flows.events.conversation import Inquired
from flows.events.event import Event
from tests.support.chat import Chat
from tests.support.paths import FIXTURES
from tests.support.personas import NAMES
from tests.support.player import play

TABLE = FIXTURES / "typed_answers.tsv"
HEAD, *ROWS = TABLE.read_text(encoding="utf-8").rstrip("\n").split("\n")


@cache
def reached(question: str) -> Chat:
    """A conversation in which this question is asked."""
    for name in ("exporter", *NAMES):
        try:
            return play(Chat(), name, until=question)
        except AssertionError:
            continue
    raise AssertionError(question)


def typed(question: str, text: str) -> tuple[str, str]:
    """What a text typed at a question comes to: a verdict, and what is kept, offered or wrong."""
    chat = copy(reached(question))
    chat.journal, chat.sayings, chat.buttons = list(chat.journal), [], []
    chat.say(text.replace("⏎", "\n"))
    return next(filter(None, (verdict(event, chat.events) for event in chat.events)), ("understood", ""))


def verdict(event: Event, among: tuple[Event, ...]) -> tuple[str, str] | None:
    """What one fact says of the answer, if it does."""
    match event:
        case Rejected():
            return "refused", event.code
        case Inquired():
            return "understood", event.intent
        case Doubted():
            return "asked", written([event.code, list(event.candidates)])
        case Answered():
            return "accepted", written([event.value, dict(event.texts)] if event.texts else [event.value])
        case Drafted() if not any(isinstance(each, Rejected) for each in among):
            return "drafted", written([event.value])
        case _:
            return None


def written(value: object) -> str:
    """A value as the table has it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def test_every_answer_comes_to_what_was_judged_right(request: pytest.FixtureRequest) -> None:
    now = []
    for row in ROWS:
        question, text, *_ = row.split("\t")
        now.append("\t".join((question, text, *typed(question, text))))
    if request.config.getoption("--update"):
        TABLE.write_text("\n".join((HEAD, *now)) + "\n", encoding="utf-8")
    assert [(was, became) for was, became in zip(ROWS, now, strict=True) if was != became] == []


def test_the_figures_told_are_those_of_the_table() -> None:
    """docs/understanding.md names them."""
    assert Counter(row.split("\t")[2] for row in ROWS) == {
        "accepted": 1102,
        "refused": 329,
        "asked": 327,
        "drafted": 41,
        "understood": 17,
    }


FRESH = FIXTURES / "fresh_answers.tsv"


def fresh_answers() -> Counter[str]:
    """What comes of answers that were written, and judged, from the questions alone: by verdict, `wrong` among them."""
    counted: Counter[str] = Counter()
    for row in FRESH.read_text(encoding="utf-8").splitlines()[1:]:
        question, text, right = row.split("\t")
        verdict, value = typed(question, text)
        kept = verdict in ("accepted", "drafted") and json.loads(value)[0]
        wrong = bool(kept) and kept not in json.loads(right)
        counted["wrong" if wrong else verdict] += 1
    return counted


def test_answers_nobody_mended_for_are_taken_wrong_at_most_once_in_a_hundred() -> None:
    """docs/understanding.md names the figure."""
    counted = fresh_answers()
    assert counted["wrong"] <= counted.total() / 100
