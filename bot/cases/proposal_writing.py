"""An act on a proposal, decided while nobody else can change its case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.cases.case_stream import last_act, recorded
from bot.cases.case_writing import change_of
from flows.cases.consultant_acts import Actor
from flows.cases.decide import Case
from flows.cases.proposal.acts import ProposalContext, decide_proposal_act
from flows.cases.proposal.events import ProposalEvent
from flows.cases.proposal.incomplete import ProposalRefusal
from storage.records import CaseChange, CaseSeen, NewFile, StoredCaseEvent

MakeAct = Callable[[Case], ProposalEvent | None]
"""The act that is wanted, from the case as it is; None is none that can be."""


class DecidingProposal:
    """Decides it; `refused` says why it was not done, `moved` that the case has gone on since `seen`, the number of the
    last act that was known; `last` is the number of the last one there is."""

    def __init__(
        self,
        case: Case,
        make: MakeAct,
        by: tuple[Actor, str],
        now: datetime,
        *,
        seen: int | None = None,
        files: Mapping[str, NewFile] | None = None,
    ) -> None:
        self._case, self._make, self._now, self._seen = case, make, now, seen
        self._actor, self._who = by
        self._files = files or {}
        self.refused: ProposalRefusal | None = None
        self.moved, self.last = False, 0

    def __call__(self, seen: CaseSeen) -> CaseChange | None:
        """What the case becomes."""
        return self.on(seen.events)

    def on(self, stored: Sequence[StoredCaseEvent]) -> CaseChange | None:
        """The same, from its stream."""
        self.refused, case = None, replace(self._case, events=recorded(stored))
        self.last = last_act(case.events)
        self.moved = self._seen is not None and self._seen != self.last
        if self.moved:
            return None
        event = self._make(case)
        if event is None:
            self.refused = ProposalRefusal.NOT_NOW
            return None
        outcome = decide_proposal_act(case, event, self._actor, ProposalContext(self._now))
        if isinstance(outcome, ProposalRefusal):
            self.refused = outcome
            return None
        change = change_of(case.events, outcome, self._who, self._now, case.table)
        return replace(change, files=dict(self._files))
