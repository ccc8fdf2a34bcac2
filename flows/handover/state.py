"""What a session knows of its ends: the offer that waits for its two digits, and who holds the application."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.events.handover import (
    HandedOver,
    HandoverAsked,
    HandoverDigitsTyped,
    HandoverEnded,
    HandoverEvent,
    HandoverMissed,
    HandoverOffered,
    NotHeld,
    TakenBack,
)

LASTS = timedelta(minutes=10)
"""How long a link and its digits are good."""

TRIES = 3
"""Wrong digits in the owner's chat that end an offer."""

OWNER = 0
"""The lease of the owner's own chat. Other ends have the number of the offer by which they came."""


@dataclass(frozen=True, slots=True)
class Handover:
    """`waiting` is the number of the open offer, good until `until` (ISO); 0 when there is none. `holder` is the lease
    of the end that holds the application since `at`, a `device` on the channel `to`, handed from `source`. `epoch`
    counts the changes of holder: what was drawn in another epoch is old. `offers` is the number of the last offer."""

    offers: int = 0
    waiting: int = 0
    until: str = ""
    holder: int = OWNER
    epoch: int = 0
    at: str = ""
    to: str = ""
    device: str = ""
    source: str = ""

    def is_over(self, now: datetime) -> bool:
        """Whether the time of the offer that waits has passed."""
        return bool(self.until) and datetime.fromisoformat(self.until) <= now


def evolve_handover(known: Handover, event: HandoverEvent) -> Handover:
    """What is known after one of these events."""
    match event:
        case HandoverOffered():
            return replace(known, offers=event.number, waiting=event.number, until=event.until, to=event.to)
        case HandoverMissed(outcome="wrong", left=0) | HandoverEnded():
            return replace(known, waiting=0, until="")
        case HandedOver():
            return Handover(
                known.offers,
                holder=event.number,
                epoch=known.epoch + 1,
                at=event.at,
                to=event.to,
                device=event.device,
                source=event.source,
            )
        case TakenBack():
            return Handover(known.offers, epoch=known.epoch + 1, at=event.at)
        case HandoverAsked() | HandoverDigitsTyped() | HandoverMissed() | NotHeld():
            return known
