"""The words of the commands: each phrase asked for is there, in every language it is said in, and none besides."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from bot.command_words import FOLDER, OPERATORS, STAFF
from tests.support.paths import ROOT


def phrases(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every phrase of a file by its dotted key."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from phrases(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def words(language: str) -> dict[str, str]:
    """The phrases of a language."""
    return dict(phrases(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))))


def keys(argument: ast.expr) -> Iterator[str]:
    """What an argument may be, `*` where something is filled in."""
    match argument:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=other):
            yield from keys(body)
            yield from keys(other)
        case ast.JoinedStr(values=[ast.Constant(value=str(key)), *_]):
            yield f"{key}*"


def asked_for() -> dict[str, set[str]]:
    """The keys that bot asks for, by what is asked: `phrase`, or `both` (also where `phrase` is told a language)."""
    found: dict[str, set[str]] = {"phrase": set(), "both": set()}
    for path in (ROOT / "bot").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "from bot.command_words import" in text:
            for node in ast.walk(ast.parse(text)):
                match node:
                    case ast.Call(func=ast.Name(id=("phrase" | "both") as name), args=[key, *language]):
                        found["both" if name == "both" or language else "phrase"] |= set(keys(key))
    return found


def fits(key: str, asked: set[str]) -> bool:
    """Whether a phrase is asked for."""
    return key in asked or any(one.endswith("*") and key.startswith(one[:-1]) for one in asked)


def test_what_is_asked_for_is_there_and_nothing_else() -> None:
    asked, chinese, english = asked_for(), words(STAFF), words(OPERATORS)
    known = {"phrase": set(chinese), "both": set(chinese) & set(english)}
    for name, there in known.items():
        single = {key for key in asked[name] if not key.endswith("*")}
        assert single <= there, f"{name} of {single - there}"
    everything = asked["phrase"] | asked["both"]
    assert [key for key in chinese if not fits(key, everything)] == []
    assert [key for key in english if not fits(key, asked["both"])] == []
    assert set(english) <= set(chinese)


def test_a_phrase_names_what_it_is_given_in_the_other_language_too() -> None:
    chinese, english = words(STAFF), words(OPERATORS)
    for key, phrase in english.items():
        facts, known = (
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in (phrase, chinese[key])
        )
        assert facts <= known, key


def test_every_file_of_words_is_of_a_language() -> None:
    assert {Path(file).stem for file in FOLDER.iterdir()} == {STAFF, OPERATORS, "export"}
