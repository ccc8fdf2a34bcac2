"""Rows of the indicators as people type them, one line each: 數位 6月 Shopee 聯合品牌週 訂單數 0 300 100 ·
廣告 4月 Google Ads 導流數 0 6000 · MOU 9月 曼谷經銷商 · 適地化產品 8月 泰文包裝.

What a line does not say is asked, never guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from flows.schemes.alliance.schedule import MONTHS

Names = Mapping[str, Sequence[str]]
"""What people call each kind of row, in lower case, by its id."""

UNITS: Mapping[str, str] = {
    "訂單數": "筆", "訂單": "筆", "瀏覽數": "次", "觸及率": "人次", "導流數": "人次", "分析筆數": "筆",
    "新產品": "式", "新品牌": "式",
}  # fmt: skip
"""Units of the indicators that the slides name (lines 292–305, 344–354)."""

PLAIN_UNIT = "次"
MOST_NAME = 40

_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月")
_HALF = re.compile(r"[(（]\s*上\s*([\d,]+)\s*下\s*([\d,]+)\s*[)）]")
_NUMBER = re.compile(r"\d[\d,]*")
_THREE = re.compile(r"(\d[\d,]*)\s*[ ,、/]\s*(\d[\d,]*)\s*[ ,、/]\s*(\d[\d,]*)")


@dataclass(frozen=True, slots=True)
class RowLine:
    """What a line says of a row; None where it says nothing. `before`, `whole`, `first` and `second` belong to
    `measure`, the indicator."""

    kind: str | None
    month: int | None
    name: str
    measure: str = ""
    before: int = 0
    whole: int | None = None
    first: int | None = None
    second: int | None = None


def read_row(line: str, kinds: Names, *, measured: bool) -> RowLine | None:
    """A row from a line; None for a line without a name. `measured`: whether rows of this kind have an indicator."""
    text = normalize("NFKC", line).strip()
    first = second = None
    if match := _HALF.search(text):
        first, second = _whole(match[1]), _whole(match[2])
        text = text[: match.start()] + text[match.end() :]
    month, text = _month(text)
    tokens = [token for token in re.split(r"[\s、，;；]+", text) if token]
    kind, tokens = _kind(tokens, kinds)
    numbers: list[int] = []
    while measured and tokens and _NUMBER.fullmatch(tokens[-1]) and len(numbers) < 3:
        numbers.insert(0, _whole(tokens.pop()))
    measure = tokens.pop() if numbers and tokens else ""
    name = " ".join(tokens)[:MOST_NAME] or measure
    if not name and kind is None:
        return None
    if len(numbers) == 1:
        numbers.insert(0, 0)
    if len(numbers) == 3:
        first = numbers[2]
    before, whole = (numbers[0], numbers[1]) if numbers else (0, None)
    return RowLine(kind, month, name, measure, before, whole, first, second)


def three_numbers(text: str) -> tuple[int, int, int] | None:
    """Whole, first half and second half typed as three numbers: 6 3 2; None for anything else."""
    match = _THREE.fullmatch(normalize("NFKC", text).strip())
    return (_whole(match[1]), _whole(match[2]), _whole(match[3])) if match else None


def unit_of(measure: str) -> str:
    """The unit an indicator of that name is counted in."""
    return next((unit for name, unit in UNITS.items() if measure.startswith(name)), PLAIN_UNIT)


def indicator_json(row: RowLine, first: int, evidence: Sequence[str]) -> dict[str, Any]:
    """The indicator of a row with what of it falls into the first half; the rest is for the second."""
    whole = row.whole or 0
    second = row.second if row.second is not None else whole - first
    return {
        "name": row.measure, "unit": unit_of(row.measure), "before": row.before, "whole": whole,
        "first": first, "second": second, "evidence": list(evidence),
    }  # fmt: skip


def _month(text: str) -> tuple[int | None, str]:
    match = _MONTH.search(text)
    if match is None:
        return None, text
    month = int(match[1])
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return (month if month in MONTHS else None), rest


def _kind(tokens: list[str], kinds: Names) -> tuple[str | None, list[str]]:
    """The kind that one of the words names, and the other words."""
    for place, token in enumerate(tokens):
        for kind, names in kinds.items():
            if token.casefold() in names:
                return kind, tokens[:place] + tokens[place + 1 :]
    return None, tokens


def _whole(figures: str) -> int:
    return int(figures.replace(",", ""))
