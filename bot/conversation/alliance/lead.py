"""Who of an alliance hears what its leader or a member did: somebody is asked to lead, or no longer, or does not want
to; what was to be mended was sent in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.events.alliance import (
    CorrectionEnded,
    LeadAnswered,
    LeadAsked,
    LeadOffered,
    LeadRefused,
    ProposalSent,
    ProposalWithdrawn,
    SeatLeft,
    SeatRemoved,
)
from flows.events.codec import to_json
from flows.events.event import Event
from flows.events.submitted.submission import Confirmed
from flows.session.state import Session

ENDS_AN_OFFER = (LeadOffered, Confirmed, ProposalSent, SeatRemoved)


def told_to_others(
    before: Session, events: Sequence[Event], after: Session
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What other sessions of the alliance are told because of this turn."""
    told: dict[str, Sequence[Mapping[str, Any]]] = {}
    offered = before.alliance.offered
    if offered and any(isinstance(event, ENDS_AN_OFFER) for event in events):
        told[offered] = [to_json(LeadAsked(open=False))]
    for event in events:
        match event:
            case LeadOffered(seat=seat) if seat:
                told[seat] = [to_json(LeadAsked())]
            case ProposalSent() | ProposalWithdrawn():
                told |= {seat: [to_json(CorrectionEnded())] for seat in before.alliance.mending}
            case LeadAnswered(agreed=False):
                told[before.alliance.seat] = [to_json(LeadRefused())]
            case SeatLeft() if before.alliance.asked:
                told[before.alliance.seat] = [to_json(LeadRefused())]
            case _:
                pass
    return told
