"""The forms of acts: what somebody filled in, and the event it becomes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from bot.office.sessions import PostedForm
from flows.cases.decide import Act
from flows.cases.events import (
    REASONS,
    CaseEvent,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    ReviewPassed,
    RevisionAsked,
    SupplementAsked,
    SupplementReceived,
)
from flows.definitions.working_days import Deadlines


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of a form; which of them an act has is for its template."""

    note: str = ""
    day: str = ""
    reasons: tuple[str, ...] = ()
    tell: bool = True
    questions: tuple[str, ...] = ()


def blank(act: Act, deadlines: Deadlines, today: date) -> Filled:
    """A form with the days that are usual."""
    days = {
        Act.ASK: deadlines.supplement,
        Act.REVISE: deadlines.supplement,
        Act.REFUSE: deadlines.objection,
    }.get(act, 0)
    return Filled(day=(today + timedelta(days=days)).isoformat() if days else "")


def read(form: PostedForm, revisable: Collection[str] = ()) -> Filled:
    """What was filled in; of questions only those that may be asked again, in their order."""
    note = form.get("note").replace("\r\n", "\n").strip()
    reasons = tuple(one for one in form.fields.get("reason", ()) if one in REASONS)
    questions = form.fields.get("question", ())
    return Filled(
        note, form.get("day").strip(), tuple(dict.fromkeys(reasons)), "tell" in form.fields,
        tuple(one for one in revisable if one in questions),
    )  # fmt: skip


def filled_from(event: CaseEvent) -> Filled:
    """The form that an act came from, so that nothing is typed twice after taking it back."""
    match event:
        case SupplementAsked(reasons, due, note):
            return Filled(note, due, reasons)
        case RevisionAsked(questions, due, note):
            return Filled(note, due, questions=questions)
        case CaseRefused(reason, until):
            return Filled(reason, until)
        case SupplementReceived(note) | CaseWithdrawn(note):
            return Filled(note)
        case CaseReopened(reason, tell):
            return Filled(reason, tell=tell)
        case _:
            return Filled()


def event_of(act: Act, filled: Filled) -> CaseEvent | None:
    """What the act would add to the stream; None for what has no form."""
    match act:
        case Act.APPROVE:
            return ReviewPassed()
        case Act.ASK:
            return SupplementAsked(filled.reasons, filled.day, filled.note)
        case Act.REVISE:
            return RevisionAsked(filled.questions, filled.day, filled.note)
        case Act.RECEIVED:
            return SupplementReceived(filled.note)
        case Act.REFUSE:
            return CaseRefused(filled.note, filled.day)
        case Act.WITHDRAW:
            return CaseWithdrawn(filled.note)
        case Act.REOPEN:
            return CaseReopened(filled.note, filled.tell)
        case Act.RECALL:
            return None
