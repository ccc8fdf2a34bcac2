"""Kind `table`: rows of 年度＋政府單位＋計畫全稱, one a line; a year column and two text columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flows.answers.base import Accepted, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise
from flows.definitions.languages import is_chinese
from flows.definitions.questionnaire import Column, Question

_ROC: Final = 1911
_YEARS_BACK: Final = 3
_FIGURE: Final = "[0-9０-９]"
_YEAR: Final = re.compile(
    rf"(?:中華民國|民國|西元|ROC)?\s*(?<!{_FIGURE})({_FIGURE}{{2,4}})(?!{_FIGURE})\s*(?:學?年度|年)?",
    re.I,
)
_YEARS: Final = re.compile(
    rf"{_FIGURE}{{2,4}}\s*(?:年度|年)?\s*[-~～－至到、]\s*{_FIGURE}{{2,4}}\s*(?:年度|年)"
)
_NEXT_ROW: Final = re.compile(
    rf"[\s、，,；;]*(?:(?<=[\s、，,；;])[(（]?{_FIGURE}{{1,2}}[)）.．、]\s*|(?<![0-9０-９.．])(?<!民國|西元|中華))"
    rf"(?=(?:中華民國|民國|西元)?\s*(?:1[0-9]{{2}}|20[0-9]{{2}})\s*年)"
)
_MONTH: Final = re.compile(
    rf"^\s*(?:[.．/]\s*)?{_FIGURE}{{1,2}}\s*月(?:份)?|^\s*[.．/]\s*{_FIGURE}{{1,2}}(?!{_FIGURE})"
)
_ONLY_OFFICE: Final = re.compile(r"[^計補輔推\s]{2,10}(?:局|署|處|司|部|會|院|公所)")
_LIST_NUMBER: Final = re.compile(rf"^[(（]?{_FIGURE}[)）.．、]\s*")
_MARKED_YEAR: Final = re.compile(
    rf"(?:中華民國|民國|西元)?\s*(?<!{_FIGURE})({_FIGURE}{{3,4}})\s*(?:學?年度|年)"
)
_MARKS: Final = r"＋+／/，,、|｜\t:："
_EDGES: Final = f" {_MARKS}.-"
_STRONG: Final = re.compile(rf"\s*[{_MARKS}]\s*")
_ENDINGS: Final = "局|署|部|處|會|府|院|中心|公所|公司|司"
_AGENCY: Final = re.compile(rf".+?(?:{_ENDINGS})")
_OFFICE_OF_IT: Final = re.compile(r"[^計補輔推\s]{2,10}?(?:局|署|處|協會|委員會|中心|研究院|公所)(?=.)")
"""A part of the agency just named, as in 經濟部國際貿易局, before words that begin a programme's name."""


@dataclass(frozen=True, slots=True)
class _Row:
    year: int
    agency: str
    programme: str


class Table:
    """Reads 110年度國際貿易局補助業界開發國際市場計畫, with or without marks between the parts."""

    rejects = frozenset(
        {
            "empty",
            "no_year",
            "several_years",
            "year_out_of_range",
            "no_agency",
            "no_programme",
            "too_long",
            "too_few_rows",
            "too_many_rows",
        }
    )
    doubts: frozenset[str] = frozenset()

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """Every row; the year in ROC years, from three years back to this year. Facts name the row."""
        lines = [
            row
            for line in re.split(r"[\n;；]", normalise.visible(text))
            for row in _rows(line)
            if normalise.has_words(row)
        ]
        limits = question.limits
        if not lines:
            return Rejected("empty")
        if len(lines) > limits.max_items:
            return Rejected("too_many_rows", {"max": str(limits.max_items), "count": str(len(lines))})
        if len(lines) < limits.min_items:
            return Rejected("too_few_rows", {"min": str(limits.min_items), "count": str(len(lines))})
        rows: list[Value] = []
        for number, row in enumerate(lines, start=1):
            read = _read(question, row, reading.today.year - _ROC)
            if isinstance(read, Rejected):
                return Rejected(read.code, {**read.facts, "row": str(number)})
            rows.append(read)
        return Accepted(rows)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """110 年度 國際貿易局 補助業界開發國際市場計畫, rows separated by a semicolon."""
        zh = is_chinese(names.language)
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        return ("；" if zh else "; ").join(_shown(question, row, zh) for row in rows)


def _shown(question: Question, row: Mapping[str, Value], zh: bool) -> str:
    parts = (
        (f"{row[column.id]} 年度" if zh else f"ROC {row[column.id]}") if column.year else str(row[column.id])
        for column in question.columns
        if column.id in row
    )
    return " ".join(parts)


def _read(question: Question, text: str, this_year: int) -> Mapping[str, Value] | Rejected:
    """One row, or why it is none."""
    parts = _parts(text)
    if isinstance(parts, Rejected):
        return parts
    first, last = this_year - _YEARS_BACK, this_year
    if not first <= parts.year <= last:
        return Rejected("year_out_of_range", {"from": str(first), "to": str(last), "year": str(parts.year)})
    words = iter((parts.agency, parts.programme))
    row = {column.id: str(parts.year) if column.year else next(words, "") for column in question.columns}
    return next((refused for column in question.columns if (refused := _too_long(column, row))), None) or row


def _too_long(column: Column, row: Mapping[str, str]) -> Rejected | None:
    length = len(row[column.id])
    return (
        Rejected("too_long", {"max": str(column.max_length), "length": str(length)})
        if length > column.max_length
        else None
    )


def _rows(line: str) -> list[str]:
    """The rows of one line: each later year that is marked as one begins another, 112年A、113年B."""
    text = _LIST_NUMBER.sub("", line.strip())
    if _YEARS.search(text) or not _YEAR.match(text):
        return [line]
    breaks = [match for match in _NEXT_ROW.finditer(text) if match.start() > 0]
    starts = [0, *(mark.end() for mark in breaks)]
    ends = [*(mark.start() for mark in breaks), len(text)]
    return [text[start:end].strip(_EDGES) for start, end in zip(starts, ends, strict=True)]


def _parts(text: str) -> _Row | Rejected:
    """Year, agency and programme of one row."""
    text = _LIST_NUMBER.sub("", text.strip(_EDGES)).lstrip("(（")
    if _YEARS.search(text):
        return Rejected("several_years")
    match = _YEAR.match(text) or _MARKED_YEAR.search(text)
    if match is None:
        return Rejected("no_year")
    year = int(match[1].translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    behind = _MONTH.sub(" ", text[match.end() :].lstrip(")）"))
    agency, programme = _agency(f"{text[: match.start()].rstrip(_EDGES)} {behind}".strip(_EDGES))
    if not normalise.has_words(agency):
        return Rejected("no_agency")
    if not normalise.has_words(programme) or _ONLY_OFFICE.fullmatch(programme):
        return Rejected("no_programme")
    return _Row(year - _ROC if year >= 1000 else year, normalise.line(agency), normalise.line(programme))


def _agency(text: str) -> tuple[str, str]:
    """Agency and programme: parted by a mark, else by a blank, else where the agency's name ends."""
    head, _, tail = text.partition(" ")
    if tail and re.search(rf"(?:{_ENDINGS})$", head) and not _STRONG.search(head):
        return head, tail.strip(_EDGES)
    marked = _STRONG.split(text, maxsplit=1)
    if len(marked) == 2:
        return marked[0], marked[1].strip(_EDGES)
    if tail:
        return head, tail.strip(_EDGES)
    named = _AGENCY.match(text)
    if named is None:
        return ("", text)
    office = _OFFICE_OF_IT.match(text, named.end())
    end = office.end() if office else named.end()
    return text[:end], text[end:]
