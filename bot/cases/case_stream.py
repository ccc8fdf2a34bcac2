"""A case put together from what is stored: its application, its stream of events, and its programme's timetable."""

from collections.abc import Sequence
from datetime import datetime

from bot.cases.revision import revision_number
from bot.cases.sent_copies import sent_copies
from flows.cases.codec import from_json
from flows.cases.decide import Case
from flows.cases.events import MessageLeft, RecordedEvent
from flows.cases.stage import Received, Timetable
from flows.definitions.programme import Programme
from flows.scheme.definition import Definition
from storage.records import Application, StoredCaseEvent


def case_of(application: Application, stored: Sequence[StoredCaseEvent], definition: Definition) -> Case:
    """The case of an application that is not erased."""
    sent_at = application.record.get("sent_at")
    received = Received(
        application.submitted_at,
        sent_copies(application),
        application.superseded_at,
        in_force=not (application.waits or application.refused),
        kind=definition.scheme.case_kind,
        revision=revision_number(application),
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
    )
    return Case(received, recorded(stored), timetable(definition.programme, application.submitted_at))


def timetable(programme: Programme, at: datetime) -> Timetable:
    """What the days of a case of that time are counted by."""
    return Timetable(programme.days, programme.deadlines, programme.period(at).closes)


def recorded(stored: Sequence[StoredCaseEvent]) -> tuple[RecordedEvent, ...]:
    """The events of a stream as they were stored."""
    return tuple(RecordedEvent(one.number, one.at, one.who, from_json(one.event)) for one in stored)


def last_act(stream: Sequence[RecordedEvent]) -> int:
    """The number of the last event that somebody brought about: a message that leaves changes no page."""
    numbers = (one.number for one in stream if not isinstance(one.event, MessageLeft))
    return max(numbers, default=0)
