"""Ticking options and giving rows: a draft until 「完成」, 「選好」 or the last there is room for makes it so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.answers import parse
from flows.answers.base import Accepted, Rejected, Texts, Value
from flows.answers.values import choices, plain
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.text import normal
from flows.events.answering import Drafted
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import TOGETHER
from flows.screens.decision import Decision, answer_event, reject_event
from flows.screens.prompts import Ask

REST = "rest"
"""In place of a row: every row that was not given yet."""


def toggle(decision: Decision, prompt: Ask, option: str) -> Events:
    """Tick or untick one option of a multiple choice, or tick several joined by `TOGETHER`; ranked ones keep the order
    of tapping. One that excludes all others is the answer at once, unless something was ticked before; so is what
    leaves no room for another.

    What is unticked before its tick could be seen was tapped twice by accident: it stays ticked."""
    question = prompt.question
    if option in prompt.ticked and not decision.inbound.ahead:
        ticked = [other for other in prompt.ticked if other != option]
        texts, messages = texts_of(decision, question), carriers(decision, question)
        return (Drafted(question.id, ticked, texts, messages=messages),)
    ticked = _with(prompt, option)
    if ticked == list(prompt.ticked):
        return (Asked("again"),) if ticked else ()
    most = question.limits.max_items
    full = len(ticked) == most < len(question.options)
    if full or (_excludes(question, ticked) and not prompt.ticked):
        return finish_with(decision, prompt, option)
    if len(ticked) > most:
        return _too_many(decision, question, len(ticked))
    return (
        Drafted(question.id, ticked, texts_of(decision, question), messages=carriers(decision, question)),
    )


def finish_with(decision: Decision, prompt: Ask, option: str) -> Events:
    """「選好」 beside an option, or beside several joined by `TOGETHER`: these and what is ticked are the answer."""
    question, ticked = prompt.question, _with(prompt, option)
    if len(ticked) > question.limits.max_items:
        return _too_many(decision, question, len(ticked))
    texts, messages = texts_of(decision, question), carriers(decision, question)
    return complete(decision, question, ticked, texts, messages) if ticked else ()


def _with(prompt: Ask, option: str) -> list[str]:
    """What is ticked once these options are as well; one that excludes others stands alone."""
    question = prompt.question
    new = [each for each in option.split(TOGETHER) if question.option(each)]
    if not new or _excludes(question, new):
        return new[:1] or list(prompt.ticked)
    return list(dict.fromkeys(each for each in (*prompt.ticked, *new) if not _excludes(question, [each])))


def _excludes(question: Question, options: Sequence[str]) -> bool:
    return any(each.exclusive for each in question.options if each.id in options)


def _too_many(decision: Decision, question: Question, count: int) -> Events:
    facts = {"max": str(question.limits.max_items), "count": str(count)}
    return (reject_event(decision, question, question.kind.value, "too_many", "", facts),)


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


def keep_understood(decision: Decision, prompt: Ask, outcome: Rejected, text: str) -> Events:
    """What was understood of a sentence stays ticked; the rest is named."""
    question = prompt.question
    ticked = list(dict.fromkeys((*prompt.ticked, *outcome.understood)))
    messages = carriers(decision, question) | carried(decision, "")
    kept = Drafted(question.id, ticked, texts_of(decision, question), messages=messages)
    refused = reject_event(decision, question, question.kind.value, outcome.code, text, outcome.facts)
    room = len(ticked) <= question.limits.max_items
    return (kept, refused) if room else (refused,)


def with_ticks(decision: Decision, question: Question, value: Value) -> list[str]:
    """The ticks made before a doubt, and what it confirmed; nothing where nothing was ticked."""
    draft = decision.session.drafts.get(question.id)
    ticked = choices(draft.value) if draft else ()
    return list(dict.fromkeys((*ticked, *choices(value)))) if ticked else []


def add_rows(decision: Decision, prompt: Ask, value: Value, text: str) -> Events:
    """Rows of a table typed now, behind those given before; the answer once the form has no room for more."""
    question = prompt.question
    most = question.limits.max_items
    before, new = _rows(prompt.draft), _rows(value)
    rows, places = [*before, *new], range(len(before), len(before) + len(new))
    draft = decision.session.drafts.get(question.id)
    messages = {**(draft.messages if draft else {}), **carried(decision, *map(str, places))}
    if len(rows) > most:
        facts = {"max": str(most), "count": str(len(rows))}
        return (reject_event(decision, question, question.kind.value, "too_many_rows", text, facts),)
    if len(rows) == most:
        return (answer_event(decision, question, rows, {}, messages),)
    return (Drafted(question.id, plain(rows), messages=messages),)


def carried(decision: Decision, *parts: str) -> dict[str, str]:
    """This turn's message as the carrier of these parts, if it has a name."""
    return dict.fromkeys(parts, decision.inbound.message) if decision.inbound.message else {}


def _rows(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def rest_in_words(decision: Decision, prompt: Ask, text: str) -> Events:
    """The words of the button that gives every row that is left the lowest step; () for any other text."""
    question = prompt.question
    if not question.is_scale or not prompt.row:
        return ()
    key, lowest = ("button.rows_rest" if prompt.draft else "button.rows_all"), question.scale[0]
    said = {
        normal(words.say(key, step=words.step(question.id, lowest)))
        for words in decision.edition.words.values()
    }
    if normal(text) not in said:
        return ()
    return with_rows(decision, question, dict.fromkeys(question.rows, int(lowest)), decision.inbound.message)


def rest_at_once(decision: Decision, prompt: Ask, text: str) -> Events:
    """Steps for all rows that are left, typed in one message; () for any other text."""
    question = prompt.question
    left = tuple(
        row for row in question.rows if not isinstance(prompt.draft, Mapping) or row not in prompt.draft
    )
    if not question.is_scale or len(left) < 2:
        return ()
    outcome = parse(replace(question, rows=left), text, decision.reading(question))
    if not isinstance(outcome, Accepted) or not isinstance(outcome.value, Mapping):
        return ()
    return with_rows(decision, question, outcome.value, decision.inbound.message)


def with_row(decision: Decision, question: Question, row: str, value: Value, message: str) -> Events:
    """One row more, or another value for it."""
    draft = decision.session.drafts.get(question.id)
    before = dict(draft.value) if draft and isinstance(draft.value, Mapping) else {}
    before.pop(row, None)
    return _given_rows(decision, question, before, {row: value}, message)


def with_rows(decision: Decision, question: Question, rows: Mapping[str, Value], message: str) -> Events:
    """These rows, where they were not given before."""
    draft = decision.session.drafts.get(question.id)
    before = dict(draft.value) if draft and isinstance(draft.value, Mapping) else {}
    new = {row: value for row, value in rows.items() if row not in before}
    return _given_rows(decision, question, before, new, message)


def _given_rows(
    decision: Decision,
    question: Question,
    before: Mapping[str, Value],
    new: Mapping[str, Value],
    message: str,
) -> Events:
    """Rows more, carried by this message; they keep the order of the form, also when one was taken back."""
    draft = decision.session.drafts.get(question.id)
    both = {**before, **new}
    given = {name: both[name] for name in question.rows if name in both}
    messages = {**(draft.messages if draft else {}), **(dict.fromkeys(new, message) if message else {})}
    if len(given) == len(question.rows):
        return (answer_event(decision, question, given, {}, messages),)
    return (Drafted(question.id, plain(given), messages=messages),)
