"""What the history of a case says of consultant, visit and advice, beside who did it."""

from collections.abc import Iterator
from datetime import datetime

from bot.presenter.cases.consultation import span, way
from flows.cases.consultant_events import (
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    ConsultantAssigned,
    ConsultantDeclined,
    OtherTimesAsked,
    Rated,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.events import CaseEvent
from flows.definitions.words import Words


def consultant_facts(event: CaseEvent, chat: Words) -> Iterator[tuple[str, str]]:
    """The gaps of its sentence, in Chinese."""
    match event:
        case ConsultantAssigned(address, name, _, reason):
            yield "what", f"{name}（{address}）{_added(reason)}"
        case ConsultantDeclined(text) | VisitCancelled(text) | VisitHeld(text) | AdviceReturned(text):
            yield "what", text
        case OtherTimesAsked(text) | VisitMissed(text):
            yield "what", _added(text)
        case TimesProposed(times, minutes, online):
            yield "what", "、".join(_span(time, minutes, chat) for time in times)
            yield "way", way(chat, online=online)
        case VisitFixed(start, minutes, online):
            yield "what", _span(start, minutes, chat)
            yield "way", way(chat, online=online)
        case AdviceUploaded(_, name) | AdviceReleased(_, name):
            yield "what", name
        case Rated(question, value):
            yield "what", f"{chat.say(f'rating.{question}_short')} {value}"
        case _:
            return


def _span(start: str, minutes: int, chat: Words) -> str:
    return span(datetime.fromisoformat(start), minutes, chat.language)


def _added(text: str) -> str:
    return f"：{text}" if text.strip() else ""
