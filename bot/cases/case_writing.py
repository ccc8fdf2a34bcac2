"""An act as storage writes it: events under the next numbers, jobs that tell of them, whose case it then is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.cases.case_stream import recorded
from bot.cases.outgoing import jobs_for
from flows.cases.claim import released
from flows.cases.codec import to_json
from flows.cases.consultant_acts import Actor, decide_consultant_act
from flows.cases.consultant_events import ConsultantEvent
from flows.cases.consultation import Consultation, Step, consultation
from flows.cases.events import CaseEvent, RecordedEvent
from flows.cases.stage import Timetable, in_effect
from flows.cases.visit_checks import ActContext, OtherVisit, VisitRefusal
from storage.records import CaseChange, CaseConsultation, CaseSeen, NewFile, StoredCaseEvent


def change_of(
    stream: Sequence[RecordedEvent], events: Sequence[CaseEvent], who: str, now: datetime, table: Timetable
) -> CaseChange:
    """What these events of somebody add to a case."""
    first = stream[-1].number + 1 if stream else 1
    added = [RecordedEvent(number, now, who, event) for number, event in enumerate(events, first)]
    before, after = consultation(in_effect(stream)), consultation(in_effect((*stream, *added)))
    visits = [one.visit.start for one in (before, after) if one.visit]
    jobs = [job for one in added for job in jobs_for(one, visits, table)]
    stored = [StoredCaseEvent(one.number, one.at, one.who, to_json(one.event)) for one in added]
    return CaseChange(stored, jobs, _row(before, after), released=released(stream, (*stream, *added)))


def _row(before: Consultation, after: Consultation) -> CaseConsultation | None:
    if not (before.assigned or after.assigned):
        return None
    visit = after.visit if after.visit and not after.held else None
    is_open = bool(after.assigned) and after.step is not Step.CLOSED
    times = (visit.start, visit.end) if visit else (None, None)
    return CaseConsultation(after.consultant or before.consultant, is_open, *times)


class Deciding:
    """A consultant's act, decided while nobody else can change the case; `refused` says why it was not done.

    `make` is asked for the act once the stream is known; None is no act."""

    def __init__(
        self,
        make: Callable[[Sequence[RecordedEvent]], ConsultantEvent | None],
        by: tuple[Actor, str],
        now: datetime,
        table: Timetable,
        *,
        limit: int = 1,
        files: dict[str, NewFile] | None = None,
    ) -> None:
        self._make = make
        self._actor, self._who = by
        self._now, self._table, self._limit, self._files = now, table, limit, files or {}
        self.refused: VisitRefusal | None = None

    def __call__(self, seen: CaseSeen) -> CaseChange | None:
        """What the case becomes."""
        self.refused = None
        stream = recorded(seen.events)
        event = self._make(stream)
        if event is None:
            self.refused = VisitRefusal.NOT_NOW
            return None
        busy = [OtherVisit(*times) for times in seen.visits]
        around = ActContext(self._now, busy, seen.open_cases, self._limit)
        outcome = decide_consultant_act(stream, event, self._actor, around)
        if isinstance(outcome, VisitRefusal):
            self.refused = outcome
            return None
        change = change_of(stream, outcome, self._who, self._now, self._table)
        return replace(change, files=self._files)
