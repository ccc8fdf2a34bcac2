"""What tells the applicant of an act: jobs that wait so that it can be taken back, and the moment they leave."""

from datetime import datetime, timedelta

from bot.cases.case_stream import recorded
from flows.cases.codec import to_json
from flows.cases.decide import leaving
from flows.cases.events import SYSTEM, MessageLeft, RecordedEvent
from storage.cases.case_events import CROWDED, CaseEvents, StoredCaseEvent
from storage.errors import Clash
from storage.records import Json, NewJob
from storage.stored_names import JobKind

WAITS = timedelta(minutes=10)
"""How long an act can be taken back before anybody outside hears of it."""

KINDS = (JobKind.CASE_MAIL, JobKind.CASE_CHAT)


def payload(act: int) -> Json:
    """What the jobs of an act carry: its number."""
    return {"act": act}


def jobs_for(act: int, now: datetime) -> list[NewJob]:
    """A mail, and a message where the applicant chats."""
    return [NewJob(kind, payload(act), now + WAITS) for kind in KINDS]


async def leave(events: CaseEvents, case_number: str, act: int, now: datetime) -> RecordedEvent | None:
    """Record that an act is being told, before it is: the act, or None when it was taken back. UnknownCase.

    Whoever takes it back at the same moment adds the same number to the stream: one of both is first."""
    while True:
        stream = recorded(await events.of(case_number))
        found = leaving(stream, act)
        if isinstance(found, MessageLeft):
            event = StoredCaseEvent(stream[-1].number + 1, now, SYSTEM, to_json(found))
            try:
                await events.append(case_number, [event], [], now)
            except Clash as clash:
                if clash.constraint != CROWDED:
                    raise
                continue
        return next(one for one in stream if one.number == act) if found else None
