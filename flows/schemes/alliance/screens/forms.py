"""What each form of an alliance brings of its own."""

from collections.abc import Mapping
from typing import Any

from flows.answers.parsing.alliance_name import bare_name
from flows.events.alliance import Entered, Remarked
from flows.scheme.definition import Definition
from flows.scheme.own_screens import OwnScreens
from flows.schemes.alliance.book.contents import ProposalRevision, contents
from flows.schemes.alliance.book.pictures import picture_of
from flows.schemes.alliance.screens.chapters import opened
from flows.schemes.alliance.screens.correction.lock import allowed, leader_places, locked, member_places
from flows.schemes.alliance.screens.earlier import EarlierScreen
from flows.schemes.alliance.screens.hand_over import HandOverScreen
from flows.schemes.alliance.screens.join import JoinScreen
from flows.schemes.alliance.screens.lead.exchange import exchanged
from flows.schemes.alliance.screens.page.leader_page import LeaderPage
from flows.schemes.alliance.screens.people import shared
from flows.schemes.alliance.screens.seat import QUIET, leader_seat, member_seat
from flows.schemes.alliance.screens.workspace import WorkspaceScreen, on_discovered
from flows.session.state import Session


def printed(definition: Definition, sent: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the book of a revision prints."""
    return contents(definition, ProposalRevision(**sent))


def pictured(definition: Definition, session: Session, part: str) -> Mapping[str, Any]:
    """What a picture of a part of the leader's work shows."""
    name = bare_name(str(session.values().get(definition.edition.roles.question("alliance.name"), "")))
    return picture_of(definition.edition.speak(session.language), name, session.entries, part)


QUIET_WORDS = {
    "button.no_reminders": (Entered(QUIET, True), Remarked("remind.quiet", "done")),
    "button.reminders": (Entered(QUIET), Remarked("remind.loud", "done")),
}
"""A member that wants no reminders, or wants them again."""

SHARED_WORDS = {
    "button.colleague_code": shared.invite, "button.changes": shared.show_changes, "button.leave_seat": shared.leave,
}  # fmt: skip
"""What several people of one company say."""

PROPOSAL = OwnScreens(
    {"earlier": EarlierScreen(), "workspace": WorkspaceScreen()},
    on_discovered,
    leader_seat,
    (opened("board"),),
    printed,
    LeaderPage(),
    picture=pictured,
    words=SHARED_WORDS,
    allowed=allowed,
    locked=locked,
    places=leader_places,
)
MEMBER = OwnScreens(
    {"join": JoinScreen(), "earlier": EarlierScreen(), "hand_over": HandOverScreen()},
    on_discovered,
    member_seat,
    words={**QUIET_WORDS, **SHARED_WORDS},
    exchange=exchanged,
    allowed=allowed,
    places=member_places,
)
