"""What each form of an alliance brings of its own."""

from collections.abc import Mapping
from typing import Any

from flows.scheme.definition import Definition
from flows.scheme.own_screens import OwnScreens
from flows.schemes.alliance.book.contents import ProposalRevision, contents
from flows.schemes.alliance.screens.chapters import opened
from flows.schemes.alliance.screens.hand_over import HandOverScreen
from flows.schemes.alliance.screens.join import JoinScreen
from flows.schemes.alliance.screens.page.leader_page import LeaderPage
from flows.schemes.alliance.screens.seat import leader_seat, member_seat
from flows.schemes.alliance.screens.workspace import WorkspaceScreen, on_discovered


def printed(definition: Definition, sent: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the book of a revision prints."""
    return contents(definition, ProposalRevision(**sent))


PROPOSAL = OwnScreens(
    {"workspace": WorkspaceScreen()}, on_discovered, leader_seat, (opened("board"),), printed, LeaderPage()
)
MEMBER = OwnScreens({"join": JoinScreen(), "hand_over": HandOverScreen()}, on_discovered, member_seat)
