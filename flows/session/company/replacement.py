"""Replacing the application of one's company: it takes effect when the contact of the earlier one agrees, or staff.

Until then the earlier application stays in force and the new one, submitted in full, waits.
"""

from dataclasses import dataclass, replace

from flows.events.company.replacement import (
    ReplacementAnswered,
    ReplacementAsked,
    ReplacementEvent,
    ReplacementSettled,
    ReplacementWaiting,
)

AGREE, REFUSE = "agree", "refuse"
"""What the buttons answer."""

CONTACT, LINK, STAFF, OVERTAKEN, ERASED = "contact", "link", "staff", "overtaken", "erased"
"""Who settled a request: the earlier contact in the chat or by the mailed link, staff, another request, an erasure."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a session knows of it: the number of the request to answer (0: none), the case whose place its own
    application waits for, and that it was refused that place."""

    request: int = 0
    waits_for: str = ""
    refused: bool = False


def evolve_replacement(known: Replacement, event: ReplacementEvent) -> Replacement:
    """What is known after one of these events."""
    match event:
        case ReplacementAsked():
            return replace(known, request=event.request)
        case ReplacementWaiting():
            return replace(known, waits_for=event.case_number)
        case ReplacementAnswered():
            return replace(known, request=0)
        case ReplacementSettled() if known.waits_for:
            return replace(known, request=0, waits_for="" if event.allowed else known.waits_for,
                           refused=not event.allowed)  # fmt: skip
        case ReplacementSettled():
            return replace(known, request=0)
