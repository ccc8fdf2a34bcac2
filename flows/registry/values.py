"""Single values as registers write them: text, amounts and dates. Never raises, whatever the JSON holds.

An empty value is "", seven blanks, a missing key, None, an empty list or `0000000`; amounts are numbers or
strings; a name may be a list of names, the first of which counts.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from flows.answers.parsing import date_parser, normalise

_AMOUNT = re.compile(r"([0-9]{1,16})(?:\.0*)?元?")
_UBN = re.compile(r"[0-9]{8}")
_MASKS = re.compile(r"[○〇◯●◎＊*□■]")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_MASK_LETTERS = re.compile(r"(?<![A-Za-zＡ-Ｚａ-ｚ])[OoXxＯｏＸｘ]{1,4}(?![A-Za-zＡ-Ｚａ-ｚ'’.])")
_LONGEST = 400
_HIGHEST = 10**16


def fields(value: object) -> Mapping[str, object]:
    """The value as an object of JSON; an empty one if it is none."""
    return value if isinstance(value, Mapping) else {}


def rows(value: object) -> tuple[Mapping[str, object], ...]:
    """The objects in a list of JSON; a lone object counts as a list of one."""
    if isinstance(value, Mapping):
        return (value,)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(one for one in value if isinstance(one, Mapping))
    return ()


def text(value: object) -> str:
    """One line of words, or the first of several; numbers count as words."""
    if isinstance(value, str):
        return normalise.line(value[:_LONGEST])
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _HIGHEST:
        return str(value)
    if isinstance(value, Sequence):
        return next((words for one in value if isinstance(one, str) and (words := text(one))), "")
    return ""


def first(record: Mapping[str, object], *keys: str) -> str:
    """The first of these keys that says anything."""
    return next((words for key in keys if (words := text(record.get(key)))), "")


def ubn(value: object) -> str:
    """Eight digits, leading zeros restored where a number lost them; blank for zeros or anything else."""
    digits = normalise.code(text(value)).zfill(8)
    return digits if _UBN.fullmatch(digits) and digits != "00000000" else ""


def amount(value: object) -> int | None:
    """Whole TWD from 2000000, "1,600,000", "１６００.00"; None when there is no number of at least zero."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _HIGHEST:
        value = int(value)
    plain = re.sub(r"[, ]", "", normalise.code(text(value)))
    match = _AMOUNT.fullmatch(plain)
    return int(match[1]) if match else None


def day(value: object) -> str:
    """ISO date from 0760221, 990101, 民國 76 年…, or {"year": 2012, "month": 12, "day": 21}; else blank."""
    parts = fields(value)
    if parts:
        year, month, dom = (amount(parts.get(name)) for name in ("year", "month", "day"))
        return _iso(year or 0, month or 0, dom or 0)
    days = date_parser.days(normalise.code(text(value)))
    return _iso(days[0].year, days[0].month, days[0].day) if len(days) == 1 else ""


def masked(name: str) -> bool:
    """Whether a name is hidden in part: 陳O聖, 王○明, 朱Ｏ勝, 林**. An O among Latin letters hides nothing."""
    return bool(_MASKS.search(name) or (_CJK.search(name) and _MASK_LETTERS.search(name)))


def _iso(year: int, month: int, dom: int) -> str:
    try:
        return date(year, month, dom).isoformat()
    except (ValueError, OverflowError):
        return ""
