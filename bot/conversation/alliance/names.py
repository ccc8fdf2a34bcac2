"""What the registers call the companies a leader wants to invite."""

import asyncio
from dataclasses import dataclass

from bot.conversation.follow_ups.base import Committed
from bot.conversation.follow_ups.registry_lookup import Registers
from flows.events.alliance import Entered
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from flows.registry import Found

PLANNED = "planned"
"""The entry that lists them (flows/schemes/alliance/screens/members.py)."""

AT_ONCE = 4
"""Registers are asked for so many at a time."""


@dataclass(frozen=True)
class PlannedNames:
    """Looks up those that have no name yet."""

    registers: Registers

    def wanted(self, turn: Committed) -> bool:
        """Whether companies were named, and somebody can be asked."""
        named = any(isinstance(event, Entered) and event.place == PLANNED for event in turn.events)
        return self.registers.on and named and not isinstance(turn.inbound.content, Discovered)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The turn that tells their names."""
        planned = turn.session.entries.get(PLANNED) or []
        gate = asyncio.Semaphore(AT_ONCE)

        async def name(ubn: str) -> tuple[str, str]:
            async with gate:
                found = await self.registers.lookup(ubn)
            return ubn, found.record.name if isinstance(found, Found) else ""

        names = dict(await asyncio.gather(*(name(each["ubn"]) for each in planned if not each["name"])))
        return turn.tells("names", Discovered("names", {"names": names})) if any(names.values()) else None
