"""Ticking options and giving rows: each is a draft until 「完成」 makes it the answer."""

from collections.abc import Mapping, Sequence

from flows.answers.base import Texts
from flows.definitions.questionnaire import Kind, Question
from flows.events.answering import Drafted
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.screens.decision import Turn, answered, rejected
from flows.screens.prompts import Ask


def toggle(turn: Turn, prompt: Ask, option: str) -> Events:
    """Tick or untick one option of a multiple choice; ranked ones keep the order of tapping.

    What is unticked before its tick could be seen was tapped twice by accident: it stays ticked."""
    question = prompt.question
    chosen = question.option(option)
    if chosen is None:
        return ()
    if option in prompt.ticked and turn.inbound.hasty:
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
        return (rejected(turn, question, question.kind.value, "too_many", "", facts),)
    return (Drafted(question.id, ticked, texts_of(turn, question), messages=carriers(turn, question)),)


def finish(turn: Turn, prompt: Ask) -> Events:
    """「完成」: the ticks or rows given so far are the answer, unless words of a free-text option are missing."""
    question = prompt.question
    if question.kind is Kind.TABLE:
        rows = prompt.draft or (prompt.current.value if prompt.current else [])
        if not rows:
            return (rejected(turn, question, question.kind.value, "no_rows", ""),)
        return (answered(turn, question, rows, {}, carriers(turn, question)),)
    if not prompt.ticked:
        return (rejected(turn, question, question.kind.value, "none_chosen", ""),)
    return complete(turn, question, list(prompt.ticked), texts_of(turn, question), carriers(turn, question))


def complete(
    turn: Turn, question: Question, ticked: Sequence[str], texts: Texts, messages: Mapping[str, str]
) -> Events:
    """These ticks are the answer, unless the words of a free-text option are still wanted."""
    for option in ticked:
        definition = question.option(option)
        if definition and definition.free_text and not texts.get(option):
            return (Drafted(question.id, list(ticked), dict(texts), option, dict(messages)),)
    kept = {option: words for option, words in texts.items() if option in ticked}
    said = {part: message for part, message in messages.items() if not part or part in kept}
    return (answered(turn, question, list(ticked), kept, said),)


def texts_of(turn: Turn, question: Question) -> dict[str, str]:
    """The words given beside free-text options, in the draft or in the answer being changed."""
    source = turn.session.drafts.get(question.id) or turn.session.answers.get(question.id)
    return dict(source.texts) if source else {}


def carriers(turn: Turn, question: Question) -> dict[str, str]:
    """Which message carried which part of the draft, or of the answer being changed."""
    draft, answer = turn.session.drafts.get(question.id), turn.session.answers.get(question.id)
    if draft or answer is None:
        return dict(draft.messages) if draft else {}
    return {**answer.messages, "": answer.message} if answer.message else dict(answer.messages)
