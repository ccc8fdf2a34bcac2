"""What the journal keeps of a message that was taken back: that something was said, when and about what, but not what.

Applied to a session's events as they are stored (flows/events.py, `to_json`), within the transaction that adds
the `Withdrawn`. Folding the events afterwards gives the same session as before.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from flows import events as e
from flows.register.looked import UBN

Stored: TypeAlias = Mapping[str, Any]
Redaction: TypeAlias = Callable[[Sequence[Stored]], Sequence[Stored]]

SAID: Mapping[str, Any] = {
    "value": "",
    "texts": {},
    "candidates": [],
    "facts": {},
    "typed": "",
    "ubn": "",
    "record": {},
    "findings": [],
}
"""Fields that repeat what a person said, or follow from it word by word, and what takes their place."""


def redaction(events: Sequence[e.Event]) -> Redaction | None:
    """How the journal is to be rewritten because of these events; None when no message was taken back."""
    messages = frozenset(event.message for event in events if isinstance(event, e.Withdrawn))
    return (lambda stored: _redacted(stored, messages)) if messages else None


def _redacted(stored: Sequence[Stored], messages: frozenset[str]) -> Sequence[Stored]:
    gone, kept = set[str](), set[str]()
    for event in stored:
        if event.get("question") == UBN:
            said = {str(event.get("value")), *map(str, event.get("candidates", ()))}
            (gone if _carried(event, messages) else kept).update(said)
    looked_up = gone - kept
    return [
        _blank(event)
        if _carried(event, messages) or event.get("ubn") in looked_up or "findings" in event
        else event
        for event in stored
    ]


def _carried(event: Stored, messages: frozenset[str]) -> bool:
    """Whether one of the messages carried the event's content. Ids of messages are no content and stay."""
    carriers = {event.get("message"), *event.get("messages", {}).values()}
    return event["is"] != e.Withdrawn.__name__ and not messages.isdisjoint(carriers)


def _blank(event: Stored) -> Stored:
    return {name: SAID.get(name, part) for name, part in event.items()}
