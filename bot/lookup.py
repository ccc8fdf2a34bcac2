"""The look-up that follows a new 統一編號: after its commit, before its reply, as a turn of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
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


def number_given(session: Session, events: Sequence[e.Event]) -> str:
    """The 統一編號 to look up now: answered in this very turn, and not known already; else empty."""
    given = any(isinstance(event, e.Answered) and event.question == UBN for event in events)
    known = (session.looked is not None and session.looked.record is not None) or any(
        isinstance(event, e.LookedUp) for event in events
    )
    answer = session.answers.get(UBN)
    return str(answer.value) if given and answer and not known and not session.case_number else ""


@dataclass(frozen=True)
class LookUp:
    """Asks the registers about a 統一編號 just given."""

    registers: Registers

    def wanted(self, turn: Committed) -> bool:
        """Whether one was given, and somebody can be asked."""
        return self.registers.on and bool(number_given(turn.session, turn.events))

    async def __call__(self, turn: Committed) -> Inbound:
        """The turn that tells the engine what the registers know."""
        ubn = number_given(turn.session, turn.events)
        return turn.tells("lookup", LookedUp(ubn, await self.registers.lookup(ubn)))
