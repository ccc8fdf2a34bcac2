"""Changes to a schedule as people type them, one line each: 權重 20,25,25,20,10 · 活動 5,9 · 工具 4-10 · 海外 全程 ·
通路 20% · 加一項 商情研析 5% 4-5. What is not understood is None: it is asked, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from flows.schemes.alliance.schedule import MONTHS, Row, Schedule, placed, weighed

MOST_OWN, MOST_NAME = 5, 16
"""Rows of its own that an alliance may add, and characters of such a row's name; constructed."""

_WEIGHTS = re.compile(r"(?:權重|weights?)[:\s]*(.+)", re.IGNORECASE)
_ADD = re.compile(r"(?:加一項|新增|add)[:\s]*(\S.*?)\s+(\d{1,2})\s*%\s+(\S.*)", re.IGNORECASE)
_WEIGHT = re.compile(r"(\d{1,3})\s*%")
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,、/\s]\s*\d{1,3})*")
_SPAN = re.compile(r"(\d{1,2})\s*(?:[-到至]|to)\s*(\d{1,2})")
_WHOLE_YEAR = frozenset({"全程", "全年", "每月", "all", "all year"})


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for the rows in order. They may be too many, too few or make another sum than 100: that is said."""

    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """Another weight for one item."""

    item: str
    weight: int


@dataclass(frozen=True, slots=True)
class Months:
    """Other months for one item."""

    item: str
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A row of the alliance's own."""

    row: Row


Change = Weights | Weight | Months | Added


def read(line: str, names: Mapping[str, str]) -> Change | None:
    """The change that a line asks for; None when it asks for none. `names` are what people call the items, in lower
    case, with the item each means."""
    text = normalize("NFKC", line).replace("－", "-").replace("~", "-").strip().casefold()
    if (match := _WEIGHTS.fullmatch(text)) and (found := numbers(match[1])):
        return Weights(found)
    if (found := numbers(text)) and len(found) > 1:
        return Weights(found)
    if (match := _ADD.fullmatch(text)) and (in_months := months(match[3])) and len(match[1]) <= MOST_NAME:
        return Added(Row(match[1], int(match[2]), in_months))
    return _of_item(text, names)


def _of_item(text: str, names: Mapping[str, str]) -> Weight | Months | None:
    name = next((name for name in sorted(names, key=len, reverse=True) if text.startswith(name)), None)
    if name is None:
        return None
    rest = text.removeprefix(name).strip(" :")
    if match := _WEIGHT.fullmatch(rest):
        return Weight(names[name], int(match[1]))
    found = months(rest)
    return Months(names[name], found) if found else None


def numbers(text: str) -> tuple[int, ...]:
    """Whole numbers in a row, such as 20,25,25,20,10; none when anything else stands there."""
    bare = text.strip().replace("%", "")
    return tuple(map(int, re.findall(r"\d+", bare))) if _NUMBERS.fullmatch(bare) else ()


def months(text: str) -> tuple[int, ...]:
    """Months such as 5-9, 6,9, 4到6月 or 全程, in order; none when one of them is outside the guidance or unclear."""
    bare = re.sub(r"月\s*(?=\d)", ",", text.strip()).replace("月", "")
    if bare in _WHOLE_YEAR:
        return MONTHS
    found: set[int] = set()
    for part in re.split(r"[,、/和]", bare):
        match = _SPAN.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2])) if match else (_number(part), _number(part))
        if not MONTHS[0] <= first <= last <= MONTHS[-1]:
            return ()
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _number(part: str) -> int:
    return int(part) if part.strip().isdecimal() and len(part.strip()) <= 2 else 0


def changed(schedule: Schedule, change: Change) -> Schedule | None:
    """The schedule after a change; None when it does not fit: another number of weights, a sixth row of its own, an
    item that is not there."""
    match change:
        case Weights(weights):
            return weighed(schedule, weights) if len(weights) == len(schedule.rows) else None
        case Weight(item, weight) if schedule.row(item) is not None:
            return weighed(schedule, [weight if row.item == item else row.weight for row in schedule.rows])
        case Months(item, in_months) if schedule.row(item) is not None:
            return placed(schedule, item, in_months)
        case Added(row) if len(schedule.own) < MOST_OWN and schedule.row(row.item) is None:
            return Schedule((*schedule.rows, row))
        case _:
            return None
