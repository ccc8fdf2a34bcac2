"""What people ask a chat besides answering it: the table of intents, with the patterns that show each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.definitions.issues import Issue, Malformed

_KEYS = {"zh", "en", "not", "chat"}


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish, by the patterns in a text that show it and those that deny it.

    `chat` says that it is courtesy, which yields to any other wish in the same text."""

    name: str
    shows: re.Pattern[str]
    denies: re.Pattern[str] | None
    chat: bool


def read_intents(table: Mapping[str, Any]) -> tuple[Intent, ...]:
    """The intents of a table (intents.toml), in its order. Raises Malformed with every mistake."""
    issues: list[Issue] = []
    found = [_intent(name, part, issues) for name, part in table.items()]
    if issues:
        raise Malformed(issues)
    return tuple(intent for intent in found if intent)


def _intent(name: str, part: Mapping[str, Any], issues: list[Issue]) -> Intent | None:
    place = f"intents.toml: {name}"
    for key in sorted(set(part) - _KEYS):
        issues.append(Issue("unknown_key", place, f"remove or correct: {key}"))
    cues = [*part.get("zh", ()), *part.get("en", ())]
    if not part.get("zh") or not part.get("en"):
        issues.append(Issue("missing_key", place, "write zh = […] and en = […]"))
        return None
    try:
        denies = _any(part["not"]) if part.get("not") else None
        return Intent(name, _any(cues), denies, bool(part.get("chat", False)))
    except re.error as error:
        issues.append(Issue("unreadable", place, f"{error}: {error.pattern!r}"))
        return None


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    for pattern in patterns:
        re.compile(pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
