"""The look-up that follows a new 統一編號: after its commit, before its reply, as a turn of its own."""

from collections.abc import Sequence
from typing import Protocol

from bot.following import Committed
from flows import events as e
from flows.inbound import Inbound, LookedUp
from flows.register import Lookup
from flows.register.looked import UBN
from flows.session import Session


class Registers(Protocol):
    """Where companies are looked up; bot/registry is the real one."""

    @property
    def on(self) -> bool:
        """Whether there is any source to ask."""
        ...

    async def lookup(self, ubn: str) -> Lookup:
        """What the registers know of eight digits; never raises, never takes longer than its budget."""
        ...


def wanted(session: Session, events: Sequence[e.Event]) -> str:
    """The 統一編號 to look up now: answered in this very turn, and not known already; else empty."""
    given = any(isinstance(event, e.Answered) and event.question == UBN for event in events)
    known = (session.looked is not None and session.looked.record is not None) or any(
        isinstance(event, e.LookedUp) for event in events
    )
    answer = session.answers.get(UBN)
    return str(answer.value) if given and answer and not known and not session.case_number else ""


async def after(registers: Registers, turn: Committed) -> Inbound | None:
    """The turn that tells the engine what the registers know; None when there is nothing to look up."""
    ubn = wanted(turn.session, turn.events) if registers.on else ""
    return turn.tells("lookup", LookedUp(ubn, await registers.lookup(ubn))) if ubn else None
