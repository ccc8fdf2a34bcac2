"""What is written into buttons: the verb, the questionnaire's version and up to three names.

`a:113.1:digital_capability:customer_profile:5`. At most 64 bytes, Telegram's limit for callback data
(LINE allows 300 characters); the linter proves it for every question.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

MAX_BYTES = 64

TOGETHER = "+"
"""Joins the ids of options that one button ticks."""


class Verb(StrEnum):
    """What a tap asks for."""

    ANSWER = "a"
    TOGGLE = "t"
    """One option, or several joined by `TOGETHER`."""
    FINISH = "fn"
    """The option tapped, beside those ticked before, and nothing more."""
    DONE = "d"
    SAME = "m"
    SUGGESTED = "u"
    CANDIDATE = "c"
    RETYPE = "y"
    EDIT = "e"
    REVIEWED = "r"
    WARNINGS = "x"
    CONSENT = "n"
    DECLINE = "o"
    SUBMIT = "s"
    LANGUAGE = "l"
    COMMAND = "w"
    ERASE = "z"
    KEEP = "k"
    REGISTER = "g"
    DEEMED = "f"
    QUEUE = "q"
    CLAIM = "j"
    ABOUT = "i"
    REPLACEMENT = "v"
    APPLICATION = "h"
    CASE = "case"
    """What an applicant says about a visit, the advice, or how satisfied they are."""
    COPY_SEND = "p"
    COPY_DROP = "b"
    INQUIRE = "in"
    FILL = "fi"
    SCHEME = "sc"
    HANDOVER = "ho"
    COLLEAGUE = "cl"
    PROPOSAL = "pp"
    UPGRADE = "up"
    PANEL = "pa"
    REVISION = "rv"
    REQUEST = "rq"


_VERBS = frozenset(verb.value for verb in Verb)


@dataclass(frozen=True, slots=True)
class CallbackData:
    """A decoded tap: its verb, the questionnaire version it was drawn for, and its names."""

    verb: Verb
    version: str
    first: str = ""
    second: str = ""
    third: str = ""


@lru_cache(maxsize=8192)
def encode(verb: Verb, version: str, *names: str) -> str:
    """The data of a button."""
    return ":".join((verb.value, version, *names))


def decode(data: str) -> CallbackData | None:
    """What a button's data says; None for data this product never wrote."""
    verb, _, rest = data.partition(":")
    version, *names = rest.split(":")
    if verb not in _VERBS or len(names) > 3:
        return None
    return CallbackData(Verb(verb), version, *names)
