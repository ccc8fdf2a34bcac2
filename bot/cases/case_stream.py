"""A case put together from what is stored: its application, its stream of events, and its programme's timetable."""

from collections.abc import Sequence

from bot.cases.sent_copies import sent_copies
from flows.cases.codec import from_json
from flows.cases.decide import Case
from flows.cases.events import RecordedEvent
from flows.cases.stage import Received, Timetable
from flows.definitions.programme import Programme
from storage.records import Application, StoredCaseEvent


def case_of(application: Application, stored: Sequence[StoredCaseEvent], programme: Programme) -> Case:
    """The case of an application that is not erased."""
    received = Received(
        application.submitted_at,
        sent_copies(application),
        application.superseded_at,
        in_force=not (application.waits or application.refused),
    )
    return Case(received, recorded(stored), Timetable(programme.days, programme.deadlines))


def recorded(stored: Sequence[StoredCaseEvent]) -> tuple[RecordedEvent, ...]:
    """The events of a stream as they were stored."""
    return tuple(RecordedEvent(one.number, one.at, one.who, from_json(one.event)) for one in stored)
