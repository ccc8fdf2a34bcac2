"""Does an act on a proposal after its qualification, unless things have moved, with the files it brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cases.proposal_writing import DecidingProposal, MakeAct
from bot.service import Service
from flows.cases.consultant_acts import Actor
from flows.cases.decide import Case
from storage.cases.stream.case_events import CaseEvents
from storage.records import NewFile

MOVED, NOT_NOW = "moved", "not_now"


@dataclass(frozen=True, slots=True)
class ProposalWish:
    """An act that is wanted, by whom; `seen` is the number of the last act its page knew of, None where it does not
    matter."""

    make: MakeAct
    actor: Actor
    who: str
    seen: int | None = None
    files: Mapping[str, NewFile] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposalActs:
    """Appends what an act brings."""

    service: Service
    events: CaseEvents

    async def perform(self, number: str, case: Case, wish: ProposalWish) -> str:
        """Do it; why not, otherwise: a ProposalRefusal or MOVED. UnknownCase."""
        now = self.service.now()
        by = (wish.actor, wish.who)
        deciding = DecidingProposal(case, wish.make, by, now, seen=wish.seen, files=wish.files)
        if await self.events.change(number, deciding, now):
            self.service.case_status.wake()
            return ""
        return MOVED if deciding.moved else str(deciding.refused or NOT_NOW)
