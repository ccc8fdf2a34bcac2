"""A message edited afterwards: the answer it carried is read anew, exactly as if it were typed as a change."""

from collections.abc import Sequence
from dataclasses import replace

from flows.definitions.questionnaire import Kind, Question
from flows.engine.unsent_message import remaining
from flows.events.answering import Answered, Drafted, Focused, Rejected, Retyping
from flows.events.conversation import Asked
from flows.events.corrections import Rewritten
from flows.events.event import Event, Events
from flows.interface.inbound import Edited
from flows.screens import answering
from flows.screens.command_words import LABELS, change_number, command
from flows.screens.decision import Decision, answer_event
from flows.screens.prompts import Ask
from flows.session.answers import Answer, Draft, came_from, parts
from flows.session.path import applies


def on_edited(decision: Decision, content: Edited) -> Events:
    """What a rewritten message means: another answer, a new try, or nothing that counts."""
    session, text = decision.session, content.text
    if session.case_number:
        return (Asked("submitted"),)
    decision = replace(decision, inbound=replace(decision.inbound, message=content.message))
    if _says_no_answer(decision, text):
        return (Asked("edit_without_answer"),)
    if session.doubt and session.doubt.message == content.message:
        return (Retyping(), *_typed(decision, (Retyping(),), text))
    for question in decision.edition.questionnaire.questions:
        given = _given(decision, question) if applies(question, session.values()) else None
        if given is not None:
            return _anew(decision, question, given, text)
    return _new_try(decision, text)


def _says_no_answer(decision: Decision, text: str) -> bool:
    """Words that always work, typed or written on a button: they answer no question."""
    label = decision.label(text)
    return command(text) is not None or change_number(text) is not None or label in {*LABELS, "button.keep"}


def _given(decision: Decision, question: Question) -> Answer | Draft | None:
    """What the message gave to this question. A copy stays as it is when its original is edited."""
    answers, message = decision.session.answers, decision.inbound.message
    if question.same_as and came_from(answers.get(question.same_as), message):
        return None
    given = (decision.session.drafts.get(question.id), answers.get(question.id))
    return next((one for one in given if came_from(one, message)), None)


def _new_try(decision: Decision, text: str) -> Events:
    """A text that could not be taken, put right while its question is still asked, is a new try."""
    prompt = decision.prompt
    if (
        isinstance(prompt, Ask)
        and decision.session.rejected.get(prompt.question.id) == decision.inbound.message
    ):
        return answering.on_text(decision, prompt, text)
    return (Asked("edit_without_answer"),)


def _anew(decision: Decision, question: Question, given: Answer | Draft, text: str) -> Events:
    """The same question (or the part of it that the message gave) with what the message says now.

    What is taken at once leaves everything else where it is. What needs a further word is put before the
    person. What cannot be taken leaves the earlier answer standing, save a declaration no longer made."""
    rest = remaining(question, given, decision.inbound.message)
    before: Events = (Focused(question.id), *rest)
    facts = _typed(decision, before, text, _row(question, given, decision.inbound.message))
    if question.kind is Kind.TABLE:
        facts = tuple(_in_place(decision, question, given, fact) for fact in facts)
    match facts:
        case (Rejected(),) if question.must_be_true:
            return (*before, *facts)
        case (Answered() | Rejected(),):
            return (Rewritten(question.id), *facts)
        case (Drafted(awaiting=""),) if isinstance(given, Draft):
            return (Rewritten(question.id), *facts)
        case _:
            return (*before, *facts)


def _row(question: Question, given: Answer | Draft, message: str) -> str:
    """The matrix row the message gave; empty when it gave no single row."""
    return next(iter(parts(given, message)), "") if question.kind is Kind.MATRIX else ""


def _typed(decision: Decision, before: Events, text: str, row: str = "") -> Events:
    """What the text would mean if it were typed after these facts, with that question (and row) asked."""
    then = decision.after(before)
    if not isinstance(then.prompt, Ask):
        return ()
    return answering.on_text(then, replace(then.prompt, row=row or then.prompt.row), text)


def _in_place(decision: Decision, question: Question, given: Answer | Draft, fact: Event) -> Event:
    """Rows of a table stand where the edited ones stood, and what was complete stays so."""
    if not isinstance(fact, Drafted | Answered) or not isinstance(fact.value, Sequence):
        return fact
    first = int(parts(given, decision.inbound.message)[0])
    carriers = [fact.messages.get(str(place), "") for place in range(len(fact.value))]
    new = [place for place, carrier in enumerate(carriers) if carrier == decision.inbound.message]
    old = [place for place in range(len(carriers)) if place not in new]
    order = [*old[:first], *new, *old[first:]]
    rows = [fact.value[place] for place in order]
    messages = {str(place): carriers[was] for place, was in enumerate(order) if carriers[was]}
    if isinstance(given, Answer):
        return answer_event(decision, question, rows, {}, messages)
    return replace(fact, value=rows, messages=messages)
