"""The programme file: TOML to a Programme, with every mistake named."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.programme import Contact, Programme

LANGUAGES = ("zh-TW", "en")
WORDS = ("title", "form_title", "host", "executor", "fee", "service", "other_help", "notice", "notice_short")


class BadProgramme(Exception):
    """The programme file cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__("\n".join(f"{path}: {problem}" for problem in problems))
        self.problems = problems


def read_programme(path: Path) -> Programme:
    """The programme of a file. Raises BadProgramme with every mistake."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadProgramme(path, [str(error)]) from None
    problems = [*_missing(data), *_times(data), *_words(data)]
    if problems:
        raise BadProgramme(path, problems)
    return Programme(
        year=data["year"],
        questionnaire=data["questionnaire"],
        opens=data["opens"],
        closes=data["closes"],
        contact=Contact(**{name: data["contact"][name] for name in ("name", "phone", "email")}),
        notice_version=data["notice_version"],
        words={language: _texts(words) for language, words in data["words"].items()},
    )


def _texts(words: Mapping[str, str | list[str]]) -> dict[str, str]:
    return {key: text if isinstance(text, str) else "\n".join(text) for key, text in words.items()}


def _missing(data: Mapping[str, Any]) -> list[str]:
    kinds = {"year": int, "questionnaire": str, "notice_version": str, "contact": dict, "words": dict}
    problems = [f"{key}: missing" for key in kinds if key not in data]
    problems += [
        f"{key}: must be {kind.__name__}"
        for key, kind in kinds.items()
        if not isinstance(data.get(key, kind()), kind)
    ]
    contact = data.get("contact", {})
    problems += [f"contact.{key}: missing" for key in ("name", "phone", "email") if not contact.get(key)]
    if contact.get("email") and "@" not in contact["email"]:
        problems.append("contact.email: not an e-mail address")
    return problems


def _times(data: Mapping[str, Any]) -> list[str]:
    problems = []
    for key in ("opens", "closes"):
        instant = data.get(key)
        if not isinstance(instant, datetime) or instant.tzinfo is None:
            problems.append(f"{key}: must be an instant with its offset, such as 2024-12-01T00:00:00+08:00")
    if not problems and data["opens"] >= data["closes"]:
        problems.append("closes: must be later than opens")
    return problems


def _words(data: Mapping[str, Any]) -> list[str]:
    words = data.get("words", {})
    return [
        f"words.{language}.{key}: missing"
        for language in LANGUAGES
        for key in WORDS
        if not words.get(language, {}).get(key)
    ]
