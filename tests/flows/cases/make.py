"""Short ways to say what a case is made of."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flows.cases.decide import Case
from flows.cases.events import CaseEvent, RecordedEvent
from flows.cases.stage import Received, Timetable
from flows.definitions.programme import TAIPEI
from flows.definitions.working_days import Deadlines, WorkingDays
from flows.session.submitted.signed_copy import CopyFinding, SentCopy

MONDAY = datetime(2024, 12, 2, 9, 0, tzinfo=TAIPEI)
TODAY = date(2024, 12, 2)
TABLE = Timetable(WorkingDays(frozenset({date(2024, 12, 4)})), Deadlines())
"""The Wednesday of that week is a holiday."""


def at(hours: float) -> datetime:
    """So many hours after that Monday's opening."""
    return MONDAY + timedelta(hours=hours)


def copy(hours: float, *, signed: bool = True, signer: str = "") -> SentCopy:
    """A signed copy that came then."""
    findings = () if signed else (CopyFinding("red_box_empty"),)
    return SentCopy("ab", at(hours).isoformat(), (1, 2, 3), findings, signer)


def stream(*events: CaseEvent) -> tuple[RecordedEvent, ...]:
    """These events, one an hour, by 林小姐."""
    return tuple(
        RecordedEvent(number, at(number), "lin@example.org", event) for number, event in enumerate(events, 1)
    )


def case(*events: CaseEvent, copies: Sequence[SentCopy] = (copy(0.5),)) -> Case:
    """A case submitted that Monday, with a signed copy half an hour later, and what happened since."""
    return Case(Received(MONDAY, copies), stream(*events), TABLE)
