"""Does an act on a case, whichever page it was asked on: unless somebody was faster, and never twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cases.case_stream import recorded
from bot.cases.case_writing import change_of
from bot.cases.revision import journal_events
from bot.office.act_forms import Filled, event_of
from bot.office.opened_case import OpenedCase, opened
from bot.office.sessions import Member
from bot.service import Service
from flows.cases.decide import Act, Refusal, RefusalReason, decide, kind_of
from flows.cases.events import ActRecalled, CaseEvent, RecordedEvent
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_changes import CLAIMED
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.errors import Clash


class ActResult(StrEnum):
    """What came of it."""

    DONE = "done"
    ALREADY = "already"
    """The same person has done the same thing meanwhile: a double press."""
    MOVED = "moved"
    """Something else happened since the page was drawn: nothing was done."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """The result; the case as it was looked at last; what happened since the page was drawn, and why it may not be."""

    result: ActResult
    found: OpenedCase
    since: Sequence[RecordedEvent] = ()
    why: RefusalReason | None = None


@dataclass(frozen=True)
class ActExecution:
    """Appends what an act brings."""

    service: Service
    events: CaseEvents

    async def perform(
        self, found: OpenedCase, member: Member, act: Act, filled: Filled, seen: int | None
    ) -> Outcome:
        """Do it, if the last event of the case is still the one that was `seen`. UnknownCase."""
        event = event_of(act, filled)
        if event is None or found.case.state.last != seen:
            return _moved(found, member, act, seen or 0)
        outcome = decide(found.case, event, member.role, taipei_day(self.service.now()))
        if isinstance(outcome, Refusal):
            return Outcome(ActResult.REFUSED, found, why=outcome.why)
        try:
            if await self._append(found, member, outcome):
                return Outcome(ActResult.DONE, found)
        except Clash as clash:
            if clash.constraint != CLAIMED:
                raise
            return Outcome(ActResult.REFUSED, found, why=RefusalReason.CLAIMED)
        return _moved(await opened(self.service, self.events, found.number), member, act, seen)

    async def recall(self, found: OpenedCase, member: Member, number: int) -> Outcome:
        """Take back what nobody outside has heard of."""
        while True:
            outcome = decide(found.case, ActRecalled(number), member.role, taipei_day(self.service.now()))
            if isinstance(outcome, Refusal):
                return Outcome(ActResult.REFUSED, found, why=outcome.why)
            if await self._append(found, member, outcome):
                return Outcome(ActResult.DONE, found)
            found = await opened(self.service, self.events, found.number)

    async def _append(self, found: OpenedCase, member: Member, events: tuple[CaseEvent, ...]) -> bool:
        """False when somebody has added an event first."""
        now, case = self.service.now(), found.case
        change = change_of(case.events, events, member.address, now, case.table)
        told = journal_events(case.events, (*case.events, *recorded(change.events)))
        try:
            await self.events.write(found.number, change, now, told)
        except Clash as clash:
            if clash.constraint != CROWDED:
                raise
            return False
        return True


def _moved(found: OpenedCase, member: Member, act: Act, seen: int) -> Outcome:
    since = [one for one in found.case.events if one.number > seen]
    own = any(one.who == member.address and kind_of(one.event) is act for one in since)
    return Outcome(ActResult.ALREADY if own else ActResult.MOVED, found, since)
