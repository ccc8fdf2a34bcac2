"""A selection meeting as it stands: the drawn order, each case with its slot, answers and questions; and setting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.cases.case_stream import case_of, last_act
from bot.cases.proposal_writing import DecidingProposal
from bot.committee.cases import proposal
from bot.selection.opened_round import opened_round
from bot.selection.programmes import selecting
from bot.service import Service
from flows.cases.consultant_acts import Actor
from flows.cases.decide import Case
from flows.cases.proposal import events as e
from flows.cases.proposal.after import slot_of
from flows.cases.stage import PRESENTED, in_effect
from flows.definitions.programme import Programme
from flows.selection.slots import Slot, slots
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application, CaseChange
from storage.selection.rounds import RoundChange, Rounds, StoredRound

E = TypeVar("E")


@dataclass(frozen=True)
class Presented:
    """A case of the meeting."""

    application: Application
    case: Case

    @property
    def number(self) -> str:
        """Its case number."""
        return self.application.case_number

    @property
    def alliance(self) -> str:
        """What the alliance is called."""
        return proposal(self.application).alliance

    @property
    def slot(self) -> Slot | None:
        """When it is presented, told or not yet."""
        found = slot_of(self.case.state)
        if found is None:
            return None
        return Slot(self.number, datetime.fromisoformat(found.start), datetime.fromisoformat(found.end))

    @property
    def place(self) -> str:
        """Where."""
        found = slot_of(self.case.state)
        return found.place if found else ""

    @property
    def answered(self) -> e.SlotAnswered | None:
        """What the leader answered to this slot."""
        return self._latest(e.SlotAnswered)

    @property
    def held(self) -> e.PresentationHeld | None:
        """Whether its turn is over, and somebody was there."""
        return self._latest(e.PresentationHeld)

    @property
    def slides(self) -> e.SlidesReplaced | None:
        """Newer slides."""
        return self._latest(e.SlidesReplaced)

    @property
    def questions(self) -> list[str]:
        """What the committee asked."""
        return [
            one.event.text for one in in_effect(self.case.events) if isinstance(one.event, e.QuestionNoted)
        ]

    def _latest(self, kind: type[E]) -> E | None:
        found = self.case.state.proposal
        one = found.latest.get(kind) if found else None
        return one.event if one and isinstance(one.event, kind) else None


@dataclass(frozen=True)
class Meetings:
    """Reads and sets them."""

    service: Service
    events: CaseEvents
    rounds: Rounds

    def programmes(self) -> tuple[Programme, ...]:
        """Those whose cases are presented, the one that opened last first."""
        return selecting(self.service.catalogue)

    async def of(self, programme: str) -> list[Presented]:
        """The cases in the order that was drawn; none before."""
        order = opened_round(await self.rounds.of(programme)).selection.presented
        found = [await self.presented(number) for number in order]
        return [one for one in found if one and one.case.state.stage in PRESENTED]

    async def presented(self, number: str) -> Presented | None:
        """One case; None for one that is not there, or no longer."""
        application = await self.service.applications.get(number)
        if application is None or application.erased_at:
            return None
        stored = await self.events.of(number)
        return Presented(application, case_of(application, stored, self.service.definition(application)))

    async def assign(
        self, programme: str, found: Sequence[Presented], begins: datetime, wish: tuple[str, str, str, str]
    ) -> str:
        """Give every case its slot, in one transaction; why not, otherwise. `wish` is who wants it, what their page
        knew (see `seen`), the place, and a note."""
        who, known, place, note = wish
        now, why = self.service.now(), ""
        times = {slot.case: slot for slot in slots([one.number for one in found], begins)}

        def decide(stored: StoredRound) -> RoundChange | None:
            nonlocal why
            why = ""
            changes: dict[str, CaseChange] = {}
            lasts = []
            for one in found:
                slot = times[one.number]
                event = e.SlotAssigned(slot.start.isoformat(), slot.end.isoformat(), place, note)
                deciding = DecidingProposal(one.case, lambda _, event=event: event, (Actor.OFFICE, who), now)  # type: ignore[misc]
                change = deciding.on(stored.cases[one.number])
                lasts.append(deciding.last)
                if change is None:
                    why = str(deciding.refused)
                    continue
                changes[one.number] = change
            if _known(lasts) != known or tuple(times) != _present(stored, times):
                why = "moved"
            return None if why else RoundChange(who, cases=changes)

        await self.rounds.change(programme, decide, now, list(times))
        if not why:
            self.service.case_status.wake()
        return why


def seen(found: Sequence[Presented]) -> str:
    """What a page knows of all cases."""
    return _known([last_act(one.case.events) for one in found])


def _known(lasts: Sequence[int]) -> str:
    return ".".join(map(str, lasts))


def _present(stored: StoredRound, times: dict[str, Slot]) -> tuple[str, ...]:
    """The drawn order as it is now, of the cases that are to have a slot."""
    return tuple(case for case in opened_round(stored).selection.presented if case in times)
