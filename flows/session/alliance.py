"""A company's part in an alliance, folded from its events: the seat it takes, what was sent in of all together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from flows.events.alliance import (
    Admitted,
    AllianceEnded,
    AllianceEnding,
    CodeGiven,
    CorrectionEnded,
    CorrectionOpened,
    LeadAnswered,
    LeadAsked,
    LeadOffered,
    LeadRefused,
    MailCodeAsked,
    ProposalSent,
    ProposalWithdrawn,
    SeatLeft,
    SeatTaken,
)

Moved: TypeAlias = (
    Admitted | CodeGiven | SeatTaken | SeatLeft | ProposalSent | ProposalWithdrawn | MailCodeAsked | LeadOffered
    | LeadAsked | LeadAnswered | LeadRefused | AllianceEnding | AllianceEnded
    | CorrectionOpened | CorrectionEnded
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """`code` is the invitation code just named, known to this process alone; `seat` the alliance whose seat this is,
    which it came by with that `invitation` (its keyed hash);
    `waits` that the leader has still to let it in, `left` that it was given up. Of a leader: `case_number` and
    `revision` of what was sent in last, `sent_at` when; `mail_codes` how many codes were asked for; `offered` the seat
    that is asked to lead, `ends` when the alliance ends (ISO), `ended` that it has. Of a member: `asked` to lead.
    `mends` is what the office asks to mend, by place, until the end of the day `mend_due` ("" while it does not);
    `mending` are the members' seats that mend something too."""

    code: str = ""
    seat: str = ""
    invitation: str = ""
    waits: bool = False
    left: bool = False
    case_number: str = ""
    revision: int = 0
    sent_at: str = ""
    withdrawn: bool = False
    mail_codes: int = 0
    offered: str = ""
    asked: bool = False
    ends: str = ""
    ended: bool = False
    mends: Mapping[str, str] = field(default_factory=dict)
    mend_due: str = ""
    mending: tuple[str, ...] = ()


def evolve_alliance(part: Part, event: Moved) -> Part:
    """The part after one of its events."""
    match event:
        case CodeGiven():
            return replace(part, code=event.code)
        case SeatTaken():
            waits, by = not event.admitted, event.invitation
            taken = replace(part, seat=event.alliance, invitation=by, code="", waits=waits)
            return replace(taken, left=False, ended=False)
        case Admitted():
            return replace(part, waits=False)
        case SeatLeft():
            return replace(part, seat="", left=True, waits=False, asked=False)
        case ProposalSent():
            number = event.case_number
            sent = replace(part, case_number=number, revision=event.revision, sent_at=event.at, offered="")
            return _mended(replace(sent, withdrawn=False))
        case ProposalWithdrawn():
            return _mended(replace(part, withdrawn=True))
        case CorrectionOpened():
            return replace(part, mends=dict(event.lines), mend_due=event.due, mending=tuple(event.seats))
        case CorrectionEnded():
            return _mended(part)
        case MailCodeAsked():
            return replace(part, mail_codes=event.number)
        case _:
            return _led(part, event)


def _mended(part: Part) -> Part:
    return replace(part, mends={}, mend_due="", mending=())


def _led(
    part: Part, event: LeadOffered | LeadRefused | LeadAsked | LeadAnswered | AllianceEnding | AllianceEnded
) -> Part:
    """The part once somebody else is to lead, or nobody any more."""
    match event:
        case LeadOffered():
            return replace(part, offered=event.seat)
        case LeadRefused():
            return replace(part, offered="")
        case LeadAsked():
            return replace(part, asked=event.open)
        case LeadAnswered():
            return replace(part, asked=False)
        case AllianceEnding():
            return replace(part, ends=event.at, offered="")
        case AllianceEnded():
            return replace(part, seat="", waits=False, asked=False, ended=True, left=bool(part.seat))


def replaced_part(part: Part) -> Part:
    """The part once another company has this session: nothing is asked of it, and no address is proven."""
    return replace(part, offered="", asked=False, ends="", code="")
