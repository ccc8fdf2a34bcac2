"""What a colleague typed into the form of a page, read as the chat reads answers: taken, doubted or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from flows.answers import parse, parse_cell
from flows.answers.base import Accepted, Doubtful, Incomplete, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing.option_list import FREE_TEXT_MAX
from flows.answers.values import choices, plain
from flows.definitions.edition import Edition
from flows.definitions.questionnaire import Kind, Question, Section
from flows.document.charset import unprintable
from flows.session.state import Session

Fields: TypeAlias = Mapping[str, Sequence[str]]
"""The form as it was sent: texts by field. A field is a question's id; `id.row` for a row of a matrix, `id.option` for
the words beside an option, `id?` for which reading of a doubtful text was meant."""

TICKED = frozenset({Kind.MULTI_CHOICE})
CHOSEN = frozenset({Kind.SINGLE_CHOICE, Kind.BOOLEAN})
"""Kinds answered by options' ids; a ranking is typed, as its order counts."""


ROW = "row"
"""The fact that names the row a problem is in."""

FORM = "form"
FORM_CODES = frozenset({"exclusive", "row_missing", "words_missing", "words_too_long", "too_many"})
"""Problems that only a form has; their words are on the page."""


@dataclass(frozen=True, slots=True)
class UnderstoodAnswer:
    """An answer that was understood."""

    value: Value
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken: `code` and `facts` find the words, of kind `kind`; `candidates` are readings of which
    one has to be chosen, by the field `choice`."""

    kind: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Value, ...] = ()
    choice: str = ""


@dataclass(frozen=True)
class ReadForm:
    """What a form says: answers and problems by question id."""

    answers: Mapping[str, UnderstoodAnswer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


def questions_of(edition: Edition, session: Session, page: int) -> tuple[Question, ...]:
    """What is asked on a page, without what decides who may apply; questions that another one of the page decides on
    are among them. Nothing else of the application is needed to answer them."""
    asked = [
        each
        for each in edition.questionnaire.questions
        if each.asked and each.page == page and each.section is Section.PAGES and not each.must_be_true
    ]
    here, values = {each.id for each in asked}, session.values()
    return tuple(
        each
        for each in asked
        if each.when is None
        or each.when.question in here
        or each.when.any_of.intersection(choices(values.get(each.when.question)))
    )


def read(
    edition: Edition, questions: Sequence[Question], language: str, fields: Fields, today: date
) -> ReadForm:
    """Read every question that something was given for; what is left empty is left out."""
    answers: dict[str, UnderstoodAnswer] = {}
    problems: dict[str, Problem] = {}
    for question in questions:
        reading = Reading(
            today,
            edition.names[language][question.id],
            {},
            edition.together[question.id],
            edition.synonyms[question.id],
        )
        outcome = _outcome(question, fields, reading)
        if outcome is None:
            continue
        found = _understood(edition, question, outcome, fields)
        if isinstance(found, UnderstoodAnswer):
            answers[question.id] = found
        else:
            problems[question.id] = found
    return ReadForm(answers, problems)


def _understood(
    edition: Edition, question: Question, outcome: Outcome, fields: Fields
) -> UnderstoodAnswer | Problem:
    """What is taken of an outcome, or what is to be told of it."""
    match outcome:
        case Accepted(value=value, texts=texts):
            shown = (str(value), *texts.values())
            missing = (
                "".join(unprintable(text, edition.drawable) for text in shown) if edition.drawable else ""
            )
            if missing and question.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS):
                return Problem("any", "unprintable", {"characters": missing})
            return UnderstoodAnswer(plain(value), dict(texts))
        case Doubtful():
            row = outcome.facts.get(ROW, "")
            meant = None if row else _meant(fields, question.id, outcome)
            if meant is not None:
                return UnderstoodAnswer(plain(meant), dict(outcome.texts))
            asked = f"{question.id}.{row}?" if row else f"{question.id}?"
            return Problem(question.kind.value, outcome.code, outcome.facts, outcome.candidates, asked)
        case Incomplete():
            return Problem(FORM, "words_missing", {"option": outcome.option})
        case Rejected():
            kind = FORM if outcome.code in FORM_CODES else question.kind.value
            return Problem(kind, outcome.code, outcome.facts)


def _outcome(question: Question, fields: Fields, reading: Reading) -> Outcome | None:
    if question.kind in CHOSEN | TICKED:
        return _options(question, fields)
    if question.kind is Kind.MATRIX:
        return _matrix(question, fields, reading)
    text = _first(fields, question.id)
    return parse(question, text, reading) if text else None


def _options(question: Question, fields: Fields) -> Outcome | None:
    """The options that were ticked, in the order of the questionnaire; ids nobody could tick are left out."""
    given = set(fields.get(question.id, ()))
    ticked = [each for each in question.options if each.id in given]
    if not ticked:
        return None
    if question.kind in CHOSEN:
        ticked = ticked[:1]
    if any(each.exclusive for each in ticked) and len(ticked) > 1:
        return Rejected("exclusive")
    if len(ticked) > question.limits.max_items:
        facts = {"max": str(question.limits.max_items), "count": str(len(ticked))}
        return Rejected("too_many", facts)
    texts = {each.id: _first(fields, f"{question.id}.{each.id}") for each in ticked if each.free_text}
    ids = [each.id for each in ticked]
    missing = next((option for option, words in texts.items() if not words), "")
    if missing:
        return Incomplete(missing, ids)
    longest = max(map(len, texts.values()), default=0)
    if longest > FREE_TEXT_MAX:
        return Rejected("words_too_long", {"max": str(FREE_TEXT_MAX), "length": str(longest)})
    return Accepted(ids[0] if question.kind in CHOSEN else ids, texts)


def _matrix(question: Question, fields: Fields, reading: Reading) -> Outcome | None:
    """Every row, or none: the form has no room for half of one."""
    cells = {row: _first(fields, f"{question.id}.{row}") for row in question.rows}
    if not any(cells.values()):
        return None
    value: dict[str, Value] = {}
    for row, text in cells.items():
        outcome = parse_cell(question, row, text, reading) if text else Rejected("row_missing", {"row": row})
        if isinstance(outcome, Doubtful):
            meant = _meant(fields, f"{question.id}.{row}", outcome)
            if meant is None:
                return replace(outcome, facts={**outcome.facts, ROW: row})
            value[row] = meant
        elif isinstance(outcome, Accepted):
            value[row] = outcome.value
        else:
            return outcome
    return Accepted(value)


def _meant(fields: Fields, name: str, doubtful: Doubtful) -> Value | None:
    """The reading of a doubtful text that was chosen for this field."""
    chosen = _first(fields, f"{name}?")
    known = chosen.isdecimal() and int(chosen) < len(doubtful.candidates)
    return doubtful.candidates[int(chosen)] if known else None


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "").strip()
