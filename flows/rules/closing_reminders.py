"""When people of an alliance are told that it closes soon: members once, the leader several times."""

from datetime import date, datetime, time, timedelta

from flows.definitions.programme import TAIPEI, taipei_day

AT = time(10, tzinfo=TAIPEI)
"""The hour of a reminder on the days before."""

LEADER_DAYS, LEADER_HOURS = (7, 3, 1), 3
"""The leader is told so many days before closing, and so many hours before."""

PAPER_DAYS = (3, 2, 1)
"""A leader whose paper has not arrived is told so many days before closing, and LEADER_HOURS before."""

MEMBER_DAYS = 3
"""A member whose form is still open is told once, so many days before closing."""

FIRST_HOUR, LAST_HOUR = 9, 20
"""Between these hours, in Taipei, one company may remind another."""

PAUSE = timedelta(hours=24)
"""Nobody is reminded by the leader more often."""


def leader_moments(closes: datetime, now: datetime) -> tuple[datetime, ...]:
    """The moments still to come at which a leader is told; the first first."""
    moments = (*(_morning(closes, days) for days in LEADER_DAYS), closes - timedelta(hours=LEADER_HOURS))
    return tuple(moment for moment in moments if moment > now)


def paper_moments(closes: datetime, now: datetime) -> tuple[datetime, ...]:
    """The moments still to come at which a leader is told whose paper has not arrived: once a day in the last days,
    and shortly before closing."""
    moments = (*(_morning(closes, days) for days in PAPER_DAYS), closes - timedelta(hours=LEADER_HOURS))
    return tuple(moment for moment in moments if moment > now)


def member_moment(closes: datetime, now: datetime) -> datetime | None:
    """The moment at which a member is told, if it is still to come."""
    moment = _morning(closes, MEMBER_DAYS)
    return moment if moment > now else None


def internal_moment(day: date, now: datetime) -> datetime | None:
    """The moment at which a member is told of the day the leader has set, if it is still to come."""
    moment = datetime.combine(day - timedelta(days=MEMBER_DAYS), AT)
    return moment if moment > now else None


def by_day(now: datetime) -> bool:
    """Whether it is an hour at which one company may remind another."""
    return FIRST_HOUR <= now.astimezone(TAIPEI).hour < LAST_HOUR


def may_remind(last: str, now: datetime) -> bool:
    """Whether a member may be reminded again; `last` is when it was (ISO), empty for never."""
    return not last or now - datetime.fromisoformat(last) >= PAUSE


def _morning(closes: datetime, days: int) -> datetime:
    return datetime.combine(taipei_day(closes) - timedelta(days=days), AT)
