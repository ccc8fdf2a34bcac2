"""Kind `date`: ROC and AD calendar days, stored as ISO.

ROC year + 1911 is the AD year; 民國前 1 年 is 1911, the earliest year accepted. A year below 1000 is ROC
unless 西元 or 公元 stands before it.
"""

import re
from datetime import date

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import date_parser, normalise
from flows.answers.parsing.date_parser import MONTHS, Day
from flows.definitions.languages import is_chinese
from flows.definitions.questionnaire import Question

EARLIEST = date(1911, 1, 1)
"""The first day accepted."""

_ROC = 1911
_PART = "[0-9〇零一二三四五六七八九十廿卅元]"
_DAY = re.compile(
    rf"(?:(?:中華)?民國|西元|公元)? ?(?<![0-9]){_PART}{{1,4}} ?[年/.\\-]"
    rf" ?{_PART}{{1,3}} ?[月/.\\-] ?{_PART}{{1,3}}(?![0-9])[日號]?"
)
_OTHER_ERA = re.compile("昭和|大正|平成|令和|佛曆|農曆|陰曆")
_CLAUSES = re.compile(r"[,，;；。\n]")
_ANOTHER_EVENT = re.compile(r"變更|遷|搬|增資|改名|更名|換(?:負責人|名)|moved|renamed|changed")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_TODAY = frozenset({"今天", "今日", "本日", "today"})


class Date:
    """Reads 民國85年3月1日, 85/3/1, 0850301, 1996-03-01, 1 March 1996 and their like."""

    rejects = frozenset({"unreadable", "no_day", "impossible", "future", "too_early"})
    doubts = frozenset({"order", "era", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """A day from 1911-01-01 to today; 3/1/1996 and 24/1/1 may be two days, and are asked about."""
        typed = normalise.code(text).lower()
        if typed in _TODAY:
            return Accepted(reading.today.isoformat())
        bare = normalise.without_asides(typed)
        days = date_parser.days(bare)
        if not days:
            return Rejected("no_day" if date_parser.lacks_day(typed) else "unreadable")
        judged = [_judged(day, reading.today) for day in days]
        good = tuple(dict.fromkeys(outcome.value for outcome in judged if isinstance(outcome, Accepted)))
        century = date_parser.this_century(bare)
        if century and judged[0] != Rejected("impossible"):
            both = (*judged, _judged(century, reading.today))
            eras = tuple(outcome.value for outcome in both if isinstance(outcome, Accepted))
            return Doubtful("era", eras) if eras else judged[0]
        if not good:
            return _year_last(bare, reading.today) or judged[0]
        if not all(_same(aside, good) for aside in normalise.asides(typed)):
            return Rejected("unreadable")
        return Accepted(good[0]) if len(good) == 1 else Doubtful("order", good)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """民國 85 年 3 月 1 日（1996-03-01）, or 1 March 1996 (民國 85.3.1)."""
        day = date.fromisoformat(str(value))
        if is_chinese(names.language):
            return f"{_roc(day.year)} 年 {day.month} 月 {day.day} 日（{day.isoformat()}）"
        month = MONTHS[day.month - 1].capitalize()
        return f"{day.day} {month} {day.year} ({_roc(day.year)}.{day.month}.{day.day})"


def within(text: str, today: date) -> tuple[Value, ...]:
    """The days written somewhere in a sentence, those the calendar has and that are not to come.

    What a clause says of another event (變更, moved) is left out where another clause has a day too."""
    plain = normalise.code(text).lower()
    if _OTHER_ERA.search(plain):
        return ()
    clauses = [clause for clause in _CLAUSES.split(plain) if not _ANOTHER_EVENT.search(clause)]
    found = _days_in(plain, today)
    return found if len(found) == 1 else _days_in(",".join(clauses), today) or found


def _days_in(plain: str, today: date) -> tuple[Value, ...]:
    if re.search("[0-9]", _TIME.sub("", _DAY.sub("", plain))):
        return ()
    matches = _DAY.finditer(plain)
    found = (_judged(day, today) for match in matches for day in date_parser.days(match[0].strip()))
    return tuple(dict.fromkeys(outcome.value for outcome in found if isinstance(outcome, Accepted)))


def _year_last(typed: str, today: date) -> Doubtful | None:
    judged = (_judged(day, today) for day in date_parser.year_last(typed))
    good = tuple(dict.fromkeys(outcome.value for outcome in judged if isinstance(outcome, Accepted)))
    return Doubtful("order", good) if good else None


def _roc(year: int) -> str:
    return f"民國 {year - _ROC}" if year > _ROC else f"民國前 {_ROC + 1 - year}"


def _judged(day: Day, today: date) -> Accepted | Rejected:
    try:
        found = date(day.year, day.month, day.day)
    except (ValueError, OverflowError):
        return Rejected("impossible")
    if found < EARLIEST:
        return Rejected("too_early", {"earliest": EARLIEST.isoformat()})
    if found > today:
        return Rejected("future", {"today": today.isoformat()})
    return Accepted(found.isoformat())


def _same(aside: str, isos: tuple[Value, ...]) -> bool:
    """Whether a date in parentheses, if it is one, is among the days read."""
    days = date_parser.days(aside)
    return not days or any(f"{day.year:04}-{day.month:02}-{day.day:02}" in isos for day in days)
