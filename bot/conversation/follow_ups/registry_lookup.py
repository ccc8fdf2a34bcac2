"""The look-up that follows a new 統一編號: after its commit, before its reply, as a turn of its own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.conversation.follow_ups.base import Committed
from bot.limits.buckets import HOUR, Allowance, Rate
from flows.events.answering import Answered
from flows.events.company import registry
from flows.events.event import Event
from flows.interface.inbound import Inbound, Sender
from flows.interface.known import LookedUp
from flows.registry import Lookup, Source, Trouble, Unavailable
from flows.session.state import Session

PERSON = Rate(burst=20, per_second=20 / HOUR)
"""Look-ups for one person: more companies than anybody mistypes, fewer than somebody copies a register with."""


def _allowance() -> Allowance[Sender]:
    return Allowance(PERSON, time.monotonic)


class Registers(Protocol):
    """Where companies are looked up; bot/registry is the real one."""

    @property
    def on(self) -> bool:
        """Whether there is any source to ask."""
        ...

    async def lookup(self, ubn: str) -> Lookup:
        """What the registers know of eight digits; never raises, never takes longer than its budget."""
        ...


def number_given(session: Session, events: Sequence[Event]) -> str:
    """The 統一編號 to look up now: answered in this very turn, and not known already; else empty."""
    given = any(
        isinstance(event, Answered) and event.question == session.company_question for event in events
    )
    known = (session.looked is not None and session.looked.record is not None) or any(
        isinstance(event, registry.LookedUp) for event in events
    )
    answer = session.answers.get(session.company_question)
    return str(answer.value) if given and answer and not known and not session.case_number else ""


@dataclass(frozen=True)
class RegistryLookup:
    """Asks the registers about a 統一編號 just given; for whoever asks too often they are not available."""

    registers: Registers
    allowance: Allowance[Sender] = field(default_factory=_allowance)

    @property
    def counters(self) -> dict[str, Callable[[], float]]:
        """How many look-ups one person was not given, for the metrics, by name."""
        return {"lookups_over_limit": lambda: self.allowance.refused}

    def wanted(self, turn: Committed) -> bool:
        """Whether one was given, and somebody can be asked."""
        return self.registers.on and bool(number_given(turn.session, turn.events))

    async def __call__(self, turn: Committed) -> Inbound:
        """The turn that tells the engine what the registers know."""
        ubn = number_given(turn.session, turn.events)
        if self.allowance.allow(turn.inbound.sender):
            found = await self.registers.lookup(ubn)
        else:
            found = Unavailable({Source.GCIS: Trouble.LIMITED})
        return turn.tells("lookup", LookedUp(ubn, found))
