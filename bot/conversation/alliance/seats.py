"""The seats of an alliance, read whenever its leader looks at the workspace; nothing a company has not released."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.follow_ups.base import Committed
from flows.events.alliance import SendAsked
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from flows.screens.prompts import Panel
from flows.session.state import Session
from storage.alliances.alliances import Alliances, StoredSeat

PRIVATE = ("head", "address")
"""Figures that are compared here and told to nobody."""

WORKSPACE = "workspace"
SEATS = "seats"
"""The entry that keeps them (flows/schemes/alliance/screens/entries.py)."""

Measure = Callable[[Session, Sequence[StoredSeat]], Awaitable[int]]
"""How many pages the summary has as it is now."""


@dataclass(frozen=True)
class SeatsRefresh:
    """Tells the leader's session how far everybody is, where that is news, and all of it where it is to be sent."""

    alliances: Alliances
    measure: Measure | None = None

    def wanted(self, turn: Committed) -> bool:
        """Whether the workspace is on the screen."""
        told = isinstance(turn.inbound.content, Discovered) and turn.inbound.content.name == SEATS
        return isinstance(turn.prompt, Panel) and turn.prompt.stage == WORKSPACE and not told

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The turn that tells."""
        stored = await self.alliances.seats(turn.key)
        seats = _public(stored)
        asked = next((event for event in turn.events if isinstance(event, SendAsked)), None)
        looking = isinstance(turn.prompt, Panel) and turn.prompt.name == "checks"
        data: dict[str, Any] = {"seats": seats}
        members = [each for each in stored if each.admitted]
        if self.measure and (asked or looking):
            data["summary_pages"] = await self.measure(turn.session, members)
        if asked:
            data |= {"send": asked.at, "members": [released(each) for each in members]}
        elif all(turn.session.entries.get(key) == value for key, value in data.items()):
            return None
        return turn.tells(SEATS, Discovered(SEATS, data))


def released(seat: StoredSeat) -> dict[str, Any]:
    """A seat as a book prints it: of a company that has released nothing its name and number."""
    return {
        "ubn": seat.ubn, "company": seat.company, "leader": seat.leader, "confirmed": seat.confirmed,
        "form": dict(seat.form), "figures": _without_private(seat.figures),
    }  # fmt: skip


def _public(stored: Sequence[StoredSeat]) -> list[dict[str, Any]]:
    return [
        {
            "seat": each.session,
            "ubn": each.ubn,
            "company": each.company,
            "leader": each.leader,
            "confirmed": each.confirmed,
            "changed": each.changed,
            "live": each.live,
            "admitted": each.admitted,
            "quiet": each.quiet,
            "done": each.done,
            "total": each.total,
            "page": each.page,
            "figures": _without_private(each.figures) | _related(each, stored),
        }
        for each in stored
    ]


def _without_private(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in figures.items() if key not in PRIVATE}


def _related(seat: StoredSeat, stored: Sequence[StoredSeat]) -> dict[str, Any]:
    """Whether it says that it belongs to another member, or has the same head or address as one."""
    if not seat.figures:
        return {}
    others = [other.figures for other in stored if other.session != seat.session]
    same = any(
        seat.figures.get(key) and seat.figures.get(key) == other.get(key)
        for other in others
        for key in PRIVATE
    )
    return {"related": bool(seat.figures.get("related")) or same}
