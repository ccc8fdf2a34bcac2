"""Numbers as people in Taiwan write them: 1,200萬 · 一億二千萬 · 貳仟萬 · 1億2000萬 · 十二點五 · 三萬五.

Own code instead of a library: it is exact (fractions, never floats), knows mixed and financial numerals, and
says None to what it does not understand instead of guessing or raising.
"""

import re
from fractions import Fraction

_DIGITS = {char: value for value, chars in enumerate(
    ("零〇○", "一壹弌", "二貳兩两弍贰", "三參叁叄弎叁", "四肆", "五伍", "六陸陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_HAN = "".join(_DIGITS)
_UNITS = "".join(_SMALL) + "".join(_BIG)
_TOKEN = re.compile(rf"(?P<figure>[0-9]+(?:\.[0-9]+)?)|(?P<han>[{_HAN}]+)|(?P<unit>[{_UNITS}])")
_POINT = re.compile(rf"([^點点]+)[點点]([0-9{_HAN}]+)([{_UNITS}]*)")
_PAIR = re.compile(rf"(.*?)(?<![{_HAN}0-9.])([{_HAN}])([{_HAN}])([{_UNITS}]*)")
_BETWEEN = re.compile(rf"(.+?)(?:[~到至或]|-(?!$)|(?<=[{_HAN}0-9])、)(.+)")
_UNITS_AT_END = re.compile(rf"[{_UNITS}]+$")
_MOST = 60
"""Longer texts are no number; also keeps int() far from its own limit."""

_FULL_SECTION = 1000
"""From here on what stands between 萬 and 億 leaves no place empty: 一萬二千億."""

BIG_UNITS = "".join(_BIG)
"""The units from ten thousand up; who writes one has said the scale."""


def read(text: str) -> Fraction | None:
    """The number written in `text` (already NFKC), exactly; None when it is no number or has a sign."""
    text = _joined(text.replace("廿", "二十").replace("卅", "三十").replace("又", "零"))
    if not text or len(text) > _MOST:
        return None
    point = _POINT.fullmatch(text)
    if point:
        return _with_point(point[1], point[2], point[3])
    tokens = _tokens(text)
    return _Sum().of(tokens) if tokens else None


def span(text: str) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest of a range: 三四 (two digits in a row count no places), 二三十, 三五百萬, 300-500萬, 7、8."""
    text = _joined(text.replace("廿", "二十").replace("卅", "三十"))
    if len(text) > _MOST:
        return None
    pair, between = _PAIR.fullmatch(text), _BETWEEN.fullmatch(text)
    if pair and not _has_zero(pair):
        return _ascending(pair[1] + pair[2] + pair[4], pair[1] + pair[3] + pair[4])
    if between is None:
        return None
    low, high = between[1], between[2]
    unit = _UNITS_AT_END.search(high)
    return _ascending(low if unit is None or _UNITS_AT_END.search(low) else low + unit[0], high)


def pairs(text: str) -> bool:
    """Whether a number ends in two Chinese digits in a row, such as 三四 or 十七八: a range, or no number."""
    pair = _PAIR.fullmatch(_joined(text))
    return pair is not None and not _has_zero(pair)


def _has_zero(pair: re.Match[str]) -> bool:
    """三萬零五 and 二〇 are numbers: a zero stands for the empty place."""
    return bool({pair[2], pair[3]} & set("零〇○"))


def _ascending(low: str, high: str) -> tuple[Fraction, Fraction] | None:
    first, last = read(low), read(high)
    return (first, last) if first is not None and last is not None and 0 < first < last else None


def _joined(text: str) -> str:
    """Thousands marks and blanks out, but only where they group by three: `1,2` and `3 5` are no numbers."""
    return re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))|(?<![0-9]) | (?![0-9])", "", text.strip())


def _with_point(whole: str, decimals: str, units: str) -> Fraction | None:
    """十二點五, 一點五億: the part after 點 is read digit by digit, units after it multiply all."""
    left = read(whole)
    if left is None or left.denominator != 1 or "." in whole:
        return None
    figures = "".join(char if char in "0123456789" else str(_DIGITS[char]) for char in decimals)
    value = left + Fraction(int(figures), 10 ** len(figures))
    for unit in units:
        value *= _SMALL.get(unit, 0) or _BIG[unit]
    return value


def _tokens(text: str) -> list[re.Match[str]] | None:
    """The text cut into figures, Chinese digits and units; None when anything else is in it."""
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        tokens.append(match)
        at = match.end()
    return tokens


class _Sum:
    """Adds up a number from left to right: units must fall within each group of four digits."""

    def __init__(self) -> None:
        self.total = self.section = Fraction(0)
        self.digit: Fraction | None = None
        self.last_unit = self.small = self.big = 0
        self.zero = self.spoken = self.loose = False

    def of(self, tokens: list[re.Match[str]]) -> Fraction | None:
        """The sum, or None when the tokens stand in no order a number has."""
        for token in tokens:
            if not (self._unit(token[0]) if token["unit"] else self._digits(token)):
                return None
        rest = self.digit or Fraction(0)
        if self.last_unit and rest.denominator != 1:
            return None
        if self.spoken and not self.zero and self.last_unit > 10:
            rest *= self.last_unit // 10  # 三萬五 is 35,000, as people say it; 三萬零五 is 30,005
        return self.total + self.section + rest

    def _digits(self, token: re.Match[str]) -> bool:
        if self.digit is not None:
            return False
        text = token[0]
        if token["figure"]:
            self.digit, self.loose, self.spoken = Fraction(text), False, len(text) == 1 and text != "0"
            return True
        bare = text.lstrip("零〇○") if self.last_unit else text
        self.zero = self.zero or len(bare) < len(text)
        figures = "".join(str(_DIGITS[char]) for char in bare)
        self.digit = Fraction(int(figures)) if figures else None
        # 三五萬 means thirty to fifty thousand: two digits in a row before a unit are no number.
        self.loose, self.spoken = len(figures) == 2 and "0" not in figures, len(figures) == 1
        return len(figures) < 2 or not self.last_unit

    def _unit(self, char: str) -> bool:
        if self.loose:
            return False
        return self._big_unit(_BIG[char]) if char in _BIG else self._small_unit(_SMALL[char])

    def _small_unit(self, unit: int) -> bool:
        if self.small and unit >= self.small:
            return False
        if self.digit is None and unit != 10:
            return False
        self.section += (Fraction(1) if self.digit is None else self.digit) * unit
        self._after(unit)
        self.small = unit
        return True

    def _big_unit(self, unit: int) -> bool:
        value = self.section + (self.digit or 0)
        if self.big and self.big <= unit:
            if (value and self.big == unit) or 0 < value < _FULL_SECTION:
                return False  # 五百萬三百萬 and 一萬二億 are two numbers
            value, self.total = self.total + value, Fraction(0)  # 一萬億, 一萬二千億
        if value == 0 and self.digit is None:
            return False
        if self.big > unit and value * unit >= self.big:
            return False  # 一億三萬萬: as much again is another number
        self.total += value * unit
        self._after(unit)
        self.section, self.small, self.big = Fraction(0), 0, unit
        return True

    def _after(self, unit: int) -> None:
        self.digit, self.last_unit, self.zero, self.spoken = None, unit, False, False
