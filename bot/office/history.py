"""What happened to a case, as sentences: rendered from the records, never stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.cases.sent_copies import sent_copies
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.consultant_history import consultant_facts
from bot.office.opened_case import OpenedCase
from bot.office.proposals.history_facts import proposal_facts
from bot.office.rendering import day
from bot.office.rendering import words as all_words
from bot.presenter.cases.stage import what_is_missing
from bot.presenter.context import moment
from bot.service import Service
from flows.cases.codec import stored_name
from flows.cases.consultant_events import APPLICANT
from flows.cases.events import (
    SYSTEM,
    ActRecalled,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    DataRequestAnswered,
    DataRequested,
    DataRequestExtended,
    MessageLeft,
    QuestionAnswered,
    QuestionAsked,
    RecordedEvent,
    RevisionAsked,
    RevisionReceived,
    SupplementAsked,
    SupplementReceived,
)
from flows.definitions.words import Words
from flows.session.submitted.signed_copy import SentCopy
from storage.cases.staff_actions import StaffAction


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A moment of the history."""

    at: datetime
    text: str


def history(
    opened: OpenedCase, actions: Sequence[StaffAction], words: Mapping[str, Any], chat: Words
) -> list[HistoryEntry]:
    """Everything, the latest first."""
    application, said = opened.application, words["history"]
    found = [HistoryEntry(application.submitted_at, said["submitted"])]
    found += [
        HistoryEntry(moment(copy.at), said[_arrival(copy)])
        for copy in sent_copies(application)
        if not copy.by  # the office's own is among its actions
    ]
    found += [
        HistoryEntry(one.at, sentence(one, opened.case.events, words, chat)) for one in opened.case.events
    ]
    found += [
        HistoryEntry(
            one.at,
            said["command"].format(who=who(one.who, words), what=said["commands"].get(one.what, one.what)),
        )
        for one in actions
    ]
    if application.superseded_at:
        found.append(
            HistoryEntry(application.superseded_at, said["superseded"].format(by=application.superseded_by))
        )
    return sorted(found, key=lambda one: one.at, reverse=True)


def since(service: Service, found: OpenedCase, events: Sequence[RecordedEvent]) -> list[tuple[datetime, str]]:
    """What happened meanwhile, for whoever was not the first: these events of the case, with their moments."""
    chat = service.definition(found.application).edition.speak(STAFF_LANGUAGE)
    return [(one.at, sentence(one, found.case.events, all_words(), chat)) for one in events]


def _arrival(copy: SentCopy) -> str:
    """The word for how a signed copy came."""
    if copy.online:
        return "copy_online"
    return "copy" if copy.looks_signed else "copy_doubtful"


def sentence(
    one: RecordedEvent, events: Sequence[RecordedEvent], words: Mapping[str, Any], chat: Words
) -> str:
    """Who did what."""
    if isinstance(one.event, CaseWithdrawn) and one.who == APPLICANT:
        return str(words["history"]["CaseWithdrawnByApplicant"])
    facts = dict(_facts(one, events, words, chat))
    return str(words["history"][stored_name(type(one.event))]).format(who=who(one.who, words), **facts)


def who(name: str, words: Mapping[str, Any]) -> str:
    """Somebody as staff know them."""
    known = {SYSTEM: "system", APPLICANT: "applicant"}
    return str(words[known[name]]) if name in known else name.partition("@")[0]


def _facts(
    one: RecordedEvent, events: Sequence[RecordedEvent], words: Mapping[str, Any], chat: Words
) -> Iterator[tuple[str, str]]:
    match one.event:
        case SupplementAsked(reasons, due, note):
            yield from (("what", what_is_missing(reasons, note, chat)), ("due", day(date.fromisoformat(due))))
        case SupplementReceived(note) | CaseWithdrawn(note):
            yield "what", note
        case RevisionAsked(questions, due, note):
            asked = words["revised"]["asked"].format(count=len(questions))
            yield from (
                ("what", "　".join(filter(None, (asked, note)))),
                ("due", day(date.fromisoformat(due))),
            )
        case RevisionReceived(number, changed):
            said = words["revised"]["some" if changed else "none"].format(count=len(changed))
            yield from (("number", str(number)), ("what", said))
        case QuestionAsked(text, _) | QuestionAnswered(_, text, _):
            yield "what", text
        case DataRequested() | DataRequestExtended() | DataRequestAnswered():
            yield from _about_data(one.event, words["requests"])
        case CaseRefused(reason, until):
            yield from (("what", reason), ("due", day(date.fromisoformat(until))))
        case CaseReopened(reason):
            yield "what", reason
        case ActRecalled(act) | MessageLeft(act):
            about = next((each for each in events if each.number == act), None)
            yield "act", str(words["acts_done"][stored_name(type(about.event))]) if about else ""
        case _:
            yield from consultant_facts(one.event, chat)
            yield from proposal_facts(one.event, words)


def _about_data(
    event: DataRequested | DataRequestExtended | DataRequestAnswered, said: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    match event:
        case DataRequested(kind, text, _):
            yield "what", "：".join(filter(None, (said["kinds"][kind], text)))
        case DataRequestExtended(_, _, due, reason):
            yield from (("what", reason), ("due", day(date.fromisoformat(due))))
        case DataRequestAnswered(_, _, granted, text):
            yield "what", said["granted" if granted else "declined"].format(text=text)
