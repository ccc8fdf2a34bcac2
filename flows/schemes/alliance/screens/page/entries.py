"""What the leader writes on the web page: an entry with the mark of the value it was written over.

An entry that the chat or another browser changed meanwhile is left as it is: the page shows both (acceptance 23 of the
specification)."""

import json
from hashlib import sha256
from typing import Any

from flows.events.alliance import Entered, PageLinkMade, Remarked
from flows.events.event import Events
from flows.interface.known import Discovered
from flows.schemes.alliance.lists import KINDS, PROSE
from flows.schemes.alliance.screens.entries import SCHEDULE
from flows.screens.decision import Decision

PLACES = frozenset({SCHEDULE, *(f"kpi.{each}" for each in KINDS), *(f"prose.{each}" for each in PROSE)})
"""Entries that can be written on the page."""

_LENGTH = 32


def mark(value: Any) -> str:
    """A name for a value of an entry: the same for the same value, another for any other."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:_LENGTH]


def on_written(decision: Decision, found: Discovered) -> Events:
    """The entry as written, if it is still what the page showed."""
    place = str(found.data["place"])
    if place not in PLACES or mark(decision.session.entries.get(place)) != found.data["seen"]:
        return ()
    return (Entered(place, found.data["value"]),)


def on_page_link(decision: Decision, found: Discovered) -> Events:
    """The link that was made; where browsers do not reach the service, that there is none."""
    if not found.data.get("link"):
        return (Remarked("page.unreachable", "warn"),)
    return (PageLinkMade(str(found.data["until"]), str(found.data["link"])),)
