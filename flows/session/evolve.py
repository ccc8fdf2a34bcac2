"""A session: one applicant's progress through a questionnaire, the fold of its events."""

from collections.abc import Iterable
from dataclasses import asdict

from flows.events.answering import (
    Answered,
    Doubted,
    Drafted,
    Dropped,
    Focused,
    Kept,
    Rejected,
    Retyping,
    Skipped,
)
from flows.events.applications import AnotherBegun, Resumed, Switched
from flows.events.company_claim import (
    AlreadyApplied,
    CaseEnded,
    CaseMissed,
    CaseNamed,
    CaseProved,
    Joined,
    NumberNamed,
    Replacing,
)
from flows.events.consent import Consented, Declined, LanguageChosen, NoticeShown, Started
from flows.events.conversation import Asked, Misplaced, OldTap, Paused, Returned, TypedAhead
from flows.events.corrections import Rewritten, Withdrawn
from flows.events.erasure import EraseAsked, Erased
from flows.events.event import Event
from flows.events.places import PlaceHeld, PlacesFull, QueueAsked
from flows.events.registry import LookedUp, Recognised
from flows.events.replacement import (
    ReplacementAnswered,
    ReplacementAsked,
    ReplacementSettled,
    ReplacementWaiting,
)
from flows.events.review import Decided, Reviewed, ReviewOpened, WarningsConfirmed
from flows.events.signed_copy import (
    CopyArrived,
    CopyDropped,
    CopyPartRead,
    CopyPartRefused,
    CopyRead,
    CopyReading,
    CopyRefused,
    CopySent,
    CopyWithdrawn,
)
from flows.events.submission import Confirmed, Refused, Submitted
from flows.session.answers import Answer, Draft, came_from, minus, put
from flows.session.company_claim import Claim, evolve_claim, unnamed
from flows.session.copy_state import evolve_copy
from flows.session.places import evolve_place
from flows.session.registry import UBN, kept_after_answer, lookup_made, with_choice
from flows.session.replacement import evolve_replacement
from flows.session.state import Session, replace


def fold(session: Session, events: Iterable[Event]) -> Session:
    """The session after these events."""
    for event in events:
        session = evolve(session, event)
    return session


def evolve(session: Session, event: Event) -> Session:  # noqa: C901 - one case per event, each one line
    """The session after one event. Whatever comes after a pause ends it."""
    if session.paused:
        session = replace(session, paused=False)
    match event:
        case Started():
            return replace(session, started=True, **asdict(event))
        case AnotherBegun() | Resumed():
            return replace(session, another=isinstance(event, AnotherBegun))
        case LanguageChosen():
            return replace(session, language=event.language)
        case NoticeShown():
            return replace(session, notice_shown=True, declined=False)
        case Consented():
            return replace(session, consent_version=event.version, consent_at=event.at, declined=False)
        case Declined():
            return replace(session, declined=True, notice_shown=False)
        case Answered():
            return _answered(session, event)
        case Drafted():
            return _drafted(session, event)
        case Doubted():
            return replace(session, doubt=event)
        case Rejected():
            tries = put(session.tries, event.question, event.tries)
            return replace(
                session, tries=tries, rejected=put(session.rejected, event.question, event.message)
            )
        case Skipped():
            return replace(_without(session, event.question), skipped=session.skipped | {event.question})
        case Dropped():
            return _without(session, event.question)
        case Focused():
            drafts = minus(session.drafts, event.question)
            return replace(session, focus=event.question, doubt=None, drafts=drafts, erasing=False)
        case Retyping():
            return replace(session, doubt=None)
        case Kept(erasing=True):
            return replace(session, erasing=False)
        case Kept():
            drafts = minus(session.drafts, session.focus)
            return replace(session, focus="", doubt=None, drafts=drafts)
        case LookedUp():
            return replace(session, looked=lookup_made(event))
        case Recognised(choice="not_mine"):
            return replace(_without(session, UBN), looked=None)
        case Recognised():
            return replace(session, looked=with_choice(session.looked, event.choice))
        case PlaceHeld() | PlacesFull() | QueueAsked():
            return replace(session, place=evolve_place(session.place, event))
        case AlreadyApplied():
            return replace(session, applied=event.ubn, claim=Claim())
        case NumberNamed() | CaseNamed() | CaseMissed() | CaseProved() | Replacing():
            return replace(session, claim=evolve_claim(session.claim, event))
        case Joined():
            return replace(session, joined=True, case_number=event.case_number, submitted_at=event.at)
        case CaseEnded():
            return _ended(session, event)
        case ReplacementAnswered(agreed=True):
            replacement = evolve_replacement(session.replacement, event)
            return replace(_ended(session, CaseEnded("superseded")), replacement=replacement)
        case ReplacementAsked() | ReplacementWaiting() | ReplacementAnswered() | ReplacementSettled():
            return replace(session, replacement=evolve_replacement(session.replacement, event))
        case Decided():
            return replace(session, verdict=(event.state, *event.reasons))
        case Reviewed():
            return replace(session, reviewed=session.reviewed | {event.page})
        case ReviewOpened():
            return replace(session, reviewed=frozenset(), focus="", doubt=None)
        case WarningsConfirmed():
            return replace(session, confirmed=session.confirmed | set(event.findings))
        case Paused():
            return replace(session, paused=True)
        case Withdrawn():
            return _withdrawn(session, event)
        case EraseAsked():
            return replace(session, erasing=True)
        case Submitted():
            return replace(session, case_number=event.case_number, submitted_at=event.at)
        case (
            CopyArrived()
            | CopyReading()
            | CopyPartRead()
            | CopyPartRefused()
            | CopyRead()
            | CopyRefused()
            | CopyWithdrawn()
            | CopyDropped()
            | CopySent()
        ):
            return evolve_copy(session, event)
        case (
            Returned()
            | Asked()
            | Misplaced()
            | OldTap()
            | TypedAhead()
            | Rewritten()
            | Erased()
            | Switched()
            | Confirmed()
            | Refused()
        ):
            return session


def _ended(session: Session, event: CaseEnded) -> Session:
    """A superseded application stays theirs to see. Of an erased one that was joined nothing is left, and whether
    the company has applied is looked up anew."""
    if event.reason == "superseded":
        return replace(session, superseded=True, copy=None, arrivals=(), parts=())
    alone = replace(session, joined=False, superseded=False, claim=Claim(), copy=None, arrivals=(), parts=())
    return replace(alone, case_number="", submitted_at="", copies=0, copy_at="")


def _answered(session: Session, event: Answered) -> Session:
    """A new answer clears what was pending on its question. Pages reviewed stay so: the change itself is
    echoed, and whatever it opens is asked, so nobody is sent through a review twice."""
    answer = Answer(event.value, event.texts, event.message, event.source, event.as_of, event.messages)
    return replace(
        session,
        looked=kept_after_answer(session.looked, event.question, event.value),
        claim=Claim() if event.question == UBN else session.claim,
        answers=put(session.answers, event.question, answer),
        skipped=session.skipped - {event.question},
        drafts=minus(session.drafts, event.question),
        tries=minus(session.tries, event.question),
        rejected=minus(session.rejected, event.question),
        doubt=_doubt_beside(session, event.question),
        focus="" if session.focus == event.question else session.focus,
    )


def _drafted(session: Session, event: Drafted) -> Session:
    draft = Draft(event.value, event.texts, event.awaiting, event.messages)
    return replace(
        session,
        drafts=put(session.drafts, event.question, draft),
        rejected=minus(session.rejected, event.question),
        doubt=_doubt_beside(session, event.question),
    )


def _doubt_beside(session: Session, question: str) -> Doubted | None:
    """A doubt about another question, which an edited message may leave waiting."""
    return None if session.doubt and session.doubt.question == question else session.doubt


def _withdrawn(session: Session, event: Withdrawn) -> Session:
    """What the message carried is gone, and every confirmation of findings, which repeats answers, with it."""
    question, message = event.question, event.message
    gone = came_from(session.answers.get(question), message)
    drafted = came_from(session.drafts.get(question), message)
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
        claim=unnamed(session.claim, message),
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
