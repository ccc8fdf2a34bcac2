"""A session: one applicant's progress through a questionnaire, the fold of its events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from flows import events as e
from flows.answers.base import Texts, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, with the words beside free-text options and the message that carried it."""

    value: Value
    texts: Texts = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Part of an answer; `awaiting` names the free-text option whose words come next."""

    value: Value
    texts: Texts = field(default_factory=dict)
    awaiting: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """Everything the engine knows.

    `focus` is the question being changed, `""` when moving forward; `paused` that the last reply asked nothing."""

    questionnaire: str
    language: str
    started: bool = False
    notice_shown: bool = False
    declined: bool = False
    consent_version: str = ""
    consent_at: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    doubt: e.Doubted | None = None
    focus: str = ""
    tries: Mapping[str, int] = field(default_factory=dict)
    verdict: tuple[str, ...] = ()
    reviewed: frozenset[int] = frozenset()
    confirmed: frozenset[str] = frozenset()
    erasing: bool = False
    paused: bool = False
    case_number: str = ""
    submitted_at: str = ""

    @property
    def consented(self) -> bool:
        """Whether the personal-data notice was agreed to; before that nothing is stored."""
        return bool(self.consent_version)

    def values(self) -> dict[str, Value]:
        """The answers' values by question id."""
        return {question: answer.value for question, answer in self.answers.items()}


def fold(session: Session, events: Iterable[e.Event]) -> Session:
    """The session after these events."""
    for event in events:
        session = evolve(session, event)
    return session


def evolve(session: Session, event: e.Event) -> Session:  # noqa: C901 - one case per event, each one line
    """The session after one event. Whatever comes after a pause ends it."""
    if session.paused:
        session = replace(session, paused=False)
    match event:
        case e.Started():
            return replace(session, started=True, language=event.language, questionnaire=event.questionnaire)
        case e.LanguageChosen():
            return replace(session, language=event.language)
        case e.NoticeShown():
            return replace(session, notice_shown=True, declined=False)
        case e.Consented():
            return replace(session, consent_version=event.version, consent_at=event.at, declined=False)
        case e.Declined():
            return replace(session, declined=True, notice_shown=False)
        case e.Answered():
            return _answered(session, event)
        case e.Drafted():
            draft = Draft(event.value, event.texts, event.awaiting)
            return replace(session, drafts=_with(session.drafts, event.question, draft), doubt=None)
        case e.Doubted():
            return replace(session, doubt=event)
        case e.Rejected():
            return replace(session, tries=_with(session.tries, event.question, event.tries))
        case e.Skipped():
            return replace(_without(session, event.question), skipped=session.skipped | {event.question})
        case e.Dropped():
            return _without(session, event.question)
        case e.Focused():
            drafts = _minus(session.drafts, event.question)
            return replace(session, focus=event.question, doubt=None, drafts=drafts, erasing=False)
        case e.Retyping():
            return replace(session, doubt=None)
        case e.Kept(erasing=True):
            return replace(session, erasing=False)
        case e.Kept():
            drafts = _minus(session.drafts, session.focus)
            return replace(session, focus="", doubt=None, drafts=drafts)
        case e.Decided():
            return replace(session, verdict=(event.state, *event.reasons))
        case e.Reviewed():
            return replace(session, reviewed=session.reviewed | {event.page})
        case e.ReviewOpened():
            return replace(session, reviewed=frozenset(), focus="", doubt=None)
        case e.WarningsConfirmed():
            return replace(session, confirmed=session.confirmed | set(event.findings))
        case e.Paused():
            return replace(session, paused=True)
        case e.EraseAsked():
            return replace(session, erasing=True)
        case e.Submitted():
            return replace(session, case_number=event.case_number, submitted_at=event.at)
        case (
            e.Returned()
            | e.Asked()
            | e.Misplaced()
            | e.OldTap()
            | e.Hurried()
            | e.Erased()
            | e.Confirmed()
            | e.Refused()
        ):
            return session


def _answered(session: Session, event: e.Answered) -> Session:
    """A new answer clears what was pending on its question. Pages reviewed stay so: the change itself is
    echoed, and whatever it opens is asked, so nobody is sent through a review twice."""
    answer = Answer(event.value, event.texts, event.message)
    return replace(
        session,
        answers=_with(session.answers, event.question, answer),
        skipped=session.skipped - {event.question},
        drafts=_minus(session.drafts, event.question),
        tries=_minus(session.tries, event.question),
        doubt=None,
        focus="" if session.focus == event.question else session.focus,
    )


def _without(session: Session, question: str) -> Session:
    """The session with everything about one question gone."""
    return replace(
        session,
        answers=_minus(session.answers, question),
        drafts=_minus(session.drafts, question),
        tries=_minus(session.tries, question),
        doubt=None if session.doubt and session.doubt.question == question else session.doubt,
        focus="" if session.focus == question else session.focus,
    )


T = TypeVar("T")


def _with(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    return {**mapping, key: value}


def _minus(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    return {name: value for name, value in mapping.items() if name != key} if key in mapping else mapping


def plain(value: Value) -> Value:
    """A value in the very form it has after a round trip through the journal: lists and dicts."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value]


def choices(value: Value | None) -> tuple[str, ...]:
    """The option ids a choice answer names: one, several in order, or none."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(str(part) for part in value)
    return ()


def amount(value: Value | None) -> int | float | None:
    """A number or amount answer as a number; None when there is none."""
    return value if isinstance(value, int | float) else None
