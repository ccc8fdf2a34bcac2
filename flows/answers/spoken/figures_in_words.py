"""Figures as people say or mistype them, as digits: twelve, half a million, 二二零九九一三一, O912345678."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_ONES: Final = dict(zip(_UNITS.split(), range(20), strict=True))
_DECADES: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = dict(zip(_DECADES.split(), range(20, 100, 10), strict=True))
_POWERS: Final = {"thousand": 10**3, "million": 10**6, "mil": 10**6, "billion": 10**9}
_TIMES: Final = {"hundred": 100, "dozen": 12}
_WORDS: Final = "|".join(sorted((*_ONES, *_TENS, *_POWERS, *_TIMES), key=len, reverse=True))
_ITEM: Final = rf"(?:{_WORDS})(?![a-z])|[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9])"
_RUN: Final = re.compile(rf"(?<![a-z0-9.,])(?:{_ITEM})(?:(?: and | point |[ -])?(?:{_ITEM}))*", re.I)
_PART: Final = re.compile(r"[a-z]+|[0-9][0-9,]*(?:\.[0-9]+)?", re.I)
_HALVES: Final = (
    (re.compile(r"\bhalf a (?=million|billion|dozen)", re.I), "0.5 "),
    (re.compile(r"\b(?:a )?quarter (?:of a )?(?=million|billion)", re.I), "0.25 "),
    (re.compile(r"\bone and a half (?=thousand|million|billion)", re.I), "1.5 "),
    (re.compile(r"\ba (?=hundred|thousand|million|billion|dozen)", re.I), "1 "),
)
_SPOKEN: Final = str.maketrans("零〇○洞一么幺二兩三四五六七拐八九勾", "000011122345677899")
_IN_A_ROW: Final = re.compile(
    r"[0-9零〇○洞一么幺二兩三四五六七拐八九勾][0-9零〇○洞一么幺二兩三四五六七拐八九勾 -]{5,}"
)
_LETTER_O: Final = re.compile(r"(?<=[0-9])[oO](?![A-Za-z])|(?<![A-Za-z])[oO](?=[0-9])")


def in_digits(text: str) -> str:
    """The text with English numbers as digits; unchanged where it holds none: about twenty → about 20."""
    for words, figures in _HALVES:
        text = words.sub(figures, text)
    return _RUN.sub(_replaced, text)


def one_by_one(text: str) -> str:
    """The text with six or more Chinese digits in a row as digits, and the letter O among digits as 0."""
    spoken = _IN_A_ROW.sub(lambda row: row[0].translate(_SPOKEN), text)
    return _LETTER_O.sub("0", spoken)


def _replaced(run: re.Match[str]) -> str:
    parts = _PART.findall(run[0].lower())
    if not any(part in _ONES or part in _TENS or part in _POWERS or part in _TIMES for part in parts):
        return run[0]
    alone = parts == ["one"] and run[0] != run.string.strip()  # 「one」 stands for many a thing
    value = None if alone else _value(parts)
    if value is None:
        return run[0]
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"


def _value(parts: Sequence[str]) -> Fraction | None:
    """The number the words stand for in their order; None for words that make no number."""
    total, section, decimal = Fraction(0), None, Fraction(0)
    for part in parts:
        if part == "and":
            continue
        if part == "point":
            section, decimal = section or Fraction(0), Fraction(1, 10)
        elif decimal and part in _ONES:
            section, decimal = (section or 0) + decimal * _ONES[part], decimal / 10
        elif part in _POWERS:
            total, section, decimal = (
                total + (1 if section is None else section) * _POWERS[part],
                None,
                Fraction(0),
            )
        elif part in _TIMES:
            section = (Fraction(1) if section is None else section) * _TIMES[part]
        else:
            added = _added(section, part)
            if added is None:
                return None
            section = added
    return total + (section or 0)


def _added(section: Fraction | None, part: str) -> Fraction | None:
    """twenty and three make 23; two and three make no number."""
    if part not in _ONES and part not in _TENS:
        return Fraction(part.replace(",", "")) if section is None else None
    value = _ONES.get(part, _TENS.get(part, 0))
    room = 100 if value >= 10 else 10
    free = section is None or (section % room == 0 and not (value < 10 and 10 <= section % 100 < 20))
    return (section or Fraction(0)) + value if free else None
