"""A company's part in an alliance, folded from its events: the seat it takes, what was sent in of all together."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from flows.events.alliance import (
    Admitted,
    CodeGiven,
    MailCodeAsked,
    ProposalSent,
    ProposalWithdrawn,
    SeatLeft,
    SeatTaken,
)

Moved: TypeAlias = (
    Admitted | CodeGiven | SeatTaken | SeatLeft | ProposalSent | ProposalWithdrawn | MailCodeAsked
)


@dataclass(frozen=True, slots=True)
class Part:
    """`code` is the invitation code just named, known to this process alone; `seat` the alliance whose seat this is;
    `waits` that the leader has still to let it in, `left` that it was given up. Of a leader: `case_number` and
    `revision` of what was sent in last, `sent_at` when; `mail_codes` how many codes were asked for."""

    code: str = ""
    seat: str = ""
    waits: bool = False
    left: bool = False
    case_number: str = ""
    revision: int = 0
    sent_at: str = ""
    withdrawn: bool = False
    mail_codes: int = 0


def evolve_alliance(part: Part, event: Moved) -> Part:
    """The part after one of its events."""
    match event:
        case CodeGiven():
            return replace(part, code=event.code)
        case SeatTaken():
            return replace(part, seat=event.alliance, code="", left=False, waits=not event.admitted)
        case Admitted():
            return replace(part, waits=False)
        case SeatLeft():
            return replace(part, seat="", left=True, waits=False)
        case ProposalSent():
            sent = replace(part, case_number=event.case_number, revision=event.revision, sent_at=event.at)
            return replace(sent, withdrawn=False)
        case ProposalWithdrawn():
            return replace(part, withdrawn=True)
        case MailCodeAsked():
            return replace(part, mail_codes=event.number)
