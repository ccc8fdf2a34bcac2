"""「我的申請」: the person's applications, of which one is current; going over to another, or beginning one more."""

import re

from flows.definitions.text import normal
from flows.events.applications import AnotherBegun, Switched
from flows.events.conversation import Asked
from flows.events.event import Events

NEW = "new"
"""What the button for a further application names instead of a number."""

_SWITCH = re.compile(r"(?:切換|切換到|switch(?: to)?)\s*第?\s*(\d{1,4})\s*(?:份|件)?")


def on_text(text: str) -> Events:
    """「切換 2」: go over to that one; nothing for any other text."""
    match = _SWITCH.fullmatch(normal(text))
    return (Switched(int(match[1])),) if match else ()


def on_tap(named: str) -> Events:
    """A button of the list, whichever application it was drawn for."""
    if named == NEW:
        return (AnotherBegun(),)
    return (Switched(int(named)),) if named.isdecimal() else (Asked("old_button"),)
