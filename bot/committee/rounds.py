"""The rounds of a service: which programmes select among proposals, how a round stands, and acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.selection.opened_round import OpenedRound, opened_round
from bot.selection.programmes import selecting
from bot.service import Service
from flows.definitions.programme import Programme
from flows.selection.codec import to_json
from flows.selection.decide import refusal
from flows.selection.events import SelectionEvent
from flows.selection.state import fold
from storage.records import NewJob
from storage.selection.rounds import NewRoundEvent, RoundChange, Rounds, StoredRound

MOVED = "moved"
"""Somebody else has done something since the page was drawn."""


@dataclass(frozen=True, slots=True)
class RoundWish:
    """What somebody wants done, all of it or nothing. `seen` is what the page knew of the whole round; where `pair` is
    given, what it knew of that case and reviewer. None: it does not matter."""

    who: str
    events: Sequence[SelectionEvent]
    seen: int | None = None
    pair: tuple[str, str] | None = None
    jobs: Sequence[NewJob] = ()


@dataclass(frozen=True)
class OpenRounds:
    """Opens rounds and changes them."""

    service: Service
    rounds: Rounds

    def programmes(self) -> tuple[Programme, ...]:
        """Those whose proposals are selected among, the one that opened last first."""
        return selecting(self.service.catalogue)

    def programme(self, programme: str) -> Programme | None:
        """One of them by its id."""
        return next((each for each in self.programmes() if each.id == programme), None)

    async def of(self, programme: str) -> OpenedRound:
        """How a round stands."""
        return opened_round(await self.rounds.of(programme))

    def refused(self, found: OpenedRound, events: Sequence[SelectionEvent]) -> str:
        """Why these may not happen now, one after the other; empty when they may."""
        state = found.selection
        for event in events:
            if why := refusal(state, event):
                return str(why)
            state = fold([event], state)
        return ""

    async def perform(self, programme: str, wish: RoundWish) -> str:
        """Do it; why not, otherwise: a Refusal or MOVED."""
        why: str = ""

        def decide(stored: StoredRound) -> RoundChange | None:
            nonlocal why
            found = opened_round(stored)
            known = found.seen_of(*wish.pair) if wish.pair else found.seen
            why = MOVED if wish.seen is not None and wish.seen != known else self.refused(found, wish.events)
            return None if why else RoundChange(wish.who, as_stored(wish.events), wish.jobs)

        await self.rounds.change(programme, decide, self.service.now())
        if not why:
            self.service.case_status.wake()
        return why


def as_stored(events: Sequence[SelectionEvent]) -> list[NewRoundEvent]:
    """Events as they are added to a round."""
    return [NewRoundEvent(to_json(event), getattr(event, "case", None)) for event in events]
