"""Publishing results: into the round and into every case of it at one moment, or nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cases.case_stream import case_of, recorded
from bot.cases.case_writing import change_of
from bot.committee.rounds import MOVED, OpenRounds
from bot.selection.opened_round import opened_round
from bot.selection.words import Quota
from flows.cases.consultant_acts import Actor
from flows.cases.decide import Case
from flows.cases.proposal.acts import ProposalContext, decide_proposal_act
from flows.cases.proposal.events import ResultAnnounced
from flows.cases.proposal.incomplete import ProposalRefusal
from flows.selection.codec import to_json
from flows.selection.decide import refusal
from flows.selection.events import ResultPublished
from flows.selection.ranking import Outcome, outcomes
from flows.selection.state import Selection
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application, CaseChange, StoredCaseEvent
from storage.selection.rounds import NewRoundEvent, RoundChange, StoredRound

NOT_READY = "not_ready"
"""A case is at a stage that no result follows: it was not found qualified, or is frozen."""


def results(state: Selection, quota: Quota) -> Mapping[str, ResultAnnounced]:
    """What each case is told of a closed ranking, best first: comments are those that were released, of reviewers whose
    score counts."""
    ordered = state.ordered
    told = outcomes(ordered, quota.awards, quota.reserves)
    reserves = [one.case for one in ordered if told[one.case] is Outcome.RESERVE]
    return {
        one.case: ResultAnnounced(
            told[one.case].value,
            reserves.index(one.case) + 1 if one.case in reserves else 0,
            f"{one.mean.numerator}/{one.mean.denominator}",
            tuple(
                state.scores[one.case, who].comment
                for who in state.released.get(one.case, ())
                if who in state.round.counted(one.case)
            ),
        )
        for one in ordered
    }


@dataclass(frozen=True)
class Publication:
    """Does it."""

    rounds: OpenRounds
    events: CaseEvents

    async def not_ready(self, found: Mapping[str, ResultAnnounced]) -> tuple[str, ...]:
        """The cases that no result can follow now."""
        late = []
        for number, event in found.items():
            application = await self.rounds.service.applications.get(number)
            if application is None or self._decided(application, await self.events.of(number), event) is None:
                late.append(number)
        return tuple(late)

    async def publish(self, programme: str, who: str, seen: int) -> str:
        """Publish a closed ranking; why not, otherwise: a Refusal, MOVED or NOT_READY."""
        service, now, why = self.rounds.service, self.rounds.service.now(), ""
        expected = (await self.rounds.of(programme)).selection.cases
        found = {number: await service.applications.get(number) for number in expected}
        applications = {number: one for number, one in found.items() if one}

        def decide(stored: StoredRound) -> RoundChange | None:
            nonlocal why
            found, event = opened_round(stored), ResultPublished()
            why = MOVED if seen != found.seen or set(found.selection.cases) != set(applications) else ""
            why = why or str(refusal(found.selection, event) or "")
            if why:
                return None
            changes = {}
            for number, result in results(found.selection, Quota()).items():
                change = self._change(applications[number], stored.cases[number], result, who)
                if change is None:
                    why = NOT_READY
                    return None
                changes[number] = change
            return RoundChange(who, [NewRoundEvent(to_json(event))], cases=changes)

        await self.rounds.rounds.change(programme, decide, now, tuple(applications))
        if not why:
            service.case_status.wake()
        return why

    def _change(
        self, application: Application, stored: tuple[StoredCaseEvent, ...], event: ResultAnnounced, who: str
    ) -> CaseChange | None:
        case = self._decided(application, stored, event)
        if case is None:
            return None
        return change_of(recorded(stored), (event,), who, self.rounds.service.now(), case.table)

    def _decided(
        self, application: Application, stored: tuple[StoredCaseEvent, ...], event: ResultAnnounced
    ) -> Case | None:
        """The case, if the result may follow."""
        service = self.rounds.service
        case = case_of(application, stored, service.definition(application))
        around = ProposalContext(service.now())
        refused = isinstance(decide_proposal_act(case, event, Actor.SYSTEM, around), ProposalRefusal)
        return None if refused else case
