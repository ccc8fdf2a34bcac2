"""What a session remembers of a look-up: the 統一編號 asked about, what came of it, what the person made of it."""

from dataclasses import dataclass, replace

from flows.answers.base import Value
from flows.events.company import registry
from flows.registry.codec import from_json
from flows.registry.model import Record, Trouble

SAME_NUMBER = "="
"""Stands in the journal for a number that was taken back, where another message gave it as well."""


NOT_FOUND = "not_found"
"""The state of a look-up that found nothing."""

UNAVAILABLE = "unavailable"
"""The state of one that nobody answered."""


@dataclass(frozen=True, slots=True)
class Looked:
    """`state`: found, not_found or unavailable, and then for which `reason` (Trouble); `choice`: taken, by_hand, or
    empty while the card is on screen."""

    ubn: str
    state: str
    record: Record | None = None
    choice: str = ""
    reason: str = ""


def lookup_made(event: registry.LookedUp) -> Looked:
    """A look-up just made."""
    record = from_json(event.record) if event.record else None
    return Looked(event.ubn, event.state, record, reason=event.reason)


def with_choice(looked: Looked | None, choice: str) -> Looked | None:
    """The same look-up once the person has chosen."""
    return replace(looked, choice=choice) if looked else None


def unproved(looked: Looked | None, ubn: Value | None) -> bool:
    """Whether nothing shows that there is a company of that number: the registers know none, or were not asked since
    this person, or everybody together, asked too much, which anybody can bring about. An outage nobody can."""
    if looked is None or looked.ubn != ubn:
        return False
    limited = looked.state == UNAVAILABLE and looked.reason == Trouble.LIMITED
    return limited or looked.state == NOT_FOUND


def kept_after_number(looked: Looked | None, value: Value) -> Looked | None:
    """The look-up that is left after an answer with this 統一編號: another one makes it another company's."""
    return None if looked and value not in (looked.ubn, SAME_NUMBER) else looked
