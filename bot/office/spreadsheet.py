"""The list of cases as an Excel workbook: days as days, numbers as numbers, 統編 as text."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.spreadsheets import as_xlsx
from flows.definitions.programme import taipei_day
from storage.cases.summaries import Summary

COLUMNS = (
    "case_number", "company", "ubn", "county", "industry", "verdict", "signed", "stage", "awaits",
    "consultant", "last_by", "due", "waited",
)  # fmt: skip


def workbook(
    cases: Sequence[Summary], today: date, words: Mapping[str, Any], signed: Mapping[str, str]
) -> bytes:
    """One row a case; `signed` says what is known of its signed copy."""
    heads = [words["columns"][name] for name in COLUMNS]
    return as_xlsx(heads, [_row(one, today, words, signed) for one in cases], words["title"])


def _row(one: Summary, today: date, words: Mapping[str, Any], signed: Mapping[str, str]) -> list[object]:
    told: dict[str, object] = {
        "signed": signed[one.signed],
        "stage": words["stage"][one.stage],
        "awaits": words["awaits"][one.awaits],
        "due": one.due or "",
        "waited": (today - taipei_day(one.since)).days,
    }
    return [told[name] if name in told else getattr(one, name) for name in COLUMNS]
