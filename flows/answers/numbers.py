"""Kinds `number` and `percent`: exact numbers within the question's limits; never rounded."""

import re
from collections.abc import Iterable
from fractions import Fraction

from flows.answers import amounts
from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise, numerals
from flows.definitions.questionnaire import Question

_BEFORE = re.compile(
    r"^(?:我們|本公司|公司|目前|現在|現有|員工(?:總?人?數)?|人數|投保(?:人數)?|勞保|含(?:老闆|負責人)|外銷|佔|占|比重|比例|總共|共有|共|有|是"
    r"|約|大約|大概|差不多|將近|近|平均|全部|about|around|approx\.?|[: ])+"
)
_AFTER = re.compile(
    r"(?:正職|員工|員|人|位|名|個|含(?:老闆|負責人)|左右|上下|吧|喔|persons?|people|employees?|staff|[. ,。!]){1,8}$"
)
_NOBODY = re.compile(
    r"(?:我們?|公司|目前|現在|都|還)*(?:沒有?|没有?|無)(?:再?請|僱用?|雇用?|聘)?(?:任何)?(?:員工|人|員|正職|正職員工)[喔啦耶了]?"
    r"|no (?:employees?|staff)"
)
_PERCENT = re.compile(r"(?:百分之|%|趴|percent|pct)")
_TENTHS = re.compile(r"([^成]+)成([^成]*)")
_NUMBER = re.compile(
    r"(?:[0-9]+(?:\.[0-9]+)?|[一二兩三四五六七八九十百千]+)(?![0-9.年月一二兩三四五六七八九十百千])"
)
_WHOLE = 100


class Number:
    """Reads 12, 12人, 十二, 約 12.5, 1,200."""

    rejects = frozenset(
        {"not_a_number", "negative", "not_whole", "too_many_decimals", "too_small", "too_large"}
    )
    doubts = frozenset({"range", "two_numbers", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The number with no more decimals than allowed, within the limits.

        三四個 is a range and asked about, and so is another number in parentheses: 3人（勞保2人）."""
        typed, most = normalise.code(text).lower(), question.limits.maximum
        if span := numerals.span(_plain(typed)):
            return _asked(question, "range", span, most)
        value = _read(typed)
        if value is None:
            return Rejected("not_a_number")
        if others := _beside(typed, value):
            return _asked(question, "two_numbers", (value, *others), most)
        return _judged(question, value, most)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The number with thousands marks: 1,200 or 12.5."""
        return _figures(value)


class Percent:
    """Reads 12.5%, 百分之十二點五, 1成5, 12.5."""

    rejects = Number.rejects
    doubts = frozenset({"fraction", "range", "two_numbers", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """A share from 0 to 100; a bare 0.3 may have meant 30 %, and is asked about."""
        typed = normalise.code(text).lower()
        marked = bool(_PERCENT.search(typed)) or "成" in typed
        bare = _PERCENT.sub("", typed)
        if span := _tenths_span(typed) or numerals.span(_plain(bare)):
            return _asked(question, "range", span, _most(question))
        value = _tenths(typed) if "成" in typed else _read(bare)
        if typed in {"百分百", "百分之百", "百分之一百"}:
            value = Fraction(_WHOLE)
        if value is None:
            return Rejected("not_a_number")
        if others := _beside(bare, value):
            return _asked(question, "two_numbers", (value, *others), _most(question))
        if marked or not 0 < value < 1:
            return _judged(question, value, _most(question))
        return _asked(question, "fraction", (value, value * _WHOLE), _most(question))

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The share with its sign: 12.5%."""
        return f"{_figures(value)}%"


def _plain(typed: str) -> str:
    """What stands outside parentheses, without the words around the number."""
    return _AFTER.sub("", _BEFORE.sub("", normalise.without_asides(typed)))


def _read(typed: str) -> Fraction | None:
    """The number once words around it are off; a minus is kept; nothing at all counts as 0."""
    plain = _plain(typed)
    if typed in amounts.NOTHING or plain in amounts.NOTHING or _NOBODY.fullmatch(typed):
        return Fraction(0)
    if plain[:1] in {"-", "負", "负"}:
        value = numerals.read(plain[1:])
        return None if value is None else -value
    return None if numerals.pairs(plain) else numerals.read(plain)


def _beside(typed: str, value: Fraction) -> list[Fraction]:
    """Other numbers in parentheses: 3人（勞保2人）; years are none."""
    found = [match[0] for aside in normalise.asides(typed) for match in _NUMBER.finditer(aside)]
    numbers = (numerals.read(figures) for figures in found)
    return [number for number in numbers if number is not None and number != value]


def _tenths(typed: str) -> Fraction | None:
    """一成五 and 1成5 are 15 percent, 三成 is 30."""
    match = _TENTHS.fullmatch(_plain(typed))
    tens = numerals.read(match[1]) if match and not numerals.pairs(match[1]) else None
    ones = numerals.read(match[2] or "0") if match else None
    return None if tens is None or ones is None else tens * 10 + ones


def _tenths_span(typed: str) -> tuple[Fraction, Fraction] | None:
    """七八成 and 3到4成 are 70 to 80 and 30 to 40 percent."""
    match = _TENTHS.fullmatch(_plain(typed).replace("成~", "~").replace("成到", "到"))
    span = numerals.span(match[1]) if match and not match[2] else None
    return (span[0] * 10, span[1] * 10) if span else None


def _most(question: Question) -> int:
    return min(question.limits.maximum, _WHOLE)


def _asked(question: Question, code: str, readings: Iterable[Fraction], maximum: int) -> Outcome:
    """A doubt between the readings, as far as each is acceptable."""
    judged = [_judged(question, value, maximum) for value in dict.fromkeys(readings)]
    candidates = tuple(outcome.value for outcome in judged if isinstance(outcome, Accepted))
    return Doubtful(code, candidates) if candidates else judged[0]


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
