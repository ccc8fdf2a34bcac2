"""From a text or a tap to the facts it makes of a question: answered, drafted, doubted or rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows import events as e
from flows.answers import KINDS, parse, parse_cell
from flows.answers.base import Accepted, Doubtful, Incomplete, Outcome, Reading, Texts, Value
from flows.commands import DONE, normal
from flows.inbound import Inbound
from flows.loader import Edition
from flows.programme import Programme, taipei_day
from flows.prompts import Ask
from flows.questionnaire import Cell, Kind, Limits, Question
from flows.session import Session, plain

FREE_TEXT_MAX = 60
"""Characters beside a free-text option: what fits its place on the printed form."""

TYPED_KEPT = 200
"""Characters of a rejected text that are repeated to the person."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything one decision looks at."""

    edition: Edition
    programme: Programme
    session: Session
    inbound: Inbound
    now: datetime

    def reading(self, question: Question) -> Reading:
        """What a parser may know: the day in Taipei and the options' names."""
        return Reading(taipei_day(self.now), self.edition.names[question.id])


def typed(turn: Turn, prompt: Ask, text: str) -> tuple[e.Event, ...]:
    """What a typed text means for the question (or row, or free text) being asked."""
    question = prompt.question
    if prompt.awaiting:
        return _free_text(turn, prompt, text)
    if normal(text) in DONE and prompt.draft:
        return finish(turn, prompt)
    if question.kind is Kind.MATRIX:
        return _matrix(turn, prompt, text)
    outcome = parse(question, text, turn.reading(question))
    if question.kind is Kind.TABLE and isinstance(outcome, Accepted):
        return _table(turn, prompt, outcome.value, text)
    return taken(turn, question, outcome, text)


def taken(
    turn: Turn, question: Question, outcome: Outcome, text: str, kind: Kind | None = None, row: str = ""
) -> tuple[e.Event, ...]:
    """The facts an outcome makes of a question; `kind` when another kind's parser read the text."""
    spoken = (kind or question.kind).value
    if isinstance(outcome, Accepted):
        if question.must_be_true and outcome.value != "yes":
            return (rejected(turn, question, spoken, "must_agree", text),)
        return (answered(turn, question, outcome.value, outcome.texts),)
    if isinstance(outcome, Doubtful):
        candidates = [plain(value) for value in outcome.candidates]
        return (e.Doubted(question.id, spoken, outcome.code, candidates, dict(outcome.facts), row),)
    if isinstance(outcome, Incomplete):
        return (e.Drafted(question.id, plain(outcome.value), dict(outcome.texts), outcome.option),)
    return (rejected(turn, question, spoken, outcome.code, text, outcome.facts),)


def answered(turn: Turn, question: Question, value: Value, texts: Texts) -> e.Answered:
    """The fact that a question has this answer now."""
    changed = question.id in turn.session.answers
    return e.Answered(question.id, plain(value), dict(texts), changed, turn.inbound.message)


def rejected(
    turn: Turn, question: Question, kind: str, code: str, text: str, facts: Mapping[str, str] | None = None
) -> e.Rejected:
    """The fact that a text could not be taken, with how often that has happened here."""
    tries = turn.session.tries.get(question.id, 0) + 1
    return e.Rejected(question.id, kind, code, text[:TYPED_KEPT], dict(facts or {}), tries)


def candidate(turn: Turn, doubt: e.Doubted, value: Value) -> tuple[e.Event, ...]:
    """The person confirmed one reading of a doubtful answer."""
    question = turn.edition.questionnaire.by_id[doubt.question]
    if doubt.row:
        return _with_row(turn, question, doubt.row, value)
    return (answered(turn, question, value, {}),)


def choose(turn: Turn, prompt: Ask, option: str, row: str) -> tuple[e.Event, ...]:
    """A tapped option of a single choice, yes/no question or scale row."""
    question = prompt.question
    if question.kind is Kind.MATRIX:
        known = row == prompt.row and option in question.scale
        return _with_row(turn, question, row, int(option)) if known else ()
    chosen = question.option(option)
    if chosen is None:
        return ()
    if chosen.free_text:
        return (e.Drafted(question.id, option, {}, option),)
    return taken(turn, question, Accepted(option), option)


def toggle(turn: Turn, prompt: Ask, option: str) -> tuple[e.Event, ...]:
    """Tick or untick one option of a multiple choice; ranked ones keep the order of tapping."""
    question = prompt.question
    chosen = question.option(option)
    if chosen is None:
        return ()
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
    return (e.Drafted(question.id, ticked, _texts(turn, question)),)


def finish(turn: Turn, prompt: Ask) -> tuple[e.Event, ...]:
    """「完成」: the ticks or rows given so far are the answer, unless words of a free-text option are missing."""
    question = prompt.question
    if question.kind is Kind.TABLE:
        rows = prompt.draft or (prompt.current.value if prompt.current else [])
        if not rows:
            return (rejected(turn, question, question.kind.value, "no_rows", ""),)
        return (answered(turn, question, rows, {}),)
    if not prompt.ticked:
        return (rejected(turn, question, question.kind.value, "none_chosen", ""),)
    return _complete(turn, question, list(prompt.ticked), _texts(turn, question))


def _complete(turn: Turn, question: Question, ticked: Sequence[str], texts: Texts) -> tuple[e.Event, ...]:
    for option in ticked:
        definition = question.option(option)
        if definition and definition.free_text and not texts.get(option):
            return (e.Drafted(question.id, list(ticked), dict(texts), option),)
    kept = {option: words for option, words in texts.items() if option in ticked}
    return (answered(turn, question, list(ticked), kept),)


def _texts(turn: Turn, question: Question) -> dict[str, str]:
    """Words given beside free-text options, in the draft or in the answer being changed."""
    source = turn.session.drafts.get(question.id) or turn.session.answers.get(question.id)
    return dict(source.texts) if source else {}


def _free_text(turn: Turn, prompt: Ask, text: str) -> tuple[e.Event, ...]:
    question = prompt.question
    as_text = replace(question, kind=Kind.TEXT, limits=Limits(max_length=FREE_TEXT_MAX))
    outcome = KINDS[Kind.TEXT].parse(as_text, text, turn.reading(question))
    if not isinstance(outcome, Accepted):
        return taken(turn, question, outcome, text, Kind.TEXT)
    texts = _texts(turn, question) | {prompt.awaiting: str(outcome.value)}
    if question.kind in (Kind.MULTI_CHOICE, Kind.RANKING):
        return _complete(turn, question, list(prompt.ticked), texts)
    return (answered(turn, question, prompt.awaiting, texts),)


def _table(turn: Turn, prompt: Ask, value: Value, text: str) -> tuple[e.Event, ...]:
    question = prompt.question
    most = question.limits.max_items
    rows = [*_rows(prompt.draft), *_rows(value)]
    if len(rows) > most:
        facts = {"max": str(most), "count": str(len(rows))}
        return (rejected(turn, question, question.kind.value, "too_many_rows", text, facts),)
    if len(rows) == most:
        return (answered(turn, question, rows, {}),)
    return (e.Drafted(question.id, plain(rows)),)


def _rows(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _matrix(turn: Turn, prompt: Ask, text: str) -> tuple[e.Event, ...]:
    """All rows at once when the matrix is fresh, else the row being asked."""
    question, reading = prompt.question, turn.reading(prompt.question)
    if not prompt.draft:
        whole = parse(question, text, reading)
        if isinstance(whole, Accepted):
            return (answered(turn, question, whole.value, {}),)
    outcome = parse_cell(question, prompt.row, text, reading)
    if isinstance(outcome, Accepted):
        return _with_row(turn, question, prompt.row, outcome.value)
    kind = Kind.AMOUNT if question.cell is Cell.AMOUNT else Kind.MATRIX
    return taken(turn, question, outcome, text, kind, prompt.row)


def _with_row(turn: Turn, question: Question, row: str, value: Value) -> tuple[e.Event, ...]:
    draft = turn.session.drafts.get(question.id)
    given = dict(draft.value) if draft and isinstance(draft.value, Mapping) else {}
    given[row] = value
    if all(name in given for name in question.rows):
        return (answered(turn, question, given, {}),)
    return (e.Drafted(question.id, plain(given)),)
