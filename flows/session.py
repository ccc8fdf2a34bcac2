"""A session: one applicant's progress through a questionnaire, the fold of its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows import events as e
from flows.answers.base import Value
from flows.copies import CopyDraft, draft_from_json
from flows.given import Answer, Draft, amount, carried, choices, minus, plain, put
from flows.limited import Place, stands
from flows.register import Record
from flows.register.looked import UBN, Looked, about, looked_up, recognised

__all__ = ["Answer", "Draft", "Session", "amount", "choices", "evolve", "fold", "plain"]


@dataclass(frozen=True)
class Session:
    """Everything the engine knows.

    `focus` is the question being changed, `""` when moving forward; `paused` that the last reply asked nothing.
    `rejected` has each question's last message that could not be taken; `unsent` messages taken back unseen."""

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
    rejected: Mapping[str, str] = field(default_factory=dict)
    unsent: frozenset[str] = frozenset()
    verdict: tuple[str, ...] = ()
    reviewed: frozenset[int] = frozenset()
    confirmed: frozenset[str] = frozenset()
    looked: Looked | None = None
    place: Place = field(default_factory=Place)
    applied: str = ""
    erasing: bool = False
    paused: bool = False
    case_number: str = ""
    submitted_at: str = ""
    arrivals: tuple[str, ...] = ()
    copy: CopyDraft | None = None
    copies: int = 0
    copy_at: str = ""

    @property
    def consented(self) -> bool:
        """Whether the personal-data notice was agreed to; before that nothing is stored."""
        return bool(self.consent_version)

    @property
    def record(self) -> Record | None:
        """The company's record in the registers, once the person has said that it is theirs."""
        looked, ubn = self.looked, self.answers.get(UBN)
        mine = looked and looked.choice and ubn and ubn.value == looked.ubn
        return looked.record if looked and mine else None

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return {question: answer.value for question, answer in self.answers.items()}

    def values(self) -> Mapping[str, Value]:
        """The answers' values by question id."""
        return self._values


def replace(session: Session, **changes: object) -> Session:
    """The session with these fields changed, as dataclasses.replace would give it at several times the cost:
    this runs a few times in every turn, and for every event when a session is read back."""
    changed = object.__new__(Session)
    state = vars(changed)
    state.update(vars(session))
    state.pop("_values", None)
    state.update(changes)
    return changed


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
            return _drafted(session, event)
        case e.Doubted():
            return replace(session, doubt=event)
        case e.Rejected():
            tries = put(session.tries, event.question, event.tries)
            return replace(
                session, tries=tries, rejected=put(session.rejected, event.question, event.message)
            )
        case e.Skipped():
            return replace(_without(session, event.question), skipped=session.skipped | {event.question})
        case e.Dropped():
            return _without(session, event.question)
        case e.Focused():
            drafts = minus(session.drafts, event.question)
            return replace(session, focus=event.question, doubt=None, drafts=drafts, erasing=False)
        case e.Retyping():
            return replace(session, doubt=None)
        case e.Kept(erasing=True):
            return replace(session, erasing=False)
        case e.Kept():
            drafts = minus(session.drafts, session.focus)
            return replace(session, focus="", doubt=None, drafts=drafts)
        case e.LookedUp():
            return replace(session, looked=looked_up(event))
        case e.Recognised(choice="not_mine"):
            return replace(_without(session, UBN), looked=None)
        case e.Recognised():
            return replace(session, looked=recognised(session.looked, event.choice))
        case e.PlaceHeld() | e.PlacesFull() | e.QueueAsked():
            return replace(session, place=stands(session.place, event))
        case e.AlreadyApplied():
            return replace(session, applied=event.ubn)
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
        case e.Withdrawn():
            return _withdrawn(session, event)
        case e.EraseAsked():
            return replace(session, erasing=True)
        case e.Submitted():
            return replace(session, case_number=event.case_number, submitted_at=event.at)
        case e.CopyArrived():
            return replace(session, arrivals=(*session.arrivals, event.ref))
        case e.CopyRead():
            return replace(session, copy=draft_from_json(event.draft), arrivals=())
        case e.CopyRefused():
            return replace(session, arrivals=())
        case e.CopyDropped():
            return replace(session, copy=None, arrivals=())
        case e.CopySent():
            return replace(session, copy=None, arrivals=(), copies=event.number, copy_at=event.at)
        case (
            e.Returned()
            | e.Asked()
            | e.Misplaced()
            | e.OldTap()
            | e.Hurried()
            | e.Rewritten()
            | e.Erased()
            | e.Confirmed()
            | e.Refused()
        ):
            return session


def _answered(session: Session, event: e.Answered) -> Session:
    """A new answer clears what was pending on its question. Pages reviewed stay so: the change itself is
    echoed, and whatever it opens is asked, so nobody is sent through a review twice."""
    answer = Answer(event.value, event.texts, event.message, event.source, event.as_of, event.messages)
    return replace(
        session,
        looked=about(session.looked, event.question, event.value),
        answers=put(session.answers, event.question, answer),
        skipped=session.skipped - {event.question},
        drafts=minus(session.drafts, event.question),
        tries=minus(session.tries, event.question),
        rejected=minus(session.rejected, event.question),
        doubt=_doubt_beside(session, event.question),
        focus="" if session.focus == event.question else session.focus,
    )


def _drafted(session: Session, event: e.Drafted) -> Session:
    draft = Draft(event.value, event.texts, event.awaiting, event.messages)
    return replace(
        session,
        drafts=put(session.drafts, event.question, draft),
        rejected=minus(session.rejected, event.question),
        doubt=_doubt_beside(session, event.question),
    )


def _doubt_beside(session: Session, question: str) -> e.Doubted | None:
    """A doubt about another question, which an edited message may leave waiting."""
    return None if session.doubt and session.doubt.question == question else session.doubt


def _withdrawn(session: Session, event: e.Withdrawn) -> Session:
    """What the message carried is gone, and every confirmation of findings, which repeats answers, with it."""
    question, message = event.question, event.message
    gone = carried(session.answers.get(question), message)
    drafted = carried(session.drafts.get(question), message)
    answers = minus(session.answers, question) if gone else session.answers
    return replace(
        session,
        answers=answers,
        drafts=minus(session.drafts, question) if drafted else session.drafts,
        tries=minus(session.tries, question),
        rejected={name: last for name, last in session.rejected.items() if last != message},
        doubt=None if session.doubt and session.doubt.message == message else session.doubt,
        focus="" if gone and session.focus == question else session.focus,
        looked=None if gone and question == UBN else session.looked,
        applied=session.applied if UBN in answers and answers[UBN].value == session.applied else "",
        confirmed=frozenset(),
        unsent=session.unsent if question else session.unsent | {message},
    )


def _without(session: Session, question: str) -> Session:
    """The session with everything about one question gone."""
    return replace(
        session,
        answers=minus(session.answers, question),
        drafts=minus(session.drafts, question),
        tries=minus(session.tries, question),
        rejected=minus(session.rejected, question),
        doubt=_doubt_beside(session, question),
        focus="" if session.focus == question else session.focus,
    )
