"""Answers: one file per kind, text in, outcome out; `KINDS` finds the kind of a question."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.answers.addresses import Address
from flows.answers.amounts import Amount
from flows.answers.base import Accepted, AnswerKind, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.choices import Boolean, SingleChoice
from flows.answers.dates import Date
from flows.answers.emails import Email
from flows.answers.matrices import Matrix, parse_cell, show_cell
from flows.answers.multi_choices import MultiChoice
from flows.answers.numbers import Number, Percent
from flows.answers.parsing import normalise
from flows.answers.phones import Phone
from flows.answers.rankings import Ranking
from flows.answers.spoken import rewriting
from flows.answers.tables import Table
from flows.answers.text import Words
from flows.answers.ubn import Ubn
from flows.answers.urls import Url
from flows.definitions.questionnaire import Kind, Question

__all__ = ["KINDS", "parse", "parse_cell", "show", "show_cell"]

KINDS: Mapping[Kind, AnswerKind] = MappingProxyType(
    {
        Kind.TEXT: Words(normalise.line),
        Kind.LONG_TEXT: Words(normalise.block),
        Kind.UBN: Ubn(),
        Kind.DATE: Date(),
        Kind.NUMBER: Number(),
        Kind.AMOUNT: Amount(),
        Kind.PERCENT: Percent(),
        Kind.ADDRESS: Address(),
        Kind.URL: Url(),
        Kind.PHONE: Phone(),
        Kind.EMAIL: Email(),
        Kind.SINGLE_CHOICE: SingleChoice(),
        Kind.MULTI_CHOICE: MultiChoice(),
        Kind.RANKING: Ranking(),
        Kind.BOOLEAN: Boolean(),
        Kind.MATRIX: Matrix(),
        Kind.TABLE: Table(),
    }
)
"""Every kind's parser."""


_IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.TABLE})
"""Kinds that look at what was said around an answer themselves."""

_LONGEST_ANSWER = 200
"""Characters of a text up to which it may be an answer with something said around it."""


def parse(question: Question, text: str, reading: Reading) -> Outcome:
    """What a typed text answers to a question; never raises, whatever the text.

    What is refused is read again as people say it: 應該是泰國喔, 500 萬不對是 600 萬, two million."""
    outcome = KINDS[question.kind].parse(question, text, reading)
    if not isinstance(outcome, Rejected) or question.kind in _IN_WORDS or len(text) > _LONGEST_ANSWER:
        return outcome
    for written, sure in rewriting.readings(question.kind, text):
        again = outcome if written == text else KINDS[question.kind].parse(question, written, reading)
        if isinstance(again, Accepted) and not sure:
            return Doubtful("seen", (again.value,))
        if not isinstance(again, Rejected):
            return again
    return outcome


def show(question: Question, value: Value, texts: Texts, names: Names) -> str:
    """A stored value as a person reads it."""
    return KINDS[question.kind].show(question, value, texts, names)
