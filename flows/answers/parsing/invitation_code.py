"""Invitation codes as people type, forward and open them: 「加入 K7M4QX」, `join k7m4qx`, `/start j_K7M4QX`."""

import re

from flows.definitions.text import normal

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is mistaken for something else: 0 and O, 1, I and L."""

LENGTH = 6

_CODE = rf"[{LETTERS}]{{{LENGTH}}}"
_NAMED = re.compile(rf"(?:加入|join|/start\s+j_|j_)\s*[:：「]?\s*({_CODE})[」。.]?", re.IGNORECASE)
_BARE = re.compile(_CODE, re.IGNORECASE)


def named_code(text: str) -> str:
    """The code that a text names as one, in capitals; empty when it names none."""
    match = _NAMED.fullmatch(normal(text))
    return match[1].upper() if match else ""


def bare_code(text: str) -> str:
    """The code in a text where one is asked for: named, or alone."""
    alone = normal(text)
    return named_code(text) or (alone.upper() if _BARE.fullmatch(alone) else "")
