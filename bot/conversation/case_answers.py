"""What an applicant does to their case in the chat: answers about visit or advice, giving it up, requests about
personal data. Decided in the transaction of the turn."""

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.cases.case_stream import recorded, timetable
from bot.cases.case_writing import Deciding, change_of
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import (
    APPLICANT,
    RATINGS,
    AdviceReceived,
    ConsultantEvent,
    OtherTimesAsked,
    Rated,
)
from flows.cases.consultation import Consultation, Offer, consultation
from flows.cases.decide import WITHDRAWABLE
from flows.cases.events import ActRecalled, CaseEvent, CaseWithdrawn, DataRequested, RecordedEvent
from flows.cases.stage import Received, Timetable, in_effect, told
from flows.cases.state import compute
from flows.definitions.programme import TAIPEI, Programme
from flows.events.event import Event
from flows.events.submitted.submission import WITHDRAW, CaseAnswered, RequestMade
from storage.records import CaseChange, CaseSeen, ChangeCase

_TIME = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{1,2})\D+(\d{2})")


def new_uid(programme: Programme) -> str:
    """The id of a visit in calendars: random, under a domain of the programme's."""
    return f"{secrets.token_hex(16)}@{programme.contact.email.rpartition('@')[2]}"


def changes_of(events: Sequence[Event], programme: Programme, key: str, now: datetime) -> ChangeCase | None:
    """What a turn does to the stream of its case, if anything. `key` is the session it comes from."""
    table = timetable(programme, now)
    made = next((event for event in events if isinstance(event, RequestMade)), None)
    if made is not None:
        return partial(_requested, made, key, now, table)
    answer = next((event for event in events if isinstance(event, CaseAnswered)), None)
    if answer is None:
        return None
    return Deciding(wanted(answer, new_uid(programme)), (Actor.APPLICANT, APPLICANT), now, table)


def _requested(
    made: RequestMade, key: str, now: datetime, table: Timetable, seen: CaseSeen
) -> CaseChange | None:
    """The case given up, with whatever of it was not told yet; or a request about personal data."""
    stream = recorded(seen.events)
    if made.kind != WITHDRAW:
        return change_of(stream, [DataRequested(made.kind, made.typed, key)], APPLICANT, now, table)
    state = compute(Received(now), stream, table)
    if state.stage not in WITHDRAWABLE:
        return None
    undone: list[CaseEvent] = [ActRecalled(one.number) for one in state.pending]
    return change_of(stream, [*undone, CaseWithdrawn("")], APPLICANT, now, table)


def wanted(answer: CaseAnswered, uid: str) -> Callable[[Sequence[RecordedEvent]], ConsultantEvent | None]:
    """The act that an answer means, given how far things are as the applicant knows it."""

    def act(stream: Sequence[RecordedEvent]) -> ConsultantEvent | None:
        now = consultation(in_effect(told(stream)))
        match answer:
            case CaseAnswered("pick", number, place) if now.offer and str(now.offer.number) == number:
                return _picked(now.offer, place, uid)
            case CaseAnswered("others"):
                return OtherTimesAsked()
            case CaseAnswered("received"):
                return AdviceReceived()
            case CaseAnswered("rate", question, value) if value.isdecimal():
                return Rated(question, int(value))
            case CaseAnswered("number", text):
                return _picked(now.offer, text, uid) if now.offer else _rated(now, text)
            case CaseAnswered("time", text) if now.offer:
                return _picked(now.offer, _place(now.offer, text), uid)
        return None

    return act


def _picked(offer: Offer, place: str, uid: str) -> ConsultantEvent | None:
    number = int(place) if place.isdecimal() else 0
    return offer.fixed(number - 1, uid, 0) if 1 <= number <= len(offer.starts) else None


def _rated(now: Consultation, text: str) -> ConsultantEvent | None:
    """The next of the questions that are asked once the advice was received."""
    received = now.received is not None and isinstance(now.received.event, AdviceReceived)
    left = [question for question in RATINGS if question not in now.ratings]
    return Rated(left[0], int(text)) if received and left and text.isdecimal() else None


def _place(offer: Offer, text: str) -> str:
    """Which of the times a text names, from 1."""
    found = _TIME.search(text)
    named = tuple(map(int, found.groups())) if found else ()
    for place, start in enumerate(offer.starts, 1):
        local = start.astimezone(TAIPEI)
        if named == (local.month, local.day, local.hour, local.minute):
            return str(place)
    return ""
