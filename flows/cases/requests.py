"""What applicants ask about their personal data (個人資料保護法 articles 3, 10, 11): what is open, by when it has to be
answered, what rests meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from flows.cases.events import (
    CaseReopened,
    DataRequestAnswered,
    DataRequested,
    DataRequestExtended,
    RecordedEvent,
)
from flows.definitions.programme import taipei_day


class DataRequestKind(StrEnum):
    """What is asked for."""

    COPY = "copy"
    """To see the data, or have a copy of it."""
    CORRECT = "correct"
    STOP = "stop"
    """That the data is no longer processed and used."""
    ERASE = "erase"


DAYS: Mapping[DataRequestKind, int] = {
    DataRequestKind.COPY: 15,
    DataRequestKind.CORRECT: 30,
    DataRequestKind.STOP: 30,
    DataRequestKind.ERASE: 30,
}
"""Calendar days within which it has to be decided, by article 13; once as many more, with the reason in writing."""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A request by the number of its event, when and in whose session it was made; to be answered until the end of the
    day `due`; `answer` is what answered it."""

    number: int
    at: datetime
    kind: DataRequestKind
    text: str
    session: str
    due: date
    extended: bool = False
    answer: RecordedEvent | None = None

    @property
    def longest(self) -> date:
        """The last day that it may be extended to."""
        return taipei_day(self.at) + timedelta(days=2 * DAYS[self.kind])

    @property
    def granted(self) -> bool:
        """Whether what was asked for was done."""
        answer = self.answer.event if self.answer else None
        return isinstance(answer, DataRequestAnswered) and answer.granted


def data_requests(events: Sequence[RecordedEvent]) -> tuple[DataRequest, ...]:
    """Every request, oldest first."""
    extended = {
        one.event.request: date.fromisoformat(one.event.due)
        for one in events
        if isinstance(one.event, DataRequestExtended)
    }
    answers = {one.event.request: one for one in events if isinstance(one.event, DataRequestAnswered)}
    found = []
    for one in events:
        if isinstance(one.event, DataRequested):
            kind, longer = DataRequestKind(one.event.kind), extended.get(one.number)
            due = longer or taipei_day(one.at) + timedelta(days=DAYS[kind])
            said = (one.event.text, one.event.session)
            found.append(
                DataRequest(one.number, one.at, kind, *said, due, bool(longer), answers.get(one.number))
            )
    return tuple(found)


def open_requests(events: Sequence[RecordedEvent]) -> tuple[DataRequest, ...]:
    """Those nobody has answered."""
    return tuple(one for one in data_requests(events) if one.answer is None)


def is_frozen(events: Sequence[RecordedEvent]) -> bool:
    """Whether nothing but requests may be done with the case: its data is not to be used any more, or whether it may be
    is still to be decided. Reopening the case ends it."""
    reopened = max((one.number for one in events if isinstance(one.event, CaseReopened)), default=0)
    return any(
        one.answer is None or (one.granted and one.answer.number > reopened)
        for one in data_requests(events)
        if one.kind is DataRequestKind.STOP
    )
