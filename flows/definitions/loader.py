"""TOML text to a Questionnaire and its Words; every mistake a coded issue with its place and remedy."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from flows.definitions.edition import Edition, digest
from flows.definitions.intents import read_intents
from flows.definitions.issues import Issue, Malformed
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
from flows.definitions.roles import read_roles
from flows.definitions.words import read_words

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


def load(
    structure: str,
    words: Mapping[str, str],
    chat: Mapping[str, Sequence[str]],
    guidance: Mapping[str, str] = MappingProxyType({}),
    roles: str = "",
    intents: str = "",
) -> Edition:
    """An edition from TOML texts: the structure; words by language; chat phrases by language, of which later texts go
    before earlier ones; by language what was written beside the questionnaire since it was published, which is no part
    of what was; what questions mean; what people may ask besides answering.

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
    meant = read_roles(roles)
    questions = tuple(
        replace(
            each,
            subject=meant.subjects.get(each.id, ""),
            same_as=each.same_as or meant.copies.get(each.id, ""),
            suggest=each.suggest or meant.proposals.get(each.id, ""),
        )
        for each in questions
    )
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
        own = _toml(f"{language}.toml", text)
        phrases = [_toml(f"chat/{language}.toml", each) for each in chat[language]]
        if absent := _missing(f"{language}.toml", own, ("language",)):
            raise Malformed(absent)
        beside = _toml(f"guidance.{language}.toml", guidance.get(language, ""))
        spoken[language] = read_words(questions, named, own, phrases, beside)
    asked = read_intents(_toml("intents.toml", intents))
    return Edition(questionnaire, spoken, roles=meant, intents=asked)


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
