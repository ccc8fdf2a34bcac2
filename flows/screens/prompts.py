"""What to show next, free of channel and language; always derived from the session, never stored.

`where` finds the one place a session is at: the engine decides by it, `view` shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flows.answers.base import Value
from flows.definitions.questionnaire import Kind, Question, Questionnaire
from flows.registry import Record
from flows.schemes.common.sme import State, Verdict, judge
from flows.schemes.diagnosis.checks import Finding, findings
from flows.schemes.diagnosis.suggestions import SUGGESTIONS
from flows.session.company_claim import Applied, Superseded
from flows.session.evolve import Answer, Draft, Session, choices
from flows.session.path import applies, next_question
from flows.session.places import Full
from flows.session.registry import UBN
from flows.session.replacement import ReplaceCheck
from flows.session.signed_copy import CopyCheck


@dataclass(frozen=True, slots=True)
class Welcome:
    """What this is, who may apply, what to have at hand."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The personal-data notice, with the choice to agree or not."""


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """The notice was declined; nothing is kept; one may still agree."""


@dataclass(frozen=True, slots=True)
class EraseCheck:
    """Really erase everything?"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer waits for confirmation of one of its readings."""

    question: Question
    kind: str
    code: str
    candidates: Sequence[Value]
    facts: dict[str, str]
    row: str


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """The registers know the 統一編號: is this your company?"""

    record: Record


@dataclass(frozen=True, slots=True)
class Ask:
    """One question (or one row of it) is asked.

    `awaiting` is the free-text option whose words are wanted; `current` the answer being changed; `ticked` the
    options taken so far; `rows` the table or matrix rows given so far; `same` and `suggested` are proposals;
    `tries` how often it was misunderstood."""

    question: Question
    row: str = ""
    awaiting: str = ""
    current: Answer | None = None
    ticked: tuple[str, ...] = ()
    draft: Value | None = None
    same: Answer | None = None
    suggested: Value | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class NotEligible:
    """The verdict with its reasons, what else there is, and how to correct an answer."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """The answers of one page, to be checked."""

    page: int
    rows: tuple[tuple[Question, Answer | None], ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """Findings of the cross-checks that nobody has confirmed yet."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadyToSubmit:
    """Everything is there; a last look, then send. `replaces` is the application it takes the place of, if any."""

    verdict: Verdict | None
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Submitted: the case number, the document, what happens next."""

    case_number: str


Prompt: TypeAlias = (
    Welcome | Notice | NotAgreed | EraseCheck | Doubt | RegisterCard | Ask | NotEligible | Review | Warnings
    | ReadyToSubmit | Receipt | Full | Applied | Superseded | CopyCheck | ReplaceCheck
)  # fmt: skip


def view(questionnaire: Questionnaire, session: Session, latest_year: int) -> Prompt:
    """What to show this person now. `latest_year` is the latest complete business year, in AD.

    Looked up by the reply to one turn and by the decision of the next, so it is kept with the session."""
    key = (questionnaire.digest, latest_year)
    if key not in session.derived:
        session.derived[key] = _view(questionnaire, session, latest_year)
    prompt: Prompt = session.derived[key]
    return prompt


def _view(questionnaire: Questionnaire, session: Session, latest_year: int) -> Prompt:
    if not session.consented:
        return _before_consent(session)
    if session.erasing:
        return EraseCheck()
    if session.superseded:
        return Superseded()
    if session.case_number:
        return _submitted(session)
    if session.doubt:
        doubt = session.doubt
        question = questionnaire.by_id[doubt.question]
        return Doubt(question, doubt.kind, doubt.code, doubt.candidates, dict(doubt.facts), doubt.row)
    if session.focus:
        return ask(questionnaire, session, questionnaire.by_id[session.focus])
    return _forward(questionnaire, session, latest_year)


def _submitted(session: Session) -> Prompt:
    if session.copy:
        return CopyCheck(session.copy)
    if session.replacement.request and not session.joined:
        return ReplaceCheck(session.replacement.request)
    return Receipt(session.case_number)


def _before_consent(session: Session) -> Prompt:
    if session.declined:
        return NotAgreed()
    return Notice() if session.notice_shown else Welcome()


def _forward(questionnaire: Questionnaire, session: Session, latest_year: int) -> Prompt:
    """The way forward: eligibility, pages, review, warnings, signing block, submit."""
    claim = session.claim
    if session.applied and session.applied == session.values().get(UBN) and not claim.replacing:
        return Applied(claim)
    if record := pending(session):
        return RegisterCard(record)
    verdict = judge(session.values(), session.record)
    if verdict and verdict.state is State.NOT_ELIGIBLE:
        return NotEligible(verdict)
    if question := next_question(questionnaire, session, signing=False):
        return ask(questionnaire, session, question)
    for page in range(1, questionnaire.pages + 1):
        if page not in session.reviewed:
            return review(questionnaire, session, page)
    if unconfirmed := warnings(questionnaire, session, latest_year):
        return Warnings(unconfirmed)
    if question := next_question(questionnaire, session, signing=True):
        return ask(questionnaire, session, question)
    if session.place.full and not claim.replacing and not session.unproved:
        return Full(session.place.position)
    return ReadyToSubmit(verdict, claim.case_number if claim.replacing else "")


def pending(session: Session) -> Record | None:
    """The record that waits for the person's decision, if there is one for the present 統一編號."""
    looked, ubn = session.looked, session.answers.get(UBN)
    waiting = looked and not looked.choice and ubn and ubn.value == looked.ubn
    return looked.record if looked and waiting else None


def warnings(questionnaire: Questionnaire, session: Session, latest_year: int) -> tuple[Finding, ...]:
    """Findings not yet confirmed."""
    found = findings(questionnaire, session.values(), latest_year, session.record)
    return tuple(finding for finding in found if finding.fingerprint not in session.confirmed)


def review(questionnaire: Questionnaire, session: Session, page: int) -> Review:
    """A page's numbered questions that apply, with their answers."""
    values = session.values()
    shown = [q for q in questionnaire.questions if q.page == page and q.number and applies(q, values)]
    return Review(page, tuple((q, session.answers.get(q.id)) for q in shown))


def ask(questionnaire: Questionnaire, session: Session, question: Question) -> Ask:
    """The prompt that asks this question, with whatever has been given of it already."""
    draft = session.drafts.get(question.id)
    current = session.answers.get(question.id)
    return Ask(
        question=question,
        row=next_row(question, draft),
        awaiting=draft.awaiting if draft else "",
        current=current,
        ticked=_ticked(question, draft, current),
        draft=draft.value if draft else None,
        same=_same(question, session, current),
        suggested=SUGGESTIONS[question.suggest](session.values()) if question.suggest else None,
        tries=session.tries.get(question.id, 0),
    )


def next_row(question: Question, draft: Draft | None) -> str:
    """The matrix row to ask for; empty for other kinds."""
    if question.kind is not Kind.MATRIX:
        return ""
    given = draft.value if draft else {}
    return next((row for row in question.rows if not isinstance(given, dict) or row not in given), "")


def _ticked(question: Question, draft: Draft | None, current: Answer | None) -> tuple[str, ...]:
    if question.kind not in (Kind.MULTI_CHOICE, Kind.RANKING):
        return ()
    source = draft.value if draft else current.value if current else None
    return choices(source)


def _same(question: Question, session: Session, current: Answer | None) -> Answer | None:
    """The answer that may be copied, unless that is what is answered already."""
    other = session.answers.get(question.same_as) if question.same_as else None
    return None if other and current and other.value == current.value else other
