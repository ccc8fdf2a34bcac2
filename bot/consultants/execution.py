"""Does what a consultant, the office or an applicant wants about visit or advice, unless things have moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.cases.case_stream import last_act, recorded, timetable
from bot.cases.case_writing import Deciding, change_of
from bot.service import Service
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import ConsultantEvent
from flows.cases.events import ActRecalled, RecordedEvent
from flows.cases.stage import untold
from flows.cases.visit_checks import VisitRefusal
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application, CaseChange, CaseSeen, NewFile


@dataclass(frozen=True, slots=True)
class ActRequest:
    """An act that is wanted, by whom; `seen` is the number of the last act (`last_act`) on the page it was wanted from,
    None where it does not matter. `consultant` and `limit`: whose other cases count, and how many they may have."""

    event: ConsultantEvent
    actor: Actor
    who: str
    seen: int | None = None
    consultant: str = ""
    limit: int = 1
    files: Mapping[str, NewFile] = field(default_factory=dict)


@dataclass(frozen=True)
class Execution:
    """Appends what an act brings."""

    service: Service
    events: CaseEvents

    async def perform(self, application: Application, wish: ActRequest) -> VisitRefusal | None:
        """Do it; why not, otherwise. UnknownCase."""
        service, moved = self.service, False

        def act(stream: Sequence[RecordedEvent]) -> ConsultantEvent | None:
            nonlocal moved
            moved = wish.seen is not None and wish.seen != last_act(stream)
            return None if moved else wish.event

        programme = service.definition(application).programme
        table, now = timetable(programme, service.now()), service.now()
        by = (wish.actor, wish.who)
        deciding = Deciding(act, by, now, table, limit=wish.limit, files=dict(wish.files))
        done = await self.events.change(application.case_number, deciding, now, wish.consultant)
        if done is None:
            return VisitRefusal.MOVED if moved else deciding.refused or VisitRefusal.NOT_NOW
        service.case_status.wake()
        return None

    async def recall(self, application: Application, number: int, who: str) -> bool:
        """Take back what somebody did while nobody outside has heard of it; False when it is too late. UnknownCase."""
        service, programme = self.service, self.service.definition(application).programme
        table, now = timetable(programme, service.now()), service.now()

        def taken_back(seen: CaseSeen) -> CaseChange | None:
            stream = recorded(seen.events)
            if not any((one.number, one.who) == (number, who) for one in untold(stream)):
                return None
            return change_of(stream, (ActRecalled(number),), who, now, table)

        return await self.events.change(application.case_number, taken_back, now) is not None
