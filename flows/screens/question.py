"""From a text or a tap to the facts it makes of a question: answered, drafted, doubted or rejected."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.answers import KINDS, parse, parse_cell, show
from flows.answers.base import Accepted, Doubtful, Incomplete, Outcome, Rejected, Value
from flows.answers.matrices import two_groups
from flows.answers.multi_choices import judged
from flows.answers.parsing.option_list import FREE_TEXT_MAX, Picks
from flows.answers.values import plain
from flows.definitions.questionnaire import Cell, Kind, Limits, Question
from flows.definitions.text import normal
from flows.document.charset import unprintable
from flows.events.answering import Answered, Doubted, Drafted
from flows.events.event import Events
from flows.screens.decision import Turn, answered, rejected
from flows.screens.drafts import carriers, complete, finish, texts_of
from flows.screens.intents import DONE, SAME
from flows.screens.prompts import Ask

_FREE = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS})
"""Kinds whose words are printed as they were typed."""

_TICKED = frozenset({Kind.MULTI_CHOICE, Kind.RANKING})
"""Kinds whose options can be ticked."""

_REPLACES = re.compile(r"\s*(?:改成|改為|換成|只要|只選|change (?:it )?to|only)[:： ]*", re.I)
"""Words that say the options behind them take the place of the ticks."""

_GATHERED = frozenset({Kind.MULTI_CHOICE, Kind.RANKING, Kind.TABLE})
"""Kinds given piece by piece until 「完成」."""


def typed(turn: Turn, prompt: Ask, text: str) -> Events:
    """What a typed text means for the question (or row, or free text) being asked."""
    question = prompt.question
    if prompt.awaiting:
        return _free_text(turn, prompt, text)
    if normal(text) in DONE and question.kind in _GATHERED:
        return finish(turn, prompt)
    if proposed := _proposed(turn, prompt, text):
        return (copied(turn, prompt, proposed),)
    if question.kind is Kind.MATRIX:
        return _matrix(turn, prompt, text)
    replaces = _REPLACES.match(text) if question.kind in _TICKED else None
    outcome = parse(question, text[replaces.end() :] if replaces else text, turn.reading(question))
    if (
        not replaces
        and question.kind in _TICKED
        and isinstance(outcome, Accepted | Incomplete)
        and _ticked(turn, question)
    ):
        return _added(turn, prompt, outcome, text)
    if question.kind is Kind.TABLE and isinstance(outcome, Accepted):
        return _table(turn, prompt, outcome.value, text)
    return taken(turn, question, outcome, text)


def _unprintable(turn: Turn, value: Value) -> str:
    """Characters the form cannot print: better told now than found as 〓 on paper."""
    drawable = turn.edition.drawable
    return unprintable(str(value), drawable) if drawable else ""


def _proposed(turn: Turn, prompt: Ask, text: str) -> Accepted | None:
    """The answer a button proposes, when the button's words are typed."""
    question, label, word = prompt.question, turn.label(text), normal(text)
    if prompt.same and (word in SAME or label == f"button.same_{question.same_as}"):
        return Accepted(prompt.same.value, prompt.same.texts)
    if prompt.suggested is None:
        return None
    for words in turn.edition.words.values():
        shown = show(question, prompt.suggested, {}, words)
        if word in (normal(words.say("button.suggested", answer=answer)) for answer in (shown, "")):
            return Accepted(prompt.suggested)
    return None


def taken(
    turn: Turn, question: Question, outcome: Outcome, text: str, kind: Kind | None = None, row: str = ""
) -> Events:
    """The facts an outcome makes of a question; `kind` when another kind's parser read the text."""
    spoken = (kind or question.kind).value
    if isinstance(outcome, Accepted):
        if question.must_be_true and outcome.value != "yes":
            return (rejected(turn, question, spoken, "must_agree", text),)
        if kind is None and question.kind in _FREE and (missing := _unprintable(turn, outcome.value)):
            facts, said = {"characters": missing}, turn.inbound.message
            value = plain(outcome.value)
            return (Doubted(question.id, "any", "unprintable", [value], facts, row, said),)
        return (answered(turn, question, outcome.value, outcome.texts),)
    if isinstance(outcome, Doubtful):
        candidates = [plain(value) for value in outcome.candidates]
        said = turn.inbound.message
        return (Doubted(question.id, spoken, outcome.code, candidates, dict(outcome.facts), row, said),)
    if isinstance(outcome, Incomplete):
        value, messages = plain(outcome.value), _by(turn, "")
        return (Drafted(question.id, value, dict(outcome.texts), outcome.option, messages),)
    return (rejected(turn, question, spoken, outcome.code, text, outcome.facts),)


def candidate(turn: Turn, doubt: Doubted, value: Value) -> Events:
    """The person confirmed one reading of a doubtful answer."""
    question = turn.edition.questionnaire.by_id[doubt.question]
    if doubt.row:
        return _with_row(turn, question, doubt.row, value, doubt.message)
    unseen = question.kind in _FREE and doubt.code != "unprintable"
    if unseen and (missing := _unprintable(turn, value)):
        facts = {"characters": missing}
        return (Doubted(question.id, "any", "unprintable", [plain(value)], facts, "", doubt.message),)
    return (answered(turn, question, value, {}, {"": doubt.message or turn.inbound.message}),)


def copied(turn: Turn, prompt: Ask, proposed: Accepted) -> Answered:
    """A proposal taken. A copy was carried by the message that carried the original."""
    same = prompt.same if prompt.same and prompt.same.value == proposed.value else None
    messages = {"": same.message} if same else None
    return answered(turn, prompt.question, proposed.value, proposed.texts, messages)


def choose(turn: Turn, prompt: Ask, option: str, row: str) -> Events:
    """A tapped option of a single choice, yes/no question or scale row, or a day of a calendar."""
    question = prompt.question
    if question.kind is Kind.DATE:
        return typed(turn, prompt, option)
    if question.kind is Kind.MATRIX:
        known = row == prompt.row and option in question.scale
        return _with_row(turn, question, row, int(option), "") if known else ()
    chosen = question.option(option)
    if chosen is None:
        return ()
    if chosen.free_text:
        return (Drafted(question.id, option, {}, option),)
    return taken(turn, question, Accepted(option), "")


def _free_text(turn: Turn, prompt: Ask, text: str) -> Events:
    question = prompt.question
    as_text = replace(question, kind=Kind.TEXT, limits=Limits(max_length=FREE_TEXT_MAX))
    outcome = KINDS[Kind.TEXT].parse(as_text, text, turn.reading(question))
    if not isinstance(outcome, Accepted):
        return taken(turn, question, outcome, text, Kind.TEXT)
    texts = texts_of(turn, question) | {prompt.awaiting: str(outcome.value)}
    messages = carriers(turn, question) | _by(turn, prompt.awaiting)
    if question.kind in (Kind.MULTI_CHOICE, Kind.RANKING):
        return complete(turn, question, list(prompt.ticked), texts, messages)
    return (answered(turn, question, prompt.awaiting, texts, messages),)


def _ticked(turn: Turn, question: Question) -> bool:
    """Whether options were ticked just now: what is typed after that adds to them."""
    draft = turn.session.drafts.get(question.id)
    return bool(draft and draft.value)


def _added(turn: Turn, prompt: Ask, outcome: Accepted | Incomplete, text: str) -> Events:
    """Ticks and the options typed, judged together: typing never loses a tick."""
    question = prompt.question
    typed_ids = [str(option) for option in outcome.value] if isinstance(outcome.value, list) else []
    texts = {**texts_of(turn, question), **outcome.texts}
    both = Picks(ids=list(dict.fromkeys([*prompt.ticked, *typed_ids])), texts=texts)
    judged_both = judged(question, both, turn.reading(question))
    if isinstance(judged_both, Rejected):
        return taken(turn, question, judged_both, text)
    return complete(turn, question, both.ids, texts, carriers(turn, question) | _by(turn, ""))


def _table(turn: Turn, prompt: Ask, value: Value, text: str) -> Events:
    question = prompt.question
    most = question.limits.max_items
    before, new = _rows(prompt.draft), _rows(value)
    rows, places = [*before, *new], range(len(before), len(before) + len(new))
    draft = turn.session.drafts.get(question.id)
    messages = {**(draft.messages if draft else {}), **_by(turn, *map(str, places))}
    if len(rows) > most:
        facts = {"max": str(most), "count": str(len(rows))}
        return (rejected(turn, question, question.kind.value, "too_many_rows", text, facts),)
    if len(rows) == most:
        return (answered(turn, question, rows, {}, messages),)
    return (Drafted(question.id, plain(rows), messages=messages),)


def _by(turn: Turn, *parts: str) -> dict[str, str]:
    """This turn's message as the carrier of these parts, if it has a name."""
    return dict.fromkeys(parts, turn.inbound.message) if turn.inbound.message else {}


def _rows(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _matrix(turn: Turn, prompt: Ask, text: str) -> Events:
    """The row being asked; or all rows at once, as long as none is given."""
    question, reading = prompt.question, turn.reading(prompt.question)
    outcome = parse_cell(question, prompt.row, text, reading)
    if not prompt.draft and two_groups(question, text):
        return taken(turn, question, parse(question, text, reading), text)
    if isinstance(outcome, Accepted):
        return _with_row(turn, question, prompt.row, outcome.value, turn.inbound.message)
    if isinstance(outcome, Rejected) and not prompt.draft:
        whole = parse(question, text, reading)
        if not isinstance(whole, Rejected) or int(whole.facts.get("count", 0)) > 1:
            return taken(turn, question, whole, text)
    kind = Kind.AMOUNT if question.cell is Cell.AMOUNT else Kind.MATRIX
    return taken(turn, question, outcome, text, kind, prompt.row)


def _with_row(turn: Turn, question: Question, row: str, value: Value, message: str) -> Events:
    """One more row, carried by this message; rows keep the order of the form, also when one was taken back."""
    draft = turn.session.drafts.get(question.id)
    before = dict(draft.value) if draft and isinstance(draft.value, Mapping) else {}
    given = {name: value if name == row else before[name] for name in question.rows if name in {*before, row}}
    messages = {**(draft.messages if draft else {}), **({row: message} if message else {})}
    if len(given) == len(question.rows):
        return (answered(turn, question, given, {}, messages),)
    return (Drafted(question.id, plain(given), messages=messages),)
