"""Tables as CSV and as an Excel workbook: nothing typed becomes a formula, no number loses its leading zeros."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flows.definitions.programme import TAIPEI

_FORMULA = frozenset("=+-@\u2212")
"""What a cell must not begin with; full-width forms count as well, as Excel takes them alike (OWASP: CSV injection)."""
_NUMBER_IN_NAME_ONLY = re.compile(r"0[0-9]+|[0-9]{8,}")
"""Digits that are a name: 00501508, 0912345678. Excel would take leading zeros away and shorten long ones."""


def as_csv(headers: Sequence[str], table: Iterable[Sequence[Any]]) -> bytes:
    """CSV (RFC 4180) with a byte order mark, so that Excel reads it as UTF-8.

    A cell that Excel would take for a formula has an apostrophe before it; digits that are a name are written as
    `="00501508"`, which Excel and LibreOffice show as text.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_cell(header) for header in headers])
    writer.writerows([_cell(cell) for cell in row] for row in table)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name of at most 31 characters, its heads and its rows."""

    name: str
    headers: Sequence[str]
    table: Iterable[Sequence[Any]]


def as_xlsx(headers: Sequence[str], table: Iterable[Sequence[Any]], name: str = "applications") -> bytes:
    """An Excel workbook with one sheet, as `as_workbook` makes it."""
    return as_workbook([Sheet(name, headers, table)])


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """An Excel workbook, the head of each sheet frozen and filtered. Numbers, days and moments (of any zone, shown in
    Taipei) are such to Excel; everything else is text, also where it looks like a number or a formula."""
    import xlsxwriter

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day, moment = (workbook.add_format({"num_format": shown}) for shown in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    for each in sheets:
        _write(workbook.add_worksheet(each.name), each, day, moment)
    workbook.close()
    return out.getvalue()


def _write(sheet: Any, content: Sheet, day: Any, moment: Any) -> None:
    """Rows, head first, into a sheet of xlsxwriter, which has no types."""
    last = 0
    for last, row in enumerate([content.headers, *content.table]):
        for column, cell in enumerate(row):
            match cell:
                case bool():
                    sheet.write_boolean(last, column, cell)
                case int() | float():
                    sheet.write_number(last, column, cell)
                case datetime():
                    sheet.write_datetime(last, column, cell.astimezone(TAIPEI).replace(tzinfo=None), moment)
                case date():
                    sheet.write_datetime(last, column, datetime.combine(cell, time()), day)
                case _:
                    sheet.write_string(last, column, str(cell))
    sheet.autofilter(0, 0, last, max(len(content.headers) - 1, 0))
    sheet.freeze_panes(1, 1)
    sheet.autofit(max_width=300)


def _cell(cell: object) -> str:
    text = str(cell)
    if _NUMBER_IN_NAME_ONLY.fullmatch(text):
        return f'="{text}"'
    return f"'{text}" if _begins_formula(text) else text


def _begins_formula(text: str) -> bool:
    """Whether the first character does, or the first that is seen: what is not seen may be passed over."""
    seen = next((one for one in text if unicodedata.category(one)[0] not in "CZ"), "")
    unseen_first = text[:1] in ("\t", "\r", "\n", "\0")
    return unseen_first or unicodedata.normalize("NFKC", seen)[:1] in _FORMULA
