"""Does an act on a proposal, unless somebody was faster, and never twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.cases.case_writing import change_of
from bot.office.opened_case import OpenedCase, opened
from bot.office.proposals.points import known_points
from bot.service import Service
from flows.cases.consultant_acts import Actor
from flows.cases.events import RecordedEvent
from flows.cases.proposal.acts import ProposalContext, decide_proposal_act
from flows.cases.proposal.events import ProposalEvent
from flows.cases.proposal.incomplete import ProposalRefusal
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.errors import Clash


@dataclass(frozen=True)
class ProposalOutcome:
    """Why it was not done, if it was not; what somebody else has done since the page was drawn, if that is why."""

    why: ProposalRefusal | None = None
    since: Sequence[RecordedEvent] = ()

    @property
    def done(self) -> bool:
        """Whether it was."""
        return self.why is None and not self.since


@dataclass(frozen=True)
class ProposalExecution:
    """Appends what an act brings."""

    service: Service
    events: CaseEvents

    async def perform(
        self,
        found: OpenedCase,
        event: ProposalEvent,
        who: str,
        seen: int | None = None,
        places: Mapping[str, Collection[str]] | None = None,
    ) -> ProposalOutcome:
        """Do it, if the last event of the case is still the one that was `seen` (None: any). UnknownCase."""
        if seen is not None and found.case.state.last != seen:
            return _moved(found, seen)
        now, case = self.service.now(), found.case
        points = known_points(self.service.definition(found.application))
        outcome = decide_proposal_act(case, event, Actor.OFFICE, ProposalContext(now, points, places or {}))
        if isinstance(outcome, ProposalRefusal):
            return ProposalOutcome(outcome)
        change = change_of(case.events, outcome, who, now, case.table)
        try:
            await self.events.write(found.number, change, now)
        except Clash as clash:
            if clash.constraint != CROWDED:
                raise
            return _moved(await opened(self.service, self.events, found.number), case.state.last)
        self.service.case_status.wake()
        return ProposalOutcome()


def _moved(found: OpenedCase, seen: int) -> ProposalOutcome:
    return ProposalOutcome(since=[one for one in found.case.events if one.number > seen])
