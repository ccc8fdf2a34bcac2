"""Consultant, visit and advice in the applicant's words: the sentence of 「進度」, a time, a place."""

from datetime import date, datetime, timedelta

from bot.presenter.cases.days import short_day
from flows.cases.consultation import Consultation, Step
from flows.cases.stage import CaseState
from flows.definitions.languages import ENGLISH
from flows.definitions.programme import TAIPEI, taipei_day
from flows.definitions.words import Words

_NEVER_LATE = frozenset({Step.VISIT, Step.PICK, Step.RECEIPT, Step.CLOSED})
"""Steps whose day is not one that the office or a consultant keeps."""


def sentence(state: CaseState, words: Words, today: date) -> str:
    """What comes next once the review is passed, and until when."""
    consulted, key = state.consulted, state.consulted.step.value
    if state.overdue(today) and consulted.step not in _NEVER_LATE:
        return words.say("stage.late")
    if consulted.step is Step.VISIT and consulted.visit:
        if taipei_day(consulted.visit.end) < today:
            key = "visit_over"
        elif consulted.others:
            key = "visit_to_move"
    if consulted.step is Step.PICK and consulted.visit:
        key = "pick_again"
    due = short_day(state.due, words.language) if state.due else ""
    return words.filled(f"step.{key}", facts(consulted, words) | {"due": due})


def facts(consulted: Consultation, words: Words) -> dict[str, object]:
    """What sentences and letters name: the consultant, the visit agreed on."""
    visit = consulted.visit
    return {
        "consultant": consulted.name,
        "when": moment(visit.start, words.language) if visit else "",
        "way": way(words, online=visit.fixed.online) if visit else "",
    }


def moment(start: datetime, language: str) -> str:
    """When a visit begins, in Taipei: 12/10（四）14:00."""
    local = start.astimezone(TAIPEI)
    day = short_day(local.date(), language)
    return f"{day} {local:%H:%M}" if language == ENGLISH else f"{day}{local:%H:%M}"


def span(start: datetime, minutes: int, language: str) -> str:
    """From when to when."""
    return f"{moment(start, language)}–{(start + timedelta(minutes=minutes)).astimezone(TAIPEI):%H:%M}"


def way(words: Words, *, online: bool) -> str:
    """Online or on site."""
    return words.say("visit.online" if online else "visit.onsite")
