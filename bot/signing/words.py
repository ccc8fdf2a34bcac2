"""The words of signing online, from templates/shared/signing."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from bot.paths import SHARED
from flows.definitions.languages import ENGLISH
from flows.definitions.programme import ROC_OFFSET, TAIPEI

SIGNING = SHARED / "signing"


@cache
def words_of(name: str) -> Mapping[str, Any]:
    """A file of words: one of LANGUAGES for people who sign and apply, `record` for the record."""
    return tomllib.loads((SIGNING / f"{name}.toml").read_text(encoding="utf-8"))


def filled(words: Any, facts: Mapping[str, object]) -> Any:
    """Words with their {names} filled in, whatever they are nested in."""
    if isinstance(words, str):
        return words.format_map(facts)
    if isinstance(words, Mapping):
        return {key: filled(value, facts) for key, value in words.items()}
    return [filled(each, facts) for each in words]


def moment(at: str | datetime, language: str = ENGLISH) -> str:
    """An instant in Taipei, as people read it: with the minute."""
    local = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(TAIPEI)
    facts = {"year": local.year - ROC_OFFSET, "month": local.month, "day": local.day}
    pattern = str(words_of(language)["moment"])
    return pattern.format(**facts, date=f"{local:%Y-%m-%d}", time=f"{local:%H:%M}")


def exactly(at: str) -> str:
    """An instant for a record: with seconds and the offset from UTC."""
    return f"{datetime.fromisoformat(at).astimezone(TAIPEI):%Y-%m-%d %H:%M:%S} +08:00"


def masked(address: str) -> str:
    """A mailbox that its owner recognises and nobody else learns: m***@example.com."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}"
