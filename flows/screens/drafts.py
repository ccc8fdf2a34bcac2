"""Ticking options and giving rows: each is a draft until 「完成」 makes it the answer."""

from collections.abc import Mapping, Sequence

from flows.answers.base import Texts
from flows.definitions.questionnaire import Kind, Question
from flows.events.answering import Drafted
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.screens.decision import Decision, answer_event, reject_event
from flows.screens.prompts import Ask


def toggle(decision: Decision, prompt: Ask, option: str) -> Events:
    """Tick or untick one option of a multiple choice; ranked ones keep the order of tapping.

    What is unticked before its tick could be seen was tapped twice by accident: it stays ticked."""
    question = prompt.question
    chosen = question.option(option)
    if chosen is None:
        return ()
    if option in prompt.ticked and decision.inbound.ahead:
        return (Asked("again"),)
    if option in prompt.ticked:
        ticked = [other for other in prompt.ticked if other != option]
    elif chosen.exclusive:
        ticked = [option]
    else:
        exclusive = {other.id for other in question.options if other.exclusive}
        ticked = [*(other for other in prompt.ticked if other not in exclusive), option]
    most = question.limits.max_items
    if len(ticked) > most:
        facts = {"max": str(most), "count": str(len(ticked))}
        return (reject_event(decision, question, question.kind.value, "too_many", "", facts),)
    return (
        Drafted(question.id, ticked, texts_of(decision, question), messages=carriers(decision, question)),
    )


def finish(decision: Decision, prompt: Ask) -> Events:
    """「完成」: the ticks or rows given so far are the answer, unless words of a free-text option are missing."""
    question = prompt.question
    if question.kind is Kind.TABLE:
        rows = prompt.draft or (prompt.current.value if prompt.current else [])
        if not rows:
            return (reject_event(decision, question, question.kind.value, "no_rows", ""),)
        return (answer_event(decision, question, rows, {}, carriers(decision, question)),)
    if not prompt.ticked:
        return (reject_event(decision, question, question.kind.value, "none_chosen", ""),)
    return complete(
        decision, question, list(prompt.ticked), texts_of(decision, question), carriers(decision, question)
    )


def complete(
    decision: Decision, question: Question, ticked: Sequence[str], texts: Texts, messages: Mapping[str, str]
) -> Events:
    """These ticks are the answer, unless the words of a free-text option are still wanted."""
    for option in ticked:
        definition = question.option(option)
        if definition and definition.free_text and not texts.get(option):
            return (Drafted(question.id, list(ticked), dict(texts), option, dict(messages)),)
    kept = {option: words for option, words in texts.items() if option in ticked}
    said = {part: message for part, message in messages.items() if not part or part in kept}
    return (answer_event(decision, question, list(ticked), kept, said),)


def texts_of(decision: Decision, question: Question) -> dict[str, str]:
    """The words given beside free-text options, in the draft or in the answer being changed."""
    source = decision.session.drafts.get(question.id) or decision.session.answers.get(question.id)
    return dict(source.texts) if source else {}


def carriers(decision: Decision, question: Question) -> dict[str, str]:
    """Which message carried which part of the draft, or of the answer being changed."""
    draft, answer = decision.session.drafts.get(question.id), decision.session.answers.get(question.id)
    if draft or answer is None:
        return dict(draft.messages) if draft else {}
    return {**answer.messages, "": answer.message} if answer.message else dict(answer.messages)
