"""TOML text to a Questionnaire and its Words; every mistake a coded issue with its place and remedy."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from flows.definitions.questionnaire import (
    Cell,
    Column,
    Condition,
    Kind,
    Limits,
    Option,
    Question,
    Questionnaire,
    Section,
)
from flows.definitions.words import Words, names, read_words
from flows.screens.intents import LABELS, normal

_PLAIN = (
    "required",
    "autofill",
    "same_as",
    "suggest",
    "must_be_true",
    "allows_none",
    "confirm_zero",
    "asked",
)
_KEYS = {
    "id", "kind", "page", "number", "section", "list", "options", "rows", "cell", "scale", "columns", "when",
    "limits", *_PLAIN,
}  # fmt: skip
_OPTION_KEYS = {"id", "exclusive", "free_text", "group"}


@dataclass(frozen=True, slots=True)
class Issue:
    """One mistake: a stable code, where it is, and what to do about it."""

    code: str
    place: str
    remedy: str

    def __str__(self) -> str:
        """As `lint` prints it."""
        return f"{self.place}: {self.code}: {self.remedy}"


class Malformed(Exception):
    """The definition cannot be read at all; `issues` say why, all at once."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = tuple(issues)


@dataclass(frozen=True)
class Edition:
    """A questionnaire together with its words in every language, the first language first.

    `drawable` are the code points the form can print; empty where nothing is printed."""

    questionnaire: Questionnaire
    words: Mapping[str, Words]
    drawable: frozenset[int] = frozenset()

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
        """By language and question every way of saying its options: all languages, that one's words first."""
        return {first: self._names(first) for first in self.words}

    def _names(self, first: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        languages = [self.words[first], *(words for tag, words in self.words.items() if tag != first)]
        return {question.id: names(question, languages) for question in self.questionnaire.questions}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What is written on buttons, in all languages: from the words as typed to the phrase's key."""
        return {
            normal(words.say(key)): key
            for words in self.words.values()
            for key in words.phrases
            if key.startswith(("button.", "notice.")) or key in LABELS
        }

    def speak(self, language: str) -> Words:
        """The words of that language, or of the first one."""
        return self.words.get(language) or next(iter(self.words.values()))

    def say_in_all(self, key: str) -> str:
        """A phrase in every language, for whoever's is not known."""
        return "\n".join(words.say(key) for words in self.words.values())


def load(structure: str, words: Mapping[str, str], chat: Mapping[str, str]) -> Edition:
    """An edition from TOML texts: the structure, words by language, chat phrases by language.

    Raises Malformed with every mistake that keeps the structure from being read."""
    data = _toml("questionnaire.toml", structure)
    issues = [*_missing("questionnaire.toml", data, ("version", "pages"))]
    lists = {
        name: _options(f"questionnaire.toml: list {name}", options, issues)
        for name, options in data.get("lists", {}).items()
    }
    questions = tuple(
        question
        for index, table in enumerate(data.get("question", []))
        if (question := _question(index, table, lists, issues))
    )
    if issues:
        raise Malformed(issues)
    questionnaire = Questionnaire(
        version=str(data["version"]),
        pages=int(data["pages"]),
        questions=questions,
        checks=tuple(data.get("checks", ())),
        digest=digest(structure, words),
    )
    named = {table["id"]: table["list"] for table in data["question"] if "list" in table}
    spoken = {}
    for language, text in words.items():
        own, phrases = _toml(f"{language}.toml", text), _toml(f"chat/{language}.toml", chat[language])
        if absent := _missing(f"{language}.toml", own, ("language",)):
            raise Malformed(absent)
        spoken[language] = read_words(questions, named, own, phrases)
    return Edition(questionnaire, spoken)


def digest(structure: str, words: Mapping[str, str]) -> str:
    """The SHA-256 that publishing a version fixes: structure and questionnaire words, not the chat's."""
    parts = [structure, *(words[language] for language in sorted(words))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _toml(place: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed([Issue("not_toml", place, str(error))]) from None


def _missing(place: str, data: Mapping[str, Any], keys: Sequence[str]) -> list[Issue]:
    return [Issue("missing_key", place, f"add {key} = …") for key in keys if key not in data]


def _options(place: str, tables: Sequence[Mapping[str, Any]], issues: list[Issue]) -> tuple[Option, ...]:
    for table in tables:
        if strays := sorted(set(table) - _OPTION_KEYS):
            issues.append(Issue("unknown_key", place, f"remove or correct: {', '.join(strays)}"))
    return tuple(_option(table) for table in tables if "id" in table)


def _option(table: Mapping[str, Any]) -> Option:
    return Option(
        id=str(table["id"]),
        exclusive=bool(table.get("exclusive", False)),
        free_text=bool(table.get("free_text", False)),
        group=str(table.get("group", "")),
    )


def _question(
    index: int, table: Mapping[str, Any], lists: Mapping[str, tuple[Option, ...]], issues: list[Issue]
) -> Question | None:
    place = f"questionnaire.toml: question {table.get('id', f'#{index + 1}')}"
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        issues.append(Issue("unknown_key", place, f"remove or correct: {', '.join(unknown)}"))
    if table.get("list", "") and table["list"] not in lists:
        issues.append(Issue("unknown_list", place, f"define [lists] {table['list']}"))
    own = _options(place, table.get("options", ()), issues)
    try:
        return _built(table, lists.get(table.get("list", ""), ()) + own)
    except (KeyError, TypeError, ValueError) as error:
        issues.append(Issue("unreadable", place, f"{type(error).__name__}: {error}"))
        return None


def _built(table: Mapping[str, Any], options: tuple[Option, ...]) -> Question:
    when = table.get("when")
    kind = Kind(table["kind"])
    return Question(
        id=str(table["id"]),
        kind=kind,
        page=int(table["page"]),
        number=int(table.get("number", 0)),
        section=Section(table.get("section", "pages")),
        options=options,
        rows=tuple(table.get("rows", ())),
        cell=Cell(table["cell"]) if "cell" in table else None,
        scale=tuple(table.get("scale", ())),
        columns=tuple(Column(**column) for column in table.get("columns", ())),
        when=Condition(str(when["question"]), frozenset(when["any_of"])) if when else None,
        limits=_limits(table.get("limits", {})),
        **{key: table[key] for key in _PLAIN if key in table},
    )


def _limits(table: Mapping[str, int]) -> Limits:
    known = {part.name for part in fields(Limits)}
    if set(table) - known:
        raise ValueError(f"unknown limits: {', '.join(sorted(set(table) - known))}")
    return Limits(**table)
