"""Answers as an application keeps them: flat values that are stored, printed and exported, and the way back."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flows.session.answers import Answer

COLLEAGUE = "colleague"
"""The source of an answer that a colleague proposed."""


def frozen(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as stored and exported: value by question id, words of a free-text option as `question.option`."""
    flat: dict[str, Any] = {}
    for question, answer in answers.items():
        flat[question] = answer.value
        flat |= {f"{question}.{option}": text for option, text in answer.texts.items()}
    return flat


def thawed(
    answers: Mapping[str, Any], came_from: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> dict[str, Answer]:
    """Frozen answers as the engine knows them; `came_from` is their provenance."""
    texts: dict[str, dict[str, str]] = {}
    for key, text in answers.items():
        question, dot, option = key.partition(".")
        if dot:
            texts.setdefault(question, {})[option] = str(text)
    return {
        key: _answer(value, texts.get(key, {}), came_from.get(key, {}))
        for key, value in answers.items()
        if "." not in key
    }


def provenance(answers: Mapping[str, Answer]) -> dict[str, dict[str, str]]:
    """Where answers that the applicant did not give came from, by question: the source and the day it was asked, or the
    colleague who proposed what the applicant took."""
    return {
        question: {"source": answer.source, "as_of": answer.as_of}
        if answer.source
        else {"source": COLLEAGUE, "as_of": "", "author": answer.author}
        for question, answer in answers.items()
        if answer.source or answer.author
    }


def _answer(value: Any, texts: Mapping[str, str], came_from: Mapping[str, str]) -> Answer:
    author = came_from.get("author", "")
    source = "" if author else came_from.get("source", "")
    return Answer(value, texts, source=source, as_of=came_from.get("as_of", ""), author=author)


def consented_at(record: Mapping[str, Any]) -> datetime | None:
    """When the applicant agreed to the personal-data notice, by the record of the application."""
    at = record.get("consent", {}).get("at", "")
    return datetime.fromisoformat(at) if at else None
