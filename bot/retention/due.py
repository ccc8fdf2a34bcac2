"""What is past its time, by the rules of each programme ([retention]); nothing is removed here."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.cases.case_stream import case_of
from bot.conversation.copy_intake.draft_files import COPY_ROLES
from bot.office.summaries import refresh
from bot.service import Service
from flows.cases.events import CaseRefused
from flows.cases.stage import OPEN, CaseState, Stage
from flows.definitions.programme import TAIPEI, Programme
from flows.definitions.retention import shortest
from flows.events.codec import from_json
from flows.session.evolve import fold
from flows.session.state import Session
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries
from storage.retention.expired import Expired

AT_ONCE = 200
"""Drafts that are looked at together."""

ENDED = tuple(stage.value for stage in Stage if stage not in OPEN)


@dataclass(frozen=True, slots=True)
class DueErasure:
    """One thing to remove: the rule's name and days, its session or case (empty for logs and mails), and the moment
    before which it has to lie."""

    name: str
    days: int
    what: str
    before: datetime

    @property
    def rule(self) -> str:
        """As the proof names it."""
        return f"{self.name} {self.days}"


@dataclass(frozen=True)
class DueErasures:
    """Looks through the database, a part at a time."""

    service: Service
    expired: Expired
    summaries: Summaries
    events: CaseEvents

    async def look(self, now: datetime) -> AsyncIterator[DueErasure]:
        """Everything that is past its time."""
        programmes = list(self.service.catalogue.programmes.values())
        async for one in self._drafts(programmes, now):
            yield one
        for programme in programmes:
            async for one in self._files(programme, now):
                yield one
        async for one in self._cases(programmes, now):
            yield one
        if days := shortest(each.retention.unfiled for each in programmes):
            yield DueErasure("unfiled", days, "", now - timedelta(days=days))
        if days := _longest(each.retention.logs for each in programmes):
            yield DueErasure("logs", days, "", now - timedelta(days=days))

    async def _drafts(self, programmes: list[Programme], now: datetime) -> AsyncIterator[DueErasure]:
        least = shortest(each.retention.drafts for each in programmes)
        if not least:
            return
        last = ""
        while found := await self.expired.drafts(now - timedelta(days=least), AT_ONCE, last):
            for one in found:
                programme = await self._programme(one.session, now)
                days = programme.retention.drafts
                before = now - timedelta(days=days)
                over = now >= programme.periods[-1].closes + programme.grace
                if days and one.last_at < before and (over or not one.waits):
                    yield DueErasure("drafts", days, one.session, before)
            last = found[-1].session

    async def _programme(self, session: str, now: datetime) -> Programme:
        stored = await self.service.journal.load_session(session)
        folded = fold(Session("", ""), map(from_json, stored.events if stored else ()))
        catalogue = self.service.catalogue
        known = catalogue.knows(folded)
        return (catalogue.of(folded, now) if known else catalogue.current(now)).programme

    async def _files(self, programme: Programme, now: datetime) -> AsyncIterator[DueErasure]:
        rules = programme.retention
        if rules.replaced:
            before = now - timedelta(days=rules.replaced)
            for case in await self.expired.replaced(programme.id, before):
                yield DueErasure("replaced", rules.replaced, case, before)
        if rules.unsent:
            before = now - timedelta(days=rules.unsent)
            for case in await self.expired.unsent(programme.id, before, COPY_ROLES):
                yield DueErasure("unsent", rules.unsent, case, before)

    async def _cases(self, programmes: list[Programme], now: datetime) -> AsyncIterator[DueErasure]:
        least = shortest(each.retention.closed for each in programmes)
        if not least:
            return
        await refresh(self.service, self.summaries, self.events)
        last = ""
        while found := await self.expired.ended(ENDED, now - timedelta(days=least), last):
            for case in found:
                if one := await self._ended(case, now):
                    yield one
            last = found[-1]

    async def _ended(self, case_number: str, now: datetime) -> DueErasure | None:
        """The case, if it ended long enough ago by its own programme, and nobody is still to be told anything."""
        application = await self.service.applications.get(case_number)
        if application is None or application.erased_at or application.waits:
            return None
        definition = self.service.definition(application)
        days = definition.programme.retention.closed
        state = case_of(application, await self.events.of(case_number), definition).state
        before = now - timedelta(days=days)
        if not days or state.stage in OPEN or state.pending or ended_at(state) >= before:
            return None
        return (
            None if await self.expired.busy(case_number) else DueErasure("closed", days, case_number, before)
        )


def ended_at(state: CaseState) -> datetime:
    """When a case that has ended did so: a refusal when nobody may object to it any more."""
    if state.reason and isinstance(state.reason.event, CaseRefused):
        until = datetime.fromisoformat(state.reason.event.objections_until)
        return max(state.since, datetime.combine(until.date() + timedelta(days=1), time(), TAIPEI))
    return state.since


def _longest(days: Iterable[int]) -> int:
    """The longest; 0 when one has no limit."""
    found = list(days)
    return max(found) if found and all(found) else 0
