"""Short letters to consultants, and to the office about them, in words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.mail.compose import MAIL


def to_consultant(about: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Subject and text; with a `link` in the facts also what it is for, with `when` when and where the visit is."""
    words = _words()
    said, gaps = words["consultant"][about], _Gaps(facts)
    parts = [words["greeting"], said["text"]]
    if facts.get("where"):
        parts.append(words["visit"])
    if facts.get("link"):
        parts.append(words["link"])
    return f"[{facts['case']}] {said['subject'].format_map(gaps)}", _text(parts, gaps)


def to_office(about: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Subject and text."""
    words = _words()
    said, gaps = words["staff"][about], _Gaps(facts)
    parts = [said["text"], *([words["desk"]] if facts.get("link") else [])]
    return f"[{facts['case']}] {said['subject'].format_map(gaps)}", _text(parts, gaps)


class _Gaps(dict[str, object]):
    """What is not known is left out of a sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def _text(parts: list[str], gaps: _Gaps) -> str:
    return "\n\n".join(part.format_map(gaps) for part in parts)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((MAIL / "consultants.toml").read_text(encoding="utf-8"))
