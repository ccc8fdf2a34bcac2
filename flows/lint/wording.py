"""The questionnaire's own words: all there in every language, none left over, short ones short enough."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Question
from flows.definitions.words import Words
from flows.lint.locations import OWN_SECTIONS, at_words

SHORT_WIDE = 12
"""Full-width characters of a label in lists: one line of a card on a small phone, number and edit link beside it."""

SHORT_LATIN = 28
"""The same line in Latin letters."""

_PARTS = frozenset({"label", "short", "help", "example", "unit"})
_TABLES = frozenset({"language", "question", "lists", "lists_brief", "lists_also", *OWN_SECTIONS})
_SAID_ONLY = frozenset({"help", "example"})
_BRIEF = {"options": "brief", "scale": "scale_brief"}


def wording(edition: Edition, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Missing, empty, unused and overlong words of every question; `texts` are the words files by language."""
    questions = edition.questionnaire.questions
    for language, words in edition.words.items():
        yield from _file(language, words, tomllib.loads(texts[language]), questions)
        for question in questions:
            yield from _missing(language, words, question)
            yield from _unused(language, words, question)
            yield from _short(language, words, question)
        yield from _rephrased(language, words, questions)


def _file(
    language: str, words: Words, table: Mapping[str, Any], questions: tuple[Question, ...]
) -> Iterator[Issue]:
    """What `read_words` passes over in silence: names of tables, questions and lists that nothing asks for."""
    place = f"{language}.toml"
    if words.language != language:
        yield Issue("wrong_language", f"{place}: language", f'write language = "{language}"')
    asked = {"question": {question.id for question in questions}}
    asked |= {name: set(words.lists.values()) for name in ("lists", "lists_brief", "lists_also")}
    known = {*_TABLES, *(f"{table}.{name}" for table, names in asked.items() for name in names)}
    present = [*table, *(f"{name}.{key}" for name in asked for key in table.get(name, {}))]
    for unknown in (name for name in present if name not in known):
        yield Issue("unused_words", f"{place}: {unknown}", "remove it, or correct its name")
    also = {f"lists_also.{name}": part for name, part in table.get("lists_also", {}).items()}
    also |= {
        f"question.{name}.also": part.get("also", {}) for name, part in table.get("question", {}).items()
    }
    for path, names in also.items():
        for key in (key for key, value in names.items() if not isinstance(value, list)):
            yield Issue("wrong_type", f"{place}: {path}.{key}", 'write a list: ["…"]')


def _parts(question: Question) -> dict[str, tuple[str, ...]]:
    return {
        "options": tuple(option.id for option in question.options),
        "rows": question.rows,
        "scale": question.scale,
        "columns": tuple(column.id for column in question.columns),
    }


def _missing(language: str, words: Words, question: Question) -> Iterator[Issue]:
    own = words.questions[question.id]
    wanted = ["label", *(["example"] if question.asked else [])]
    wanted += [f"{part}.{name}" for part, names in _parts(question).items() for name in names]
    for key in wanted:
        if not own.get(key, "").strip():
            yield Issue("missing_words", at_words(language, question.id, key), "write it")


def _unused(language: str, words: Words, question: Question) -> Iterator[Issue]:
    parts = _parts(question)
    known = {*_PARTS, *(f"{part}.{name}" for part, names in parts.items() for name in names)}
    known |= {f"{brief}.{name}" for part, brief in _BRIEF.items() for name in parts[part]}
    for key in sorted(set(words.questions[question.id]) - known):
        yield Issue("unused_words", at_words(language, question.id, key), "remove it, or correct its name")
    for name in sorted(set(words.also[question.id]) - set(parts["options"])):
        place = at_words(language, question.id, f"also.{name}")
        yield Issue("unused_words", place, "remove it, or correct its name")


def _rephrased(language: str, words: Words, questions: tuple[Question, ...]) -> Iterator[Issue]:
    """What is said in place of published words: only what the form does not print, of what there is."""
    known = {question.id: {*_SAID_ONLY, *(f"rows.{row}" for row in question.rows)} for question in questions}
    for name, parts in words.rephrased.items():
        for key in sorted(set(parts) - known.get(name, set())):
            place = f"guidance.{language}.toml: question.{name}.{key}"
            yield Issue(
                "unused_words", place, "remove it: only help, example and rows can be said differently"
            )


def _short(language: str, words: Words, question: Question) -> Iterator[Issue]:
    """The label of lists and notes: `short`, or `label` where there is none."""
    own = words.questions[question.id]
    part = "short" if own.get("short") else "label"
    text = own.get(part, "")
    wide = [unicodedata.east_asian_width(character) in "WF" for character in text]
    most = SHORT_WIDE * 2 if any(wide) else SHORT_LATIN
    if len(text) + sum(wide) > most:
        remedy = f"write a `short` of at most {SHORT_WIDE} full-width or {SHORT_LATIN} Latin characters"
        yield Issue("too_long", at_words(language, question.id, part), remedy)
