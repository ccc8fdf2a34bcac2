"""What the commands say to whoever runs them (templates/shared/cli): in Chinese, or in Chinese and English at once."""

import tomllib
from functools import cache
from typing import Any

from bot.paths import SHARED
from flows.definitions.languages import CHINESE, ENGLISH

FOLDER = SHARED / "cli"
STAFF, OPERATORS = CHINESE, ENGLISH
"""Staff read the first language, whoever runs the service either."""


def phrase(key: str, language: str = STAFF, **facts: object) -> str:
    """A phrase by its dotted key, `facts` filled in."""
    found: Any = _words(language)
    for part in key.split("."):
        found = found[part]
    return str(found).format_map(facts)


def both(key: str, between: str = " / ", **facts: object) -> str:
    """A phrase in Chinese and English on one line."""
    return between.join(phrase(key, language, **facts) for language in (STAFF, OPERATORS))


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
