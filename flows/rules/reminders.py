"""When an applicant is gently reminded of the signed copy that has not come back: once, by day, before it closes."""

from datetime import datetime, time, timedelta

from flows.definitions.programme import TAIPEI, Programme, Window, taipei_day

AT = time(10, tzinfo=TAIPEI)
"""The hour of a reminder: nobody is written to at night because they submitted at night."""

LEAST = timedelta(hours=12)
"""Nobody is reminded sooner after submitting than this."""


def remind_at(programme: Programme, submitted: datetime) -> datetime | None:
    """The moment to remind whoever submitted at that instant; None when the programme does not, or it closes first.

    When the days it gives end after the closing, the morning of the last day takes their place."""
    if not programme.remind_days or programme.window(submitted) is not Window.OPEN:
        return None
    closes = programme.period(submitted).closes
    wanted = datetime.combine(taipei_day(submitted) + timedelta(days=programme.remind_days), AT)
    last = datetime.combine(taipei_day(closes - timedelta(seconds=1)), AT)
    moment = min(wanted, last)
    return moment if submitted + LEAST <= moment < closes else None


def remind_now(programme: Programme, submitted: datetime, now: datetime) -> bool:
    """Whether a reminder is due and still of use: the signed copy can come in until the programme closes."""
    moment = remind_at(programme, submitted)
    return moment is not None and moment <= now < programme.period(submitted).closes
