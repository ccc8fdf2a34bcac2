"""Year, month and day out of a text, not yet checked against the calendar."""

import re
from dataclasses import dataclass

from flows.answers.parsing import numerals

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""English names of the months, in lower case."""

_ROC = 1911
_AD_ERAS = frozenset({"西元", "公元"})
_ERA = r"(?P<era>(?:中華)?民國前?|民前|民|西元前?|公元前?|roc)?[ .]*"
_HAN_NUMBER = "零〇○一二兩三四五六七八九十百千廿卅"
_NUMBER = rf"[0-9元{_HAN_NUMBER}]+"
_SEPARATED = re.compile(
    rf"{_ERA}(?P<year>{_NUMBER}) ?(?:年|[-/.,、\\ ]) ?(?P<month>{_NUMBER}) ?(?:月(?:份)?|[-/.,、\\ ])"
    rf" ?(?P<day>{_NUMBER}) ?[日號号]?"
)
_COMPACT = re.compile(rf"{_ERA}(?P<year>[0-9]{{2,4}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})")
_MONTH_NAME = "|".join(f"{month[:3]}(?:{month[3:]}|{month[3:4]})?" for month in MONTHS)
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of )?({_MONTH_NAME})\.?[ ,-]+([0-9]{{4}})")
_MONTH_FIRST = re.compile(rf"({_MONTH_NAME})\.? ?([0-9]{{1,2}})(?:st|nd|rd|th)?[ ,]+([0-9]{{4}})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_NO_DAY = re.compile(rf"{_ERA}{_NUMBER} ?(?:年|[-/.]) ?(?:{_NUMBER} ?月?(?:份)?)?")
_LABEL = re.compile(r"^[^0-9:]{1,8}: ?|^(?:設立|成立|核准)*(?:日期)?(?:於|在|是|為)|(?:設立|成立|核准)+$")
_WEEKDAY = re.compile(r"[ ,]{0,2}(?:星期|週|周|禮拜)[一二三四五六日天]$")
_TIME = re.compile(r"[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$")
_ENDS = " .。,;!、"
_SHORT_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{2,3})")
_BARE_YEAR = re.compile(
    rf"(?P<year>[0-9]{{1,2}}|[{_HAN_NUMBER}]+)(?= ?(?:年|[-/.,、\\ ]))|(?P<compact>[0-9]{{2}})[0-9]{{4}}$"
)
_LATEST_UNSURE = 31
"""A bare year up to here is as well one of this century, or a day: 24/1/1 is 民國 24 or 2024."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: AD year, month and day, which may not exist."""

    year: int
    month: int
    day: int


def days(text: str) -> tuple[Day, ...]:
    """Every day the text (NFKC, lower case) may mean: none, one, or two when month and day may be swapped."""
    text = _bare(text)
    last = _YEAR_LAST.fullmatch(text)
    if last:
        first, second, year = (int(part) for part in last.groups())
        return _either(year, first, second)
    english = _english(text)
    if english:
        return (english,)
    match = _SEPARATED.fullmatch(text) or _COMPACT.fullmatch(text)
    parts = [_number(match[name]) for name in ("year", "month", "day")] if match else []
    if match is None or None in parts:
        return ()
    year, month, day = (part or 0 for part in parts)
    if year == 0 and match["era"] not in _AD_ERAS:
        return (Day(0, month, day),)  # 民國 0 年 does not exist: no calendar has it
    return (Day(_ad_year(match["era"] or "", year), month, day),)


def this_century(text: str) -> Day | None:
    """The other day of a year written bare and short, 24/1/1: that of the century we are in; None when sure."""
    text = _bare(text)
    match, found = _BARE_YEAR.match(text), days(text)
    if match is None or len(found) != 1 or _YEAR_LAST.fullmatch(text) or _english(text):
        return None
    year = _number(match["year"] or match["compact"])
    if year is None or not 0 <= year <= _LATEST_UNSURE:
        return None
    return Day(2000 + year, found[0].month, found[0].day)


def year_last(text: str) -> tuple[Day, ...]:
    """The days a text means when its ROC year stands last: 1/1/100, 3/1/96; none when it cannot."""
    match = _SHORT_LAST.fullmatch(_bare(text))
    first, second, year = (int(part) for part in match.groups()) if match else (0, 0, 0)
    return _either(year + _ROC, first, second) if year > _LATEST_UNSURE else ()


def lacks_day(text: str) -> bool:
    """Whether the text is a year, or a year and a month, only."""
    return bool(_NO_DAY.fullmatch(_bare(text)))


def _bare(text: str) -> str:
    plain = _TIME.sub("", _LABEL.sub("", text.strip(_ENDS)).strip())
    return _WEEKDAY.sub("", plain).strip(_ENDS)


def _either(year: int, first: int, second: int) -> tuple[Day, ...]:
    """3/1/1996: the month stands first or second; a part above 12 can only be the day."""
    both = (Day(year, second, first), Day(year, first, second))
    likely = tuple(dict.fromkeys(day for day in both if day.month <= 12))
    return likely or both[:1]


def _english(text: str) -> Day | None:
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return Day(int(match[3]), _month(match[2]), int(match[1]))
    match = _MONTH_FIRST.fullmatch(text)
    return Day(int(match[3]), _month(match[1]), int(match[2])) if match else None


def _month(name: str) -> int:
    return next(at for at, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _number(text: str) -> int | None:
    """A year, month or day in figures or Chinese numerals; 元 is the first; None above four digits."""
    if text == "元":
        return 1
    value = numerals.read(text)
    return int(value) if value is not None and value.denominator == 1 and value < 10_000 else None


def _ad_year(era: str, year: int) -> int:
    if era.endswith("前"):
        return -year if era[:1] in "西公" else _ROC + 1 - year
    if era in _AD_ERAS or year >= 1000:
        return year
    return year + _ROC
