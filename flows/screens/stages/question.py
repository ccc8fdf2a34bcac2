"""The screen that asks one question, or one part of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flows.answers.base import Accepted, Value
from flows.answers.urls import NONE
from flows.answers.values import choices
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.text import normal
from flows.events.answering import Answered, Doubted, Kept
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.scheme.definition import Definition
from flows.screens import answering, inquiries
from flows.screens.base import Situation
from flows.screens.command_words import KEEP
from flows.screens.decision import Decision
from flows.screens.drafts import finish, finish_with, toggle
from flows.screens.prompts import Ask
from flows.session.answers import Answer, Draft
from flows.session.path import next_question, previous_question
from flows.session.state import Session, replace


@dataclass(frozen=True)
class QuestionScreen:
    """Asks the question it finds open, if any."""

    prompt: ClassVar[type[Ask]] = Ask
    open_question: Callable[[Situation], Question | None]

    def due(self, situation: Situation) -> Ask | None:
        """While there is an open question."""
        question = self.open_question(situation)
        return ask(situation.definition, situation.session, question) if question else None

    def on_text(self, decision: Decision, prompt: Ask, text: str) -> Events:
        """An answer; while one is being changed, perhaps that it stays as it is."""
        if inquiries.fills(decision, prompt, text):
            return answering.take_typed(decision, prompt)
        keeps = decision.label(text) == "button.keep" or normal(text) in KEEP
        if decision.session.focus and keeps:
            return (Kept(),)
        return _said_again(decision, prompt, text) or answering.on_text(decision, prompt, text)

    def on_tap(self, decision: Decision, prompt: Ask, tap: CallbackData) -> Events | None:
        """A button of this question, or that the answer stays."""
        if tap.verb is Verb.KEEP and decision.session.focus:
            return (Kept(),)
        if tap.verb is Verb.FILL and tap.first == prompt.question.id:
            return answering.take_typed(decision, prompt)
        if tap.verb not in _BUTTONS or tap.first != prompt.question.id:
            return None
        return _tapped(decision, prompt, tap)


_BUTTONS = frozenset(
    {Verb.ANSWER, Verb.TOGGLE, Verb.FINISH, Verb.DONE, Verb.SAME, Verb.SUGGESTED, Verb.CANDIDATE}
)

CHANGE = QuestionScreen(lambda now: now.questionnaire.by_id[now.session.focus] if now.session.focus else None)
"""The question whose answer is being changed."""

QUESTIONS = QuestionScreen(lambda now: next_question(now.questionnaire, now.session, signing=False))
"""The next open question on the path, short of those about signing."""

SIGNING = QuestionScreen(lambda now: next_question(now.questionnaire, now.session, signing=True))
"""The next open question about who signs, and how."""


def ask(definition: Definition, session: Session, question: Question) -> Ask:
    """The prompt that asks this question, with whatever has been given of it already."""
    draft = session.drafts.get(question.id)
    current = session.answers.get(question.id)
    return Ask(
        question=question,
        row=_next_row(question, draft),
        awaiting=draft.awaiting if draft else "",
        current=current,
        ticked=_ticked(question, draft, current),
        draft=draft.value if draft else None,
        same=_same(question, session, current),
        suggested=_suggested(definition, session, question),
        tries=session.tries.get(question.id, 0),
    )


def _suggested(definition: Definition, session: Session, question: Question) -> Value | None:
    """What one tap may answer: what was worked out, or that there is none where none is an answer."""
    if question.suggest:
        return definition.form.rules.suggestions[question.suggest](definition.given(session))
    return NONE if question.allows_none else None


def _next_row(question: Question, draft: Draft | None) -> str:
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


def _tapped(decision: Decision, prompt: Ask, tap: CallbackData) -> Events:
    match tap.verb:
        case Verb.ANSWER:
            return answering.choose(decision, prompt, tap.second, tap.third)
        case Verb.TOGGLE:
            return toggle(decision, prompt, tap.second)
        case Verb.FINISH:
            return finish_with(decision, prompt, tap.second)
        case Verb.DONE:
            return finish(decision, prompt)
        case Verb.SAME if prompt.same:
            proposed = Accepted(prompt.same.value, prompt.same.texts)
            return (answering.copy_answer(decision, prompt, proposed),)
        case Verb.SUGGESTED if prompt.suggested is not None:
            return answering.outcome_events(decision, prompt.question, Accepted(prompt.suggested), "")
        case _:
            return ()


def _said_again(decision: Decision, prompt: Ask, text: str) -> Events:
    """What a text means that follows a message taken back, whose question is open again and was not shown again: who
    takes back what they have just said says it anew. () for any other text.

    Where the message was an older one, the person may as well have meant the question on the screen: asked."""
    question = prompt.question
    if question.id not in decision.inbound.reopened or _just_answered(decision, question):
        return ()
    facts = answering.on_text(decision, prompt, text)
    match facts:
        case (Answered(value=value, texts=texts),) if not texts:
            return (Doubted(question.id, "any", "taken_back", [value], {}, "", decision.inbound.message),)
        case _:
            return facts


def _just_answered(decision: Decision, question: Question) -> bool:
    """Whether nothing on the path lies between this open question and the one that followed it."""
    questionnaire, session = decision.edition.questionnaire, decision.session
    left_out = replace(session, skipped=session.skipped | {question.id})
    following = next_question(questionnaire, left_out, signing=False) or next_question(
        questionnaire, left_out, signing=True
    )
    before = previous_question(questionnaire, left_out, following.id if following else "")
    return before is not None and before.id == question.id
