"""What a session keeps for screens that only its scheme has: entries, and the part in a case of several companies."""

from flows.events.alliance import (
    Admitted,
    CodeGiven,
    Entered,
    FileArrived,
    InvitationsAsked,
    InvitationsMade,
    MailCodeAsked,
    MailCodeTyped,
    MemberReminded,
    PageLinkAsked,
    PageLinkMade,
    PictureAsked,
    PictureMade,
    ProposalSent,
    ProposalWithdrawn,
    Remarked,
    SeatAdmitted,
    SeatLeft,
    SeatRemoved,
    SeatTaken,
    SendAsked,
)
from flows.session.alliance import Moved, evolve_alliance
from flows.session.answers import with_entry
from flows.session.state import Session, replace

MOVES = (Admitted, CodeGiven, SeatTaken, SeatLeft, ProposalSent, ProposalWithdrawn, MailCodeAsked)
"""Events by which the part in an alliance changes."""

OWN = (
    CodeGiven, SeatTaken, SeatLeft, ProposalSent, ProposalWithdrawn, MailCodeAsked, Entered, Remarked,
    InvitationsAsked, InvitationsMade, SeatRemoved, SendAsked, MailCodeTyped, FileArrived,
    PageLinkAsked, PageLinkMade, Admitted, MemberReminded, SeatAdmitted, PictureAsked, PictureMade,
)  # fmt: skip
"""All events of such screens; those that change nothing here are for whoever follows a turn."""

OwnEvent = (
    Moved | Entered | Remarked | InvitationsAsked | InvitationsMade | SeatRemoved | SendAsked | MailCodeTyped
    | FileArrived | PageLinkAsked | PageLinkMade | MemberReminded | SeatAdmitted
    | PictureAsked | PictureMade
)  # fmt: skip


def evolve_own(session: Session, event: OwnEvent) -> Session:
    """The session after one of these events."""
    if isinstance(event, Entered):
        return replace(session, entries=with_entry(session.entries, event.place, event.value))
    if isinstance(event, MOVES):
        return replace(session, alliance=evolve_alliance(session.alliance, event))
    return session
