"""Amounts, numbers and shares within a sentence: what the strict parsers refused, looked through for its figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from flows.answers.amounts import Amount
from flows.answers.base import Accepted, AnswerKind, Doubtful, Outcome, Reading, Rejected, Value
from flows.answers.numbers import Number, Percent
from flows.answers.parsing import normalise, numerals
from flows.answers.spoken import figures_in_words
from flows.definitions.questionnaire import Kind, Question

_HAN: Final = "零〇一二兩三四五六七八九十百千壹貳參肆伍陸柒捌玖拾佰仟"
_BIG: Final = "萬万億亿"
_TOKEN: Final = re.compile(rf"[0-9{_HAN}][0-9,.點{_HAN}{_BIG}]*")
_BLANK_BEFORE_UNIT: Final = re.compile(rf"(?<=[0-9{_HAN}{_BIG}]) (?=[{_BIG}元])")
_NO_FIGURE_BEHIND: Final = re.compile(
    r"\s*(?:年|月|日|號|号|题|題|次|樓|季|歲|個(?:字|問題|月)|家|間|種|項|樣|定|些|起|直|下|般|共|切|致|點點|貨|分(?!之)"
    r"|(?:years?|days?|months?|weeks?|hours?|minutes?|questions?|times|branch|store|shop|product|countr|language|th|st|nd|rd)[a-z]*)"
    r"|[a-z]"
)
"""Behind a figure: it counts something else, or is no figure at all (一定, 百貨)."""

_ABOUT_MORE: Final = re.compile(r"(?:多|餘|來|幾|出頭)([萬万億亿])")
_NO_FIGURE_BEFORE: Final = re.compile(
    r"(?:第|民國|西元|千萬不|\b(?:no\.?|number|question|item|step|option|in|since))\s*$|[a-z_@萬]$"
)
_COUNTS_PEOPLE: Final = re.compile(r"\s*(?:個?人|位|名|員|個|含)")
_MONTHLY: Final = re.compile(r"每個?月|月營收|月營業額|一個月|/月|per month|monthly|a month")
_FRACTION: Final = re.compile(rf"([0-9]{{1,3}}) ?/ ?([0-9]{{1,3}})|(?P<of>[{_HAN}]+)分之(?P<part>[{_HAN}]+)")
_RATIO: Final = re.compile(r"[0-9] ?[:：比] ?[0-9]|[0-9]/[0-9](?!.*%)(?=.*[人員])")
_ALL: Final = re.compile(
    r"(?:我們|公司|幾乎|都|是|的)*(?:全部|全數|百分百|通通|整個|全)(?:都|是|外銷|出口|的|了)*|all(?: of it)?"
)
_HALF: Final = re.compile(
    r"(?:我們|大約|約|差不多|大概|外銷|佔|占)*(?:一半|對半|各半|半)(?:左右)?|half|about half"
)
_SOLD_AT_HOME: Final = re.compile(r"內銷|國內|本地|domestic")
"""A share of what is sold at home says the share sold abroad by what is left."""

_LONGEST: Final = 200
_OFFERED: Final = 3
"""Figures of a text that are offered; more are no answer."""

_MONTHS: Final = 12
_TEN_THOUSAND: Final = 10**4
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number of a text, as written, and what stands behind it."""

    written: str
    value: Fraction
    behind: str

    @property
    def is_money(self) -> bool:
        """Whether a unit says that it is an amount."""
        return any(unit in self.written for unit in _BIG) or self.behind.startswith(("元", "塊"))


def look_again(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    """A doubt about the only figure of a sentence, or about two of them; else the refusal."""
    plain = _BLANK_BEFORE_UNIT.sub("", figures_in_words.in_digits(normalise.code(text)).lower())
    if len(plain) > _LONGEST:
        return refused
    if question.kind is Kind.AMOUNT:
        return _amount(question, plain, reading, refused)
    if refused.code != "not_a_number":
        return refused
    if _RATIO.search(plain):
        return refused
    look = _share if question.kind is Kind.PERCENT else _number
    return look(question, plain, reading, refused)


def _amount(question: Question, plain: str, reading: Reading, refused: Rejected) -> Outcome:
    if refused.code == "too_small" and not re.search("[0-9]", plain):
        return Rejected("nothing", refused.facts)
    if refused.code not in ("not_an_amount", "several"):
        return refused
    found = list(_figures(plain))
    money = [figure for figure in found if figure.is_money] or [f for f in found if f.value >= _TEN_THOUSAND]
    if len(values := tuple(dict.fromkeys(figure.value for figure in money))) > 1:
        several = Rejected("several")
        return (
            _asked(question, "two_numbers", values, several, reading) if len(values) <= _OFFERED else several
        )
    if money and question.confirm_zero and _MONTHLY.search(plain):
        return _asked(question, "period", (money[0].value * _MONTHS, money[0].value), refused, reading)
    if money:
        return _asked(question, "seen", (money[0].value,), refused, reading)
    bare = [figure for figure in found if figure.written[0].isascii()]
    if len(bare) == 1 == len(found):
        return _asked(question, "unit", (bare[0].value, bare[0].value * _TEN_THOUSAND), refused, reading)
    return refused


def _number(question: Question, plain: str, reading: Reading, refused: Rejected) -> Outcome:
    found = [
        figure
        for figure in _figures(plain)
        if figure.written[0].isascii() or len(figure.written) > 1 or _COUNTS_PEOPLE.match(figure.behind)
    ]
    values = tuple(dict.fromkeys(figure.value for figure in found))
    return (
        _asked(question, "seen" if len(values) == 1 else "two_numbers", values, refused, reading)
        if 1 <= len(values) <= _OFFERED
        else refused
    )


def _share(question: Question, plain: str, reading: Reading, refused: Rejected) -> Outcome:
    if _ALL.fullmatch(plain):
        return _asked(question, "seen", (Fraction(_WHOLE),), refused, reading)
    if _HALF.fullmatch(plain):
        return _asked(question, "seen", (Fraction(_WHOLE, 2),), refused, reading)
    if fraction := _FRACTION.search(plain):
        part, of = (fraction[1], fraction[2]) if fraction[1] else (fraction["part"], fraction["of"])
        above, below = numerals.read(part), numerals.read(of)
        if above is None or not below or above > below:
            return refused
        places = 10**question.limits.decimals
        return _asked(
            question, "seen", (Fraction(round(above / below * _WHOLE * places), places),), refused, reading
        )
    found = [
        figure.value * 10 if figure.behind.startswith("成") else figure.value
        for figure in _figures(plain)
        if figure.written[0].isascii() or figure.behind.startswith(("成", "趴"))
    ]
    values = tuple(dict.fromkeys(found))
    if _SOLD_AT_HOME.search(plain):
        values = tuple(_WHOLE - value for value in values) if len(values) == 1 else values
    return (
        _asked(question, "seen" if len(values) == 1 else "two_numbers", values, refused, reading)
        if 1 <= len(values) <= _OFFERED
        else refused
    )


def _figures(plain: str) -> Iterator[_Figure]:
    """The numbers of a text, without years, ranks, and words that only begin like numbers."""
    for match in _TOKEN.finditer(plain):
        written, behind = match[0].rstrip(",.點"), plain[match.end() :]
        if _NO_FIGURE_BEHIND.match(behind) or _NO_FIGURE_BEFORE.search(plain[: match.start()]):
            continue
        behind = behind.lstrip()
        if more := _ABOUT_MORE.match(behind):  # 2 億八千多萬 is about 2 億八千萬
            written, behind = written + more[1], behind[more.end() :]
        value = None if numerals.pairs(written) else numerals.read(written)
        if value is not None and not (written in _HAN and not behind):
            yield _Figure(written, value, behind)


def _asked(
    question: Question, code: str, values: Sequence[Fraction], refused: Rejected, reading: Reading
) -> Outcome:
    """A doubt between the values the question takes; the refusal where it takes none."""
    parsers: dict[Kind, AnswerKind] = {Kind.AMOUNT: Amount(), Kind.NUMBER: Number(), Kind.PERCENT: Percent()}
    taken: list[Value] = []
    for value in values:
        sign = "元" if question.kind is Kind.AMOUNT else "%" if question.kind is Kind.PERCENT else ""
        written = str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"
        outcome = parsers[question.kind].parse(question, written + sign, reading)
        taken += [outcome.value] if isinstance(outcome, Accepted) else []
    return Doubtful(code, tuple(dict.fromkeys(taken))) if taken else refused
