"""What an act on a visit or the advice lacks: times, texts, a consultant who is free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flows.cases.consultant_events import (
    BEST_RATING,
    RATINGS,
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    ConsultantAssigned,
    ConsultantDeclined,
    ConsultantEvent,
    OtherTimesAsked,
    Rated,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.consultation import Consultation

MOST_TIMES = 3
LAPSES = timedelta(hours=24)
"""So long before its first time an offer can no longer be picked from."""

SHORTEST, LONGEST = 15, 480
"""Minutes of a visit."""

LONGEST_TEXT = 2000
"""Characters of a note, an address or a link."""


class VisitRefusal(StrEnum):
    """Why something about a visit or the advice was not done; `visit_problem.<why>` says it."""

    NOT_NOW = "not_now"
    TEXT_MISSING = "text_missing"
    TOO_LONG = "too_long"
    NO_TIMES = "no_times"
    NO_LINK = "no_link"
    NO_FILE = "no_file"
    TOO_SOON = "too_soon"
    TWICE = "twice"
    LENGTH = "length"
    TAKEN = "taken"
    """The consultant has another visit then."""
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    """The visit has not begun."""
    BEGUN = "begun"
    FULL = "full"
    FROZEN = "frozen"
    """The applicant asks that their data is not used."""
    MOVED = "moved"
    """Something else happened meanwhile."""


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """A visit of the same consultant in another case."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ActContext:
    """What else an act looks at: the moment; when the consultant is elsewhere; how many cases they have without this
    one, and how many they may have."""

    now: datetime
    busy: Sequence[OtherVisit] = ()
    open_cases: int = 0
    limit: int = 1


def incomplete(found: Consultation, event: ConsultantEvent, around: ActContext) -> VisitRefusal | None:
    """What the act lacks; None when nothing."""
    match event:
        case ConsultantAssigned(consultant):
            if around.open_cases >= around.limit:
                return VisitRefusal.FULL
            return VisitRefusal.TWICE if consultant == found.consultant else None
        case TimesProposed(times, minutes, _, where):
            return _text(where) or _length(minutes) or _times(times, minutes, around)
        case VisitFixed():
            return _fixed(found, event, around)
        case ConsultantDeclined(text) | VisitCancelled(text) | VisitHeld(text) | AdviceReturned(text):
            return _text(text)
        case OtherTimesAsked(text) | VisitMissed(text):
            return VisitRefusal.TOO_LONG if len(text) > LONGEST_TEXT else None
        case Rated(question, value):
            return None if question in RATINGS and 1 <= value <= BEST_RATING else VisitRefusal.NOT_NOW
        case AdviceReleased(file):
            uploaded = found.uploaded.event if found.uploaded else None
            same = isinstance(uploaded, AdviceUploaded) and uploaded.file == file
            return None if same else VisitRefusal.NOT_NOW
        case _:
            return None


def _fixed(found: Consultation, event: VisitFixed, around: ActContext) -> VisitRefusal | None:
    start = datetime.fromisoformat(event.start)
    offered = found.offer
    if offered and event.start in offered.proposed.times and around.now > min(offered.starts) - LAPSES:
        return VisitRefusal.LAPSED
    if why := _text(event.where) or _length(event.minutes):
        return why
    if start <= around.now:
        return VisitRefusal.TOO_SOON
    if found.visit and replace(found.visit.fixed, uid="", sequence=0) == replace(event, uid="", sequence=0):
        return VisitRefusal.TWICE
    return _taken([start], event.minutes, around.busy)


def _text(text: str) -> VisitRefusal | None:
    if not text.strip():
        return VisitRefusal.TEXT_MISSING
    return VisitRefusal.TOO_LONG if len(text) > LONGEST_TEXT else None


def _length(minutes: int) -> VisitRefusal | None:
    return None if SHORTEST <= minutes <= LONGEST else VisitRefusal.LENGTH


def _times(times: Sequence[str], minutes: int, around: ActContext) -> VisitRefusal | None:
    if not 1 <= len(times) <= MOST_TIMES:
        return VisitRefusal.NO_TIMES
    if len(set(times)) < len(times):
        return VisitRefusal.TWICE
    starts = [datetime.fromisoformat(one) for one in times]
    if min(starts) - LAPSES <= around.now:
        return VisitRefusal.TOO_SOON
    return _taken(starts, minutes, around.busy)


def _taken(starts: Sequence[datetime], minutes: int, busy: Sequence[OtherVisit]) -> VisitRefusal | None:
    lasts = timedelta(minutes=minutes)
    clash = any(start < one.end and one.start < start + lasts for start in starts for one in busy)
    return VisitRefusal.TAKEN if clash else None
