"""What each kind of question needs, and what it must not have: options, rows, scales, columns, limits, flags."""

from collections.abc import Iterator
from dataclasses import fields

from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Cell, Kind, Limits, Question, Questionnaire
from flows.lint.locations import at_question

ROOM = 300
"""Characters of the longest answer the printed form has room for in its cells."""

_CHOICES = frozenset({Kind.SINGLE_CHOICE, Kind.MULTI_CHOICE, Kind.RANKING, Kind.BOOLEAN})
_SEVERAL = frozenset({Kind.MULTI_CHOICE, Kind.RANKING})
_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.URL, Kind.EMAIL})
_FLAGS = ("required", "must_be_true", "allows_none", "confirm_zero", "asked")


def kinds(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Every question has what its kind needs and nothing its kind ignores."""
    for question in questionnaire.questions:
        yield from _options(question)
        yield from _matrix(question)
        yield from _table(question)
        yield from _flags(question)
        yield from _limits(question)


def _options(question: Question) -> Iterator[Issue]:
    place, ids = at_question(question, "options"), tuple(option.id for option in question.options)
    if question.kind is Kind.BOOLEAN:
        if ids != ("yes", "no"):
            yield Issue("yes_no", place, "a boolean has the options yes and no, in this order")
    elif question.kind in _CHOICES and len(ids) < (2 if question.asked else 1):
        yield Issue("too_few_options", place, "offer at least two")
    elif question.kind not in _CHOICES and ids:
        yield Issue("superfluous", place, f"remove: {question.kind} takes none")
    for option in question.options:
        if option.exclusive and question.kind not in _SEVERAL:
            yield Issue(
                "superfluous", f"{place}: {option.id}", "remove exclusive: only one can be chosen anyway"
            )
        if option.free_text and (option.exclusive or question.kind is Kind.BOOLEAN):
            yield Issue(
                "superfluous", f"{place}: {option.id}", "remove free_text: no words are asked for here"
            )


def _matrix(question: Question) -> Iterator[Issue]:
    place = at_question(question, "rows")
    if question.kind is not Kind.MATRIX:
        if question.rows or question.cell or question.scale:
            yield Issue("superfluous", place, f"remove rows, cell and scale: {question.kind} takes none")
        return
    if not question.rows:
        yield Issue("no_rows", place, "a matrix needs rows")
    match question.cell:
        case None:
            yield Issue("no_cell", at_question(question, "cell"), "say amount or scale")
        case Cell.SCALE:
            steps = tuple(str(step) for step in range(1, len(question.scale) + 1))
            if len(steps) < 2 or question.scale != steps:
                yield Issue("bad_scale", at_question(question, "scale"), 'steps are "1", "2", "3" …')
        case Cell.AMOUNT:
            if question.scale:
                yield Issue("superfluous", at_question(question, "scale"), "remove: the cells are amounts")


def _table(question: Question) -> Iterator[Issue]:
    place, years = at_question(question, "columns"), [column.year for column in question.columns]
    if question.kind is not Kind.TABLE:
        if years:
            yield Issue("superfluous", place, f"remove: {question.kind} takes none")
        return
    if sorted(years) != [False, False, True]:
        yield Issue("bad_columns", place, "a row is read as one year and two texts")
    if question.limits.max_items == Limits().max_items:
        yield Issue(
            "unlimited", at_question(question, "limits"), "set max_items to the rows on the printed form"
        )


def _flags(question: Question) -> Iterator[Issue]:
    for flag in _FLAGS:
        if not isinstance(getattr(question, flag), bool):
            yield Issue("wrong_type", at_question(question, flag), "write true or false, without quotes")
    amount = question.kind is Kind.AMOUNT or question.cell is Cell.AMOUNT
    ignored = {
        "must_be_true": question.must_be_true and question.kind is not Kind.BOOLEAN,
        "allows_none": question.allows_none and question.kind is not Kind.URL,
        "confirm_zero": question.confirm_zero and not amount,
    }
    for flag in (flag for flag, wrong in ignored.items() if wrong):
        yield Issue(
            "superfluous", at_question(question, flag), f"remove: {question.kind} does not look at it"
        )


def _limits(question: Question) -> Iterator[Issue]:
    limits, place = question.limits, at_question(question, "limits")
    values = {part.name: getattr(limits, part.name) for part in fields(Limits)}
    if wrong := [
        name for name, value in values.items() if not isinstance(value, int) or isinstance(value, bool)
    ]:
        yield Issue("wrong_type", place, f"write a whole number without quotes: {', '.join(wrong)}")
        return
    pairs = (("min_length", "max_length"), ("minimum", "maximum"), ("min_items", "max_items"))
    for low, high in pairs:
        if not 0 <= values[low] <= values[high]:
            yield Issue("empty_range", place, f"{low} must not be negative nor above {high}")
    if question.kind in _TEXTS and limits.max_length > ROOM:
        yield Issue(
            "unlimited", place, f"set max_length to at most {ROOM}, what the printed form has room for"
        )
    unset = question.kind is Kind.MULTI_CHOICE and limits.max_items == Limits().max_items
    if question.kind in _SEVERAL and not unset and limits.max_items > len(question.options):
        yield Issue("beyond_options", place, f"set max_items to at most {len(question.options)}")
