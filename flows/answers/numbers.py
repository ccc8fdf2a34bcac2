"""Kinds `number` and `percent`: exact numbers within the question's limits; never rounded."""

import re
from fractions import Fraction

from flows.answers import amounts, clean, numerals
from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.questionnaire import Question

_BEFORE = re.compile(
    r"^(?:我們|本公司|公司|目前|現在|員工|人數|總共|共有|共|有|約|大約|大概|差不多|將近|近|平均|全部"
    r"|about|around|approx\.?|[: ])+"
)
_AFTER = re.compile(
    r"(?:正職|員工|員|人|位|名|個|左右|上下|吧|喔|persons?|people|employees?|staff|[. ,。]){1,8}$"
)
_PERCENT = re.compile(r"(?:百分之|%|趴|percent|pct)")
_TENTHS = re.compile(r"([^成]+)成([^成]*)")
_WHOLE = 100


class Number:
    """Reads 12, 12人, 十二, 約 12.5, 1,200."""

    rejects = frozenset(
        {"not_a_number", "negative", "not_whole", "too_many_decimals", "too_small", "too_large"}
    )
    doubts: frozenset[str] = frozenset()

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The number with no more decimals than allowed, within the limits."""
        value = _read(clean.code(text).lower())
        return (
            _judged(question, value, question.limits.maximum)
            if value is not None
            else Rejected("not_a_number")
        )

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The number with thousands marks: 1,200 or 12.5."""
        return _figures(value)


class Percent:
    """Reads 12.5%, 百分之十二點五, 1成5, 12.5."""

    rejects = Number.rejects
    doubts = frozenset({"fraction"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """A share from 0 to 100; a bare 0.3 may have meant 30 %, and is asked about."""
        typed = clean.code(text).lower()
        marked = bool(_PERCENT.search(typed)) or "成" in typed
        value = _tenths(typed) if "成" in typed else _read(_PERCENT.sub("", typed))
        if typed in {"百分百", "百分之百", "百分之一百"}:
            value = Fraction(_WHOLE)
        if value is None:
            return Rejected("not_a_number")
        judged = _share(question, value)
        if marked or not 0 < value < 1:
            return judged
        both = (judged, _share(question, value * _WHOLE))
        candidates = tuple(outcome.value for outcome in both if isinstance(outcome, Accepted))
        return Doubtful("fraction", candidates) if candidates else judged

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The share with its sign: 12.5%."""
        return f"{_figures(value)}%"


def _read(typed: str) -> Fraction | None:
    """The number once words around it are off; a minus is kept; nothing at all counts as 0."""
    plain = _AFTER.sub("", _BEFORE.sub("", clean.without_asides(typed)))
    if typed in amounts.NOTHING or plain in amounts.NOTHING:
        return Fraction(0)
    if plain[:1] in {"-", "負", "负"}:
        value = numerals.read(plain[1:])
        return None if value is None else -value
    return numerals.read(plain)


def _tenths(typed: str) -> Fraction | None:
    """一成五 and 1成5 are 15 percent, 三成 is 30."""
    match = _TENTHS.fullmatch(_AFTER.sub("", _BEFORE.sub("", typed)))
    tens = numerals.read(match[1]) if match else None
    ones = numerals.read(match[2] or "0") if match else None
    return None if tens is None or ones is None else tens * 10 + ones


def _share(question: Question, value: Fraction) -> Outcome:
    return _judged(question, value, min(question.limits.maximum, _WHOLE))


def _judged(question: Question, value: Fraction, maximum: int) -> Outcome:
    limits = question.limits
    if value < 0:
        return Rejected("negative")
    if limits.decimals == 0 and value.denominator != 1:
        return Rejected("not_whole")
    if (value * 10**limits.decimals).denominator != 1:
        return Rejected("too_many_decimals", {"decimals": str(limits.decimals)})
    if value < limits.minimum:
        return Rejected("too_small", {"min": f"{limits.minimum:,}"})
    if value > maximum:
        return Rejected("too_large", {"max": f"{maximum:,}"})
    return Accepted(int(value) if value.denominator == 1 else float(value))


def _figures(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
