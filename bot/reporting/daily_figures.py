"""The figures of a day: counted once in the night after it, again and again to the same result."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.reporting.counting import of_application, of_event, of_stopped
from bot.service import Service
from flows.definitions.languages import CHINESE
from flows.definitions.programme import TAIPEI, taipei_day
from flows.events.codec import from_json
from flows.scheme.definition import Definition
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session
from storage.figures.days import Days
from storage.figures.figures import FigureKey, Figures
from storage.outbox.job import Job
from storage.records import NewJob
from storage.stored_names import JobKind

HOUR = 2
"""Of the night in Taipei: before what is past its time is erased."""

STOPPED = timedelta(days=7)
"""Who has written nothing for so long has stopped."""

OLDEST = timedelta(days=400)
"""Days further back are not counted any more."""


@dataclass
class DailyFigures:
    """Queues the night's count and does it."""

    service: Service
    _scheduled: str = field(default="", init=False)

    async def schedule(self, now: datetime) -> None:
        """Queue it; the database sees to it that a night has one."""
        local = now.astimezone(TAIPEI)
        night = local.date().isoformat()
        if local.hour < HOUR or night == self._scheduled:
            return
        await self.service.jobs.add_once(f"{JobKind.FIGURES} {night}", NewJob(JobKind.FIGURES, {}, now), now)
        self._scheduled = night

    async def run(self, job: Job) -> None:
        """Count every day that was not counted yet, until yesterday."""
        await self.count(taipei_day(self.service.now()) - timedelta(days=1))

    async def count(self, until: date) -> int:
        """Count the days until then; how many there were."""
        figures, days = Figures(self.service.database), Days(self.service.database)
        begin = await days.begin()
        if begin is None:
            return 0
        last = await figures.last_day()
        day = last + timedelta(days=1) if last else max(taipei_day(begin), until - OLDEST)
        counted = 0
        while day <= until:
            await figures.keep(day, await self._of(day, days))
            day, counted = day + timedelta(days=1), counted + 1
        return counted

    async def _of(self, day: date, days: Days) -> Counter[FigureKey]:
        first = datetime.combine(day, time(), TAIPEI)
        last = first + timedelta(days=1)
        counts: Counter[FigureKey] = Counter()
        known: dict[str, tuple[Session, Definition] | None] = {}
        async for session, events in days.turns(first, last):
            if session not in known:
                known = {session: await self._session(session)}
            if found := known[session]:
                folded, definition = found
                facts = (definition.edition, folded.language, definition.programme.id)
                counts.update(filter(None, (of_event(from_json(one), *facts) for one in events)))
        for case_number in await days.cases(first, last):
            application = await self.service.applications.get(case_number)
            if application and not application.erased_at:
                edition = self.service.definition(application).edition
                counts.update(of_application(application, edition))
        counts.update(
            FigureKey(programme, "act", str(event["is"])) for programme, event in await days.acts(first, last)
        )
        for session in await days.stopped(first - STOPPED, last - STOPPED):
            if found := await self._session(session):
                folded, definition = found
                counts[of_stopped(view(definition, folded), definition.programme.id)] += 1
        return counts

    async def _session(self, session: str) -> tuple[Session, Definition] | None:
        """A session as it is now; None when it is gone, or of a programme without a file."""
        stored = await self.service.journal.load_session(session)
        if stored is None:
            return None
        folded = fold(Session("", CHINESE), map(from_json, stored.events))
        catalogue = self.service.catalogue
        return (folded, catalogue.of(folded, self.service.now())) if catalogue.knows(folded) else None
