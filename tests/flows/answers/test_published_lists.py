"""The published questionnaire's own lists: every label can be typed, alone and beside another."""

from datetime import date

import pytest

from bot.paths import SHARED
from flows.answers import parse, show
from flows.answers.base import Accepted, Incomplete, Reading
from flows.definitions.edition import Edition
from flows.definitions.loader import load
from flows.definitions.questionnaire import Kind, Question
from tests.support.paths import ROOT

LANGUAGES = ("zh-TW", "en")


def published() -> Edition:
    """The edition in use."""
    folder, chat = ROOT / "flows" / "schemes" / "diagnosis" / "editions" / "113", SHARED / "chat"
    words, phrases = (
        {language: (place / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
        for place in (folder, chat)
    )
    return load(
        (folder / "questionnaire.toml").read_text(encoding="utf-8"),
        words,
        {each: [text] for each, text in phrases.items()},
        roles=(folder / "roles.toml").read_text(encoding="utf-8"),
    )


EDITION = published()
ONE = [asked for asked in EDITION.questionnaire.questions if asked.kind in {Kind.SINGLE_CHOICE, Kind.BOOLEAN}]
MANY = [asked for asked in EDITION.questionnaire.questions if asked.kind in {Kind.MULTI_CHOICE, Kind.RANKING}]


def chosen(asked: Question, text: str) -> object:
    """The ids a text names, whether or not words are still missing."""
    outcome = parse(asked, text, Reading(date(2024, 5, 20), EDITION.names["zh-TW"][asked.id]))
    assert isinstance(outcome, Accepted | Incomplete), (asked.id, text, outcome)
    return outcome.value


@pytest.mark.parametrize("asked", ONE, ids=lambda asked: asked.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_option(asked: Question, language: str) -> None:
    """The label as shown, its number, and the line copied from the list."""
    words = EDITION.words[language]
    for number, option in enumerate(asked.options, start=1):
        shown = show(asked, option.id, {}, words)
        for text in (shown, str(number), f"{number}. {shown}", shown.upper(), shown.replace("／", "/")):
            assert chosen(asked, text) == option.id


@pytest.mark.parametrize("asked", MANY, ids=lambda asked: asked.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_options_beside_each_other(asked: Question, language: str) -> None:
    """Labels full of separators, joined by any separator, in both orders."""
    words = EDITION.words[language]
    plain = [option.id for option in asked.options if not option.exclusive and not option.free_text]
    for pair in zip(plain, [*plain[1:], plain[0]], strict=True):
        for first, second in (pair, pair[::-1]):
            labels = words.option(asked.id, first), words.option(asked.id, second)
            texts = [
                mark.join(labels) for mark in ("、", ", ", "\n", " ", " / ", "; ", "／", " 和 ", " and ")
            ]
            for text in [*texts, f"1. {labels[0]}\n2. {labels[1]}"]:
                assert chosen(asked, text) == [first, second]
