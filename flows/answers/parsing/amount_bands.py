"""Options that are bands of money (50 萬元以下, 51–100 萬元, 301 萬元以上): an amount is the band it falls into."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from flows.answers.amounts import Amount
from flows.answers.base import Accepted, Doubtful, Outcome, Reading
from flows.answers.parsing import normalise
from flows.definitions.questionnaire import Kind, Limits, Question

_TEN_THOUSAND: Final = 10**4
_BELOW: Final = re.compile(r"([0-9,]+) ?萬元?以[下內]")
_BETWEEN: Final = re.compile(r"([0-9,]+) ?[-~至到] ?([0-9,]+) ?萬元?")
_ABOVE: Final = re.compile(r"([0-9,]+) ?萬元?以上")
_AT_MOST: Final = re.compile(r"(?:以下|以內|之內|內)$|^(?:不到|未滿|不超過)")
_AT_LEAST: Final = re.compile(r"(?:以上|起)$|^(?:超過|至少|大於)")
_MONTHLY: Final = re.compile(
    r"(?:每個?|一個?)月 ?(?:大?約|大概|平均)?|/月| ?(?:a|per|each) month| monthly", re.I
)
_MONTHS: Final = 12
_NUMBERED: Final = re.compile(r"[(]?[0-9]{1,2}[.、):] ?[^0-9 ]|[(]?[0-9]{1,2}[.、):] [0-9]")
"""A line copied from the list: 5. 301 萬元以上."""

_AMOUNT: Final = Amount()
_MOST: Final = 10**13
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Band:
    """An option and the amounts it stands for, in 元, both ends included."""

    option: str
    low: int
    high: int


def bands(question: Question, names: Mapping[str, Sequence[str]]) -> tuple[Band, ...]:
    """The options that name amounts, the smallest first; fewer than two make no scale."""
    found = [
        band
        for option in question.options
        if (band := next(filter(None, (_band(option.id, name) for name in names.get(option.id, ()))), None))
    ]
    return tuple(sorted(found, key=lambda band: band.low)) if len(found) > 1 else ()


def read(question: Question, text: str, reading: Reading, *, ranges: bool = False) -> Outcome | None:
    """The band of an amount: accepted when the unit was written, asked about when it was not; None for no amount.

    `ranges`: 20 到 30 萬 too; names are better at what reads like a band's own."""
    scale = bands(question, reading.names)
    typed = normalise.code(text)
    if not scale or len(typed) > _LONGEST or _NUMBERED.match(typed):
        return None
    bare = _AT_LEAST.sub("", _AT_MOST.sub("", typed)).strip()
    bounded, monthly = bare != typed, bool(_MONTHLY.search(bare))
    bare = _MONTHLY.sub("", bare)
    amount = _AMOUNT.parse(_as_amount(question), bare, reading)
    match amount:
        case Accepted(value=sum_typed):
            sure, ends = True, [sum_typed]
        case Doubtful(code="unit", candidates=candidates):
            if int(str(candidates[0])) <= len(question.options):
                return None  # 三 is as well the third option
            sure, ends = False, list(candidates[-1:])
        case Doubtful(code="abbreviation", candidates=candidates):
            sure, ends = False, list(candidates)
        case Doubtful(code="range", candidates=candidates) if ranges:
            sure, ends = False, list(candidates)
        case _:
            return None
    dollars = [int(str(end)) * (_MONTHS if monthly else 1) for end in ends]
    sure = sure and not monthly
    found = _bounded(scale, typed, dollars[-1]) if bounded else _holding(scale, dollars)
    if found is None:
        return None
    return Accepted(found[0]) if sure and len(found) == 1 else Doubtful("band", tuple(found))


def _as_amount(question: Question) -> Question:
    return replace(question, kind=Kind.AMOUNT, options=(), limits=Limits(minimum=1, maximum=_MOST))


def _holding(scale: Sequence[Band], dollars: Sequence[int]) -> list[str] | None:
    """The bands the amounts fall into; between 50 and 51 萬 it may be either."""
    found: list[str] = []
    for amount in dollars:
        near = [band for band in scale if band.low - _TEN_THOUSAND < amount < band.high + _TEN_THOUSAND]
        inside = [band for band in near if band.low <= amount <= band.high]
        found += [band.option for band in inside or near]
    return list(dict.fromkeys(found)) or None


def _bounded(scale: Sequence[Band], typed: str, dollars: int) -> list[str] | None:
    """10 萬以下 lies within the lowest band, 500 萬以上 in the highest; what reaches over several is no answer."""
    if _AT_MOST.search(typed):
        return [scale[0].option] if dollars <= scale[0].high else None
    return [scale[-1].option] if dollars >= scale[-1].low - _TEN_THOUSAND else None


def _band(option: str, name: str) -> Band | None:
    plain = normalise.code(name)
    if below := _BELOW.fullmatch(plain):
        return Band(option, 1, _dollars(below[1]))
    if above := _ABOVE.fullmatch(plain):
        return Band(option, _dollars(above[1]), _MOST)
    between = _BETWEEN.fullmatch(plain)
    return Band(option, _dollars(between[1]), _dollars(between[2])) if between else None


def _dollars(ten_thousands: str) -> int:
    return int(ten_thousands.replace(",", "")) * _TEN_THOUSAND
