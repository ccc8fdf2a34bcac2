"""How far a submitted case has come, as far as its applicant was told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.cases.case_stream import case_of
from bot.presenter.cases import stage
from flows.cases.decide import Case
from flows.cases.stage import CaseState
from flows.definitions.programme import taipei_day
from flows.definitions.words import Words
from flows.interface.messages import Line
from flows.scheme.definition import Catalogue
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application


@dataclass(frozen=True)
class CaseProgress:
    """Reads the streams of cases. Unavailable."""

    events: CaseEvents
    catalogue: Catalogue
    now: Callable[[], datetime]

    async def state(self, application: Application | None) -> CaseState | None:
        """Where the case stands as far as the applicant was told; None when there is none in force."""
        if application is None or application.erased_at or application.superseded_at:
            return None
        return (await self._case(application)).told_state

    async def lines(self, application: Application, words: Words, *, joined: bool) -> list[Line]:
        """The steps and what comes next; nothing for an erased case."""
        if application.erased_at:
            return []
        case = await self._case(application)
        return stage.lines(case.told_state, words, taipei_day(self.now()), joined=joined)

    async def _case(self, application: Application) -> Case:
        definition = self.catalogue.of_case(application.questionnaire, application.programme)
        return case_of(application, await self.events.of(application.case_number), definition)
