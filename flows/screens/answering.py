"""From a text or a tap to the facts it makes of a question: answered, drafted, doubted or rejected."""

import re
from dataclasses import replace

from flows.answers import KINDS, parse, parse_cell, show
from flows.answers.base import Accepted, Doubtful, Incomplete, Outcome, Rejected, Value
from flows.answers.matrices import two_groups
from flows.answers.multi_choices import judged
from flows.answers.parsing.option_list import FREE_TEXT_MAX, Picks
from flows.answers.second_look import look_again
from flows.answers.values import plain
from flows.definitions.questionnaire import Cell, Kind, Limits, Question
from flows.definitions.text import normal
from flows.document.charset import unprintable
from flows.events.answering import Answered, Doubted, Drafted
from flows.events.conversation import Inquired
from flows.events.event import Events
from flows.screens import inquiries
from flows.screens.command_words import DONE, SAME, SAME_ADDRESS
from flows.screens.decision import Decision, answer_event, reject_event
from flows.screens.drafts import (
    REST,
    add_rows,
    carried,
    carriers,
    complete,
    finish,
    keep_understood,
    rest_at_once,
    rest_in_words,
    texts_of,
    with_row,
    with_rows,
    with_ticks,
)
from flows.screens.prompts import Ask

_FREE = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS})
"""Kinds whose words are printed as they were typed."""

_TICKED = frozenset({Kind.MULTI_CHOICE, Kind.RANKING})
"""Kinds whose options can be ticked."""

_REPLACES = re.compile(r"\s*(?:改成|改為|換成|只要|只選|change (?:it )?to|only)[:： ]*", re.I)
"""Words that say the options behind them take the place of the ticks."""

_GATHERED = frozenset({Kind.MULTI_CHOICE, Kind.RANKING, Kind.TABLE})
"""Kinds given piece by piece until 「完成」."""


def on_text(decision: Decision, prompt: Ask, text: str) -> Events:
    """What a typed text means for the question (or row, or free text) being asked."""
    question = prompt.question
    if prompt.awaiting:
        return _free_text(decision, prompt, text)
    if normal(text) in DONE and question.kind in _GATHERED:
        return finish(decision, prompt)
    if proposed := _proposed(decision, prompt, text):
        return (copy_answer(decision, prompt, proposed),)
    if question.kind is Kind.MATRIX:
        return rest_in_words(decision, prompt, text) or _matrix(decision, prompt, text)
    replaces = _REPLACES.match(text) if question.kind in _TICKED else None
    plain, reading = text[replaces.end() :] if replaces else text, decision.reading(question)
    outcome = parse(question, plain, reading)
    asked = inquiries.beside_answer(decision, question, text, outcome)
    if isinstance(asked, Inquired):
        return (asked,)
    outcome = asked or outcome
    if isinstance(outcome, Rejected):
        outcome = look_again(question, plain, reading, outcome)
    if isinstance(outcome, Rejected) and outcome.understood:
        return keep_understood(decision, prompt, outcome, text)
    if (
        not replaces
        and question.kind in _TICKED
        and isinstance(outcome, Accepted | Incomplete)
        and _ticked(decision, question)
    ):
        return _added(decision, prompt, outcome, text)
    if question.kind is Kind.TABLE and isinstance(outcome, Accepted):
        return add_rows(decision, prompt, outcome.value, text)
    return outcome_events(decision, question, outcome, text)


def _unprintable(decision: Decision, value: Value) -> str:
    """Characters the form cannot print: better told now than found as 〓 on paper."""
    drawable = decision.edition.drawable
    return unprintable(str(value), drawable) if drawable else ""


def _proposed(decision: Decision, prompt: Ask, text: str) -> Accepted | None:
    """The answer a button proposes, when the button's words are typed."""
    question, label, word = prompt.question, decision.label(text), normal(text)
    same = word in SAME or (question.kind is Kind.ADDRESS and SAME_ADDRESS.fullmatch(word))
    if prompt.same and (same or label == f"button.same_{question.same_as}"):
        return Accepted(prompt.same.value, prompt.same.texts)
    if prompt.suggested is None:
        return None
    for words in decision.edition.words.values():
        shown = show(question, prompt.suggested, {}, words)
        if word in (normal(words.say("button.suggested", answer=answer)) for answer in (shown, "")):
            return Accepted(prompt.suggested)
    return None


def outcome_events(
    decision: Decision,
    question: Question,
    outcome: Outcome,
    text: str,
    kind: Kind | None = None,
    row: str = "",
) -> Events:
    """The facts an outcome makes of a question; `kind` when another kind's parser read the text."""
    spoken = (kind or question.kind).value
    if isinstance(outcome, Accepted):
        if question.must_be_true and outcome.value != "yes":
            return (reject_event(decision, question, spoken, "must_agree", text),)
        if kind is None and question.kind in _FREE and (missing := _unprintable(decision, outcome.value)):
            facts, said = {"characters": missing}, decision.inbound.message
            value = plain(outcome.value)
            return (Doubted(question.id, "any", "unprintable", [value], facts, row, said),)
        return (answer_event(decision, question, outcome.value, outcome.texts),)
    if isinstance(outcome, Doubtful):
        candidates = [plain(value) for value in outcome.candidates]
        said = decision.inbound.message
        facts, texts = dict(outcome.facts), dict(outcome.texts)
        return (Doubted(question.id, spoken, outcome.code, candidates, facts, row, said, texts),)
    if isinstance(outcome, Incomplete):
        value, messages = plain(outcome.value), carried(decision, "")
        return (Drafted(question.id, value, dict(outcome.texts), outcome.option, messages),)
    return (reject_event(decision, question, spoken, outcome.code, text, outcome.facts),)


def take_candidate(decision: Decision, doubt: Doubted, value: Value) -> Events:
    """The person confirmed one reading of a doubtful answer."""
    question = decision.edition.questionnaire.by_id[doubt.question]
    if doubt.row:
        return with_row(decision, question, doubt.row, value, doubt.message)
    unseen = question.kind in _FREE and doubt.code != "unprintable"
    if unseen and (missing := _unprintable(decision, value)):
        facts = {"characters": missing}
        return (Doubted(question.id, "any", "unprintable", [plain(value)], facts, "", doubt.message),)
    said = doubt.message or decision.inbound.message
    if question.kind in _TICKED and (before := with_ticks(decision, question, value)):
        added = Picks(ids=before, texts={**texts_of(decision, question), **doubt.texts})
        if not isinstance(judged(question, added, decision.reading(question)), Rejected):
            messages = carriers(decision, question) | {"": said} | dict.fromkeys(doubt.texts, said)
            return complete(decision, question, added.ids, added.texts, messages)
    messages = {"": said, **dict.fromkeys(doubt.texts, said)}
    return (answer_event(decision, question, value, doubt.texts, messages),)


def take_typed(decision: Decision, prompt: Ask) -> Events:
    """What was typed a moment ago and taken for a question to the chat is the answer after all."""
    asked, question = decision.session.inquiry, prompt.question
    if asked is None or asked.question != question.id:
        return ()
    outcome = parse(question, asked.typed, decision.reading(question))
    value = outcome.candidates[-1] if isinstance(outcome, Doubtful) else None
    taken = outcome if value is None else Accepted(value)
    if isinstance(taken, Accepted) and not _unprintable(decision, taken.value):
        return (answer_event(decision, question, taken.value, {}, {"": asked.message}),)
    return outcome_events(decision, question, taken, asked.typed)


def copy_answer(decision: Decision, prompt: Ask, proposed: Accepted) -> Answered:
    """A proposal taken. A copy was carried by the message that carried the original."""
    same = prompt.same if prompt.same and prompt.same.value == proposed.value else None
    messages = {"": same.message} if same else None
    return answer_event(decision, prompt.question, proposed.value, proposed.texts, messages)


def choose(decision: Decision, prompt: Ask, option: str, row: str) -> Events:
    """A tapped option of a single choice, yes/no question or scale row, or a day of a calendar."""
    question = prompt.question
    if question.kind is Kind.DATE:
        return on_text(decision, prompt, option)
    if question.kind is Kind.MATRIX:
        if option not in question.scale or row not in (*question.rows, REST):
            return ()
        if row != REST:
            return with_row(decision, question, row, int(option), "")
        return with_rows(decision, question, dict.fromkeys(question.rows, int(option)), "")
    chosen = question.option(option)
    if chosen is None:
        return ()
    if question.kind in _TICKED:
        return complete(decision, question, [option], {}, {}) if chosen.exclusive else ()
    if chosen.free_text:
        return (Drafted(question.id, option, {}, option),)
    return outcome_events(decision, question, Accepted(option), "")


def _free_text(decision: Decision, prompt: Ask, text: str) -> Events:
    question = prompt.question
    as_text = replace(question, kind=Kind.TEXT, limits=Limits(max_length=FREE_TEXT_MAX))
    outcome = KINDS[Kind.TEXT].parse(as_text, text, decision.reading(question))
    found = inquiries.seen(decision, text)
    if found and found.sure:
        return (inquiries.inquired(found, question.id),)
    if not isinstance(outcome, Accepted):
        return outcome_events(decision, question, outcome, text, Kind.TEXT)
    texts = texts_of(decision, question) | {prompt.awaiting: str(outcome.value)}
    messages = carriers(decision, question) | carried(decision, prompt.awaiting)
    if question.kind in (Kind.MULTI_CHOICE, Kind.RANKING):
        return complete(decision, question, list(prompt.ticked), texts, messages)
    return (answer_event(decision, question, prompt.awaiting, texts, messages),)


def _ticked(decision: Decision, question: Question) -> bool:
    """Whether options were ticked just now: what is typed after that adds to them."""
    draft = decision.session.drafts.get(question.id)
    return bool(draft and draft.value)


def _added(decision: Decision, prompt: Ask, outcome: Accepted | Incomplete, text: str) -> Events:
    """Ticks and the options typed, judged together: typing never loses a tick."""
    question = prompt.question
    typed_ids = [str(option) for option in outcome.value] if isinstance(outcome.value, list) else []
    texts = {**texts_of(decision, question), **outcome.texts}
    both = Picks(ids=list(dict.fromkeys([*prompt.ticked, *typed_ids])), texts=texts)
    judged_both = judged(question, both, decision.reading(question))
    if isinstance(judged_both, Rejected):
        return outcome_events(decision, question, judged_both, text)
    return complete(decision, question, both.ids, texts, carriers(decision, question) | carried(decision, ""))


def _matrix(decision: Decision, prompt: Ask, text: str) -> Events:
    """The row being asked; or all rows at once, as long as none is given."""
    question, reading = prompt.question, decision.reading(prompt.question)
    outcome = parse_cell(question, prompt.row, text, reading)
    if not prompt.draft and two_groups(question, text):
        return outcome_events(decision, question, parse(question, text, reading), text)
    if isinstance(outcome, Accepted):
        return with_row(decision, question, prompt.row, outcome.value, decision.inbound.message)
    asked = inquiries.beside_answer(decision, question, text, outcome)
    if isinstance(asked, Inquired):
        return (asked,)
    if isinstance(outcome, Rejected) and prompt.draft and (rest := rest_at_once(decision, prompt, text)):
        return rest
    if isinstance(outcome, Rejected) and not prompt.draft:
        whole = parse(question, text, reading)
        if not isinstance(whole, Rejected) or int(whole.facts.get("count", 0)) > 1:
            return outcome_events(decision, question, whole, text)
    kind = Kind.AMOUNT if question.cell is Cell.AMOUNT else Kind.MATRIX
    return outcome_events(decision, question, outcome, text, kind, prompt.row)
