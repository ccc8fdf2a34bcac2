"""What a session remembers of a look-up: the 統一編號 asked about, what came of it, what the person made of it."""

from dataclasses import dataclass, replace

from flows import found
from flows.answers.base import Value
from flows.register.model import Record
from flows.register.saved import from_json

UBN = "ubn"
"""The question whose answer is looked up."""

SAME_NUMBER = "="
"""Stands in the journal for a number that was taken back, where another message gave it as well."""


NOT_FOUND = "not_found"
"""The state of a look-up that found nothing."""


@dataclass(frozen=True, slots=True)
class Looked:
    """`state`: found, not_found or unavailable; `choice`: taken, by_hand, or empty while the card is on screen."""

    ubn: str
    state: str
    record: Record | None = None
    choice: str = ""


def looked_up(event: found.LookedUp) -> Looked:
    """A look-up just made."""
    return Looked(event.ubn, event.state, from_json(event.record) if event.record else None)


def recognised(looked: Looked | None, choice: str) -> Looked | None:
    """The same look-up once the person has chosen."""
    return replace(looked, choice=choice) if looked else None


def unproved(looked: Looked | None, ubn: Value | None) -> bool:
    """Whether the registers answered and know no company of that number; that none answered proves nothing."""
    return looked is not None and looked.ubn == ubn and looked.state == NOT_FOUND


def about(looked: Looked | None, question: str, value: Value) -> Looked | None:
    """The look-up that is left after an answer: another 統一編號 makes it another company's."""
    return None if looked and question == UBN and value not in (looked.ubn, SAME_NUMBER) else looked
