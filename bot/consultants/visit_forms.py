"""The forms about a visit and the advice, as the office and consultants fill them in, and the acts they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.cases.case_stream import last_act
from bot.office.opened_case import OpenedCase
from bot.office.sessions import PostedForm
from flows.cases.consultant_acts import Actor, may
from flows.cases.consultant_events import (
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    ConsultantAccepted,
    ConsultantDeclined,
    ConsultantEvent,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.events import RecordedEvent
from flows.cases.visit_checks import MOST_TIMES, VisitRefusal
from flows.definitions.programme import TAIPEI

USUAL_MINUTES = 90


class VisitAct(StrEnum):
    """What a form does; the word is in addresses of pages."""

    ACCEPT = "accept"
    PROPOSE = "propose"
    HELD = "held"
    RELEASE = "release"
    UPLOAD = "upload"
    FIX = "fix"
    RETURN = "return"
    MISSED = "missed"
    CANCEL = "cancel"
    DECLINE = "decline"


KINDS: Mapping[VisitAct, type] = {
    VisitAct.ACCEPT: ConsultantAccepted,
    VisitAct.PROPOSE: TimesProposed,
    VisitAct.HELD: VisitHeld,
    VisitAct.RELEASE: AdviceReleased,
    VisitAct.UPLOAD: AdviceUploaded,
    VisitAct.FIX: VisitFixed,
    VisitAct.RETURN: AdviceReturned,
    VisitAct.MISSED: VisitMissed,
    VisitAct.CANCEL: VisitCancelled,
    VisitAct.DECLINE: ConsultantDeclined,
}
"""What each brings, the most likely first."""


@dataclass(frozen=True, slots=True)
class VisitFilled:
    """What somebody filled in; which of it an act has is for its template. `times` are as a browser writes them, in
    Taipei."""

    times: tuple[str, ...] = ("",) * MOST_TIMES
    minutes: str = str(USUAL_MINUTES)
    mode: str = "online"
    where: str = ""
    note: str = ""


def open_visit_acts(events: Sequence[RecordedEvent], actor: Actor, now: datetime) -> tuple[VisitAct, ...]:
    """What the office or a consultant may do now."""
    return tuple(act for act, kind in KINDS.items() if may(events, kind, actor, now))


def visit_facts(
    found: OpenedCase, actor: Actor, now: datetime, filled: VisitFilled, problem: str, act: VisitAct | None
) -> dict[str, Any]:
    """What a page of the visit is drawn from, whoever sees it: how far it has come, what may be done, and what of what
    was tried (`act`) was not done, and why (`problem`)."""
    consulted = found.case.state.consulted
    uploaded = consulted.uploaded.event if consulted.uploaded else None
    return {
        "found": found,
        "now": consulted,
        "acts": [one.value for one in open_visit_acts(found.case.events, actor, now)],
        "tried": act.value if act else "",
        "filled": filled,
        "problem": problem,
        "seen": last_act(found.case.events),
        "uploaded": uploaded if isinstance(uploaded, AdviceUploaded) else None,
    }


def read_visit_form(form: PostedForm) -> VisitFilled:
    """What was filled in."""
    times = tuple(form.get(f"time{number}").strip()[:30] for number in range(1, MOST_TIMES + 1))
    return VisitFilled(
        times,
        form.get("minutes").strip()[:6],
        "onsite" if form.get("mode") == "onsite" else "online",
        form.get("where").strip(),
        form.get("note").replace("\r\n", "\n").strip(),
    )


def event_of(act: VisitAct, filled: VisitFilled, uid: str) -> ConsultantEvent | VisitRefusal:
    """The act of a form; what it lacks where it cannot be one. The advice comes by another way."""
    match act:
        case VisitAct.ACCEPT:
            return ConsultantAccepted()
        case VisitAct.DECLINE:
            return ConsultantDeclined(filled.note)
        case VisitAct.PROPOSE | VisitAct.FIX:
            return _times(act, filled, uid)
        case VisitAct.CANCEL:
            return VisitCancelled(filled.note)
        case VisitAct.HELD:
            return VisitHeld(filled.note)
        case VisitAct.MISSED:
            return VisitMissed(filled.note)
        case VisitAct.RETURN:
            return AdviceReturned(filled.note)
        case VisitAct.UPLOAD | VisitAct.RELEASE:
            return VisitRefusal.NO_FILE


def _times(act: VisitAct, filled: VisitFilled, uid: str) -> ConsultantEvent | VisitRefusal:
    given = [one for one in filled.times if one]
    try:
        times = sorted(datetime.fromisoformat(one).replace(tzinfo=TAIPEI) for one in given)
    except ValueError:
        return VisitRefusal.NO_TIMES
    if not times or (act is VisitAct.FIX and len(times) != 1):
        return VisitRefusal.NO_TIMES
    online = filled.mode == "online"
    if online and not filled.where.startswith(("https://", "http://")):
        return VisitRefusal.NO_LINK
    minutes = int(filled.minutes) if filled.minutes.isascii() and filled.minutes.isdecimal() else 0
    written = tuple(one.isoformat() for one in times)
    if act is VisitAct.FIX:
        return VisitFixed(written[0], minutes, online, filled.where, uid)
    return TimesProposed(written, minutes, online, filled.where, filled.note)
