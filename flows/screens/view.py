"""Which prompt is next. Always derived from the session, never stored.

The decision of a turn is made by the same prompt that was shown."""

from flows.answers.values import choices
from flows.definitions.questionnaire import Kind, Question, Questionnaire
from flows.registry import Record
from flows.rules.checks import Finding
from flows.rules.verdict import State
from flows.scheme.definition import Definition
from flows.schemes.common.sme import judge
from flows.schemes.diagnosis.checks import findings
from flows.schemes.diagnosis.suggestions import SUGGESTIONS
from flows.screens.prompts import (
    Applied,
    Ask,
    CopyCheck,
    Doubt,
    EraseCheck,
    Full,
    NotAgreed,
    NotEligible,
    Notice,
    Prompt,
    ReadyToSubmit,
    Receipt,
    RegisterCard,
    ReplaceCheck,
    Review,
    Superseded,
    Warnings,
    Welcome,
)
from flows.session.answers import Answer, Draft
from flows.session.path import applies, next_question
from flows.session.registry import UBN
from flows.session.state import Session


def view(definition: Definition, session: Session) -> Prompt:
    """What to show this person now.

    Looked up by the reply to one turn and by the decision of the next, so it is kept with the session."""
    key = (definition.edition.questionnaire.digest, definition.programme.latest_year)
    if key not in session.derived:
        session.derived[key] = _view(definition, session)
    prompt: Prompt = session.derived[key]
    return prompt


def _view(definition: Definition, session: Session) -> Prompt:
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
        question = definition.edition.questionnaire.by_id[doubt.question]
        return Doubt(question, doubt.kind, doubt.code, doubt.candidates, dict(doubt.facts), doubt.row)
    if session.focus:
        return ask(definition, session, definition.edition.questionnaire.by_id[session.focus])
    return _forward(definition, session)


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


def _forward(definition: Definition, session: Session) -> Prompt:
    """The way forward: eligibility, pages, review, warnings, signing block, submit."""
    claim, questionnaire = session.claim, definition.edition.questionnaire
    if session.applied and session.applied == session.values().get(UBN) and not claim.replacing:
        return Applied(claim)
    if record := pending(session):
        return RegisterCard(record)
    verdict = judge(session.values(), session.record)
    if verdict and verdict.state is State.NOT_ELIGIBLE:
        return NotEligible(verdict)
    if question := next_question(questionnaire, session, signing=False):
        return ask(definition, session, question)
    for page in range(1, questionnaire.pages + 1):
        if page not in session.reviewed:
            return review(questionnaire, session, page)
    if unconfirmed := warnings(definition, session):
        return Warnings(unconfirmed)
    if question := next_question(questionnaire, session, signing=True):
        return ask(definition, session, question)
    if session.place.full and not claim.replacing and not session.unproved:
        return Full(session.place.position)
    return ReadyToSubmit(verdict, claim.case_number if claim.replacing else "")


def pending(session: Session) -> Record | None:
    """The record that waits for the person's decision, if there is one for the present 統一編號."""
    looked, ubn = session.looked, session.answers.get(UBN)
    waiting = looked and not looked.choice and ubn and ubn.value == looked.ubn
    return looked.record if looked and waiting else None


def warnings(definition: Definition, session: Session) -> tuple[Finding, ...]:
    """Findings not yet confirmed."""
    questionnaire, latest_year = definition.edition.questionnaire, definition.programme.latest_year
    found = findings(questionnaire, session.values(), latest_year, session.record)
    return tuple(finding for finding in found if finding.fingerprint not in session.confirmed)


def review(questionnaire: Questionnaire, session: Session, page: int) -> Review:
    """A page's numbered questions that apply, with their answers."""
    values = session.values()
    shown = [q for q in questionnaire.questions if q.page == page and q.number and applies(q, values)]
    return Review(page, tuple((q, session.answers.get(q.id)) for q in shown))


def ask(definition: Definition, session: Session, question: Question) -> Ask:
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
