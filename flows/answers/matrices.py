"""Kind `matrix`: one amount, or one step of a scale, for each row; all rows at once or row by row."""

import re
from collections.abc import Mapping
from typing import Final

from flows.answers import amounts
from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise, numerals, option_list
from flows.answers.parsing.option_matcher import AmbiguousMatch, NoMatch, Options, OutOfRange, SingleMatch
from flows.definitions.languages import is_chinese
from flows.definitions.questionnaire import Cell, Question

_AMOUNT: Final = amounts.Amount()
_STRONG: Final = re.compile(r"[\n;；、]")
_LOOSE: Final = re.compile(
    r"[\n;；、/／&＆]|跟|和|及|與|(?<![億亿]) |(?<=[億亿]) (?=.*[億亿])|[,，](?![0-9０-９]{3}(?![0-9０-９]))"
    r"|(?<=[萬万億亿元])[,，]"
)
_TWO_GROUPS: Final = re.compile(r"([0-9]{1,3})[, ]([0-9]{3})")
_LISTED: Final = re.compile(r"(?:^|(?<=[\s,;、]))[(]?([0-9])[.、):](?=\s*\S)")
_PERIOD: Final = re.compile(
    r"(?P<last>去年度?|上年度?|最近一年度?)|(?P<before>前年度?|前一年度?)|\(?(?:民國)?(?P<year>[0-9]{3}|20[0-9]{2})(?:年度?|(?=\)))\)?"
)
_TOTAL: Final = re.compile(r"合計|總計|加起來|兩年|(?<!第)二年|(?<!不)[總一]?共")
_ROC: Final = 1911
_BETWEEN_STEPS: Final = re.compile(r"[,，、;；/／\s]+")
_ROW_LABEL: Final = re.compile(r"^[^:：]{1,20}[:：]\s*")
_ALL_ROWS: Final = re.compile(r"(?:都|全部|全|皆)(?:都|是|選|為)*(.+)")


class Matrix:
    """Reads 3,3,2,4 or 3324 for a scale; amounts a line each, or separated by 、."""

    rejects = (
        frozenset({"wrong_count", "unknown", "ambiguous", "out_of_range", "total", "other_year"})
        | _AMOUNT.rejects
    )
    doubts = _AMOUNT.doubts

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """Every row's cell, in the order of the rows; amounts also in the order of the years beside them."""
        cells = _cells(question, normalise.block(text))
        if question.cell is Cell.AMOUNT and _TOTAL.search(text):
            return Rejected("total")
        if question.cell is Cell.AMOUNT and len(cells) == len(question.rows):
            ordered = _by_period(cells, reading.today.year - _ROC)
            if ordered is None:
                return Rejected("wrong_count", {"rows": str(len(question.rows)), "count": str(len(cells))})
            cells = ordered
        if len(cells) != len(question.rows):
            return Rejected("wrong_count", {"rows": str(len(question.rows)), "count": str(len(cells))})
        outcomes = {
            row: parse_cell(question, row, cell, reading)
            for row, cell in zip(question.rows, cells, strict=True)
        }
        return _together(outcomes)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """Each row's label and cell."""
        cells = value if isinstance(value, Mapping) else {}
        zh = is_chinese(names.language)
        colon, mark = ("：", "；") if zh else (": ", "; ")
        shown = (
            f"{names.row(question.id, row)}{colon}{show_cell(question, cell, names)}"
            for row, cell in cells.items()
        )
        return mark.join(shown)


def parse_cell(question: Question, row: str, text: str, reading: Reading) -> Outcome:
    """One row's cell: TWD as in `amounts`, or a step of the scale by number or label (an int
    where steps are numbered).

    Codes are those of `Matrix`; a refusal names the row in its facts (`row`)."""
    if question.cell is Cell.AMOUNT:
        outcome = _amount_cell(question, row, text, reading)
        return (
            Rejected(outcome.code, {**outcome.facts, "row": row})
            if isinstance(outcome, Rejected)
            else outcome
        )
    line = normalise.line(text)
    han = numerals.read(line) if len(line) == 1 and not line.isascii() else None
    typed = line if han is None else str(han)
    match Options.of(question.scale, reading.names).match(typed):
        case SingleMatch(step):
            return Accepted(int(step) if step.isdecimal() else step)
        case AmbiguousMatch(steps):
            facts = {
                "part": normalise.excerpt(text),
                "options": option_list.labels(reading, steps),
                "row": row,
            }
            return Rejected("ambiguous", facts)
        case OutOfRange(number):
            return Rejected(
                "out_of_range", {"max": str(len(question.scale)), "number": str(number), "row": row}
            )
        case NoMatch():
            return Rejected("unknown", {"unknown": normalise.excerpt(text), "row": row})


def _amount_cell(question: Question, row: str, text: str, reading: Reading) -> Outcome:
    """One year's amount, the rows being the last years, the latest first: 111年 650萬 answers no other row."""
    plain = normalise.code(text)
    if len(question.rows) > 1 and _TOTAL.search(plain):
        return Rejected("total")
    periods = list(_PERIOD.finditer(plain))
    if len(periods) == 1 and row in question.rows:
        if _year(periods[0], reading.today.year - _ROC) != _year_of(question, row, reading):
            return Rejected("other_year")
        plain = _PERIOD.sub("", plain).strip(" :")
    return _AMOUNT.parse(question, plain if len(periods) == 1 else text, reading)


def _year_of(question: Question, row: str, reading: Reading) -> int:
    return reading.today.year - _ROC - 1 - question.rows.index(row)


def two_groups(question: Question, text: str) -> bool:
    """Whether a text of two groups of figures (800 650) is as well an amount for each of two rows."""
    two = question.cell is Cell.AMOUNT and len(question.rows) == 2
    return two and _TWO_GROUPS.fullmatch(normalise.code(text)) is not None


def show_cell(question: Question, cell: Value, names: Names) -> str:
    """One cell: an amount in both units, or a step with its label."""
    if question.cell is Cell.AMOUNT:
        return amounts.written(int(str(cell)), names.language)
    step = str(cell)
    label = names.step(question.id, step)
    return label if label.startswith(step) else f"{step} {label}"


def _cells(question: Question, text: str) -> list[str]:
    """The text cut into as many cells as there are rows where that is possible."""
    rows, plain = len(question.rows), normalise.code(text)
    every = _ALL_ROWS.fullmatch(plain)
    if every or (question.cell is Cell.AMOUNT and plain.lower() in amounts.NOTHING | {"0"}):
        return [every[1] if every else "0"] * rows
    if question.cell is Cell.SCALE and len(plain) == rows and plain.isascii() and plain.isdigit():
        return list(plain)
    if question.cell is Cell.SCALE and re.fullmatch(rf"(?:[0-9]\.){{{rows - 1}}}[0-9]\.?", plain):
        return plain.strip(".").split(".")
    if question.cell is Cell.SCALE:
        return _cut(text, _BETWEEN_STEPS) if not _STRONG.search(text) else _cut(text, _STRONG)
    if two_groups(question, text):
        return _cut(plain, re.compile("[, ]"))
    listed = [int(match[1]) for match in _LISTED.finditer(plain)]
    if listed == list(range(1, rows + 1)) and _LISTED.match(plain):
        return _cut(_LISTED.sub("\n", normalise.code(text)), re.compile("\n"))
    strong = _cut(text, _STRONG)
    return strong if len(strong) == rows else _cut(text, _LOOSE)


def _cut(text: str, marks: re.Pattern[str]) -> list[str]:
    return [_ROW_LABEL.sub("", part.strip()) for part in marks.split(text) if part.strip()]


def _by_period(cells: list[str], this_year: int) -> list[str] | None:
    """Two cells without the years beside them, the latest year first; None when the years are not the last two."""
    found = [_PERIOD.search(normalise.code(cell)) for cell in cells]
    if not any(found):
        return cells
    years = [_year(match, this_year) for match in found]
    if sorted(years) != list(range(this_year - len(cells), this_year)):
        return None
    bare = {
        year: _PERIOD.sub("", normalise.code(cell), count=1).strip(" :")
        for year, cell in zip(years, cells, strict=True)
    }
    return [bare[year] for year in sorted(bare, reverse=True)]


def _year(match: re.Match[str] | None, this_year: int) -> int:
    """The ROC year a period names; 0 for none."""
    if match is None:
        return 0
    if match["year"]:
        year = int(match["year"])
        return year - _ROC if year >= 1000 else year
    return this_year - (1 if match["last"] else 2)


def _together(outcomes: Mapping[str, Outcome]) -> Outcome:
    """All rows as one outcome: the first refusal, else a doubt when any row is doubtful."""
    refused = next((outcome for outcome in outcomes.values() if isinstance(outcome, Rejected)), None)
    if refused:
        return refused
    doubts = [outcome for outcome in outcomes.values() if isinstance(outcome, Doubtful)]
    if not doubts:
        return Accepted({row: _readings(outcome)[0] for row, outcome in outcomes.items()})
    literal = {row: _readings(outcome)[0] for row, outcome in outcomes.items()}
    other = {row: _readings(outcome)[-1] for row, outcome in outcomes.items()}
    gravest = next((doubt for doubt in doubts if doubt.code != "zero"), doubts[0])
    return Doubtful(gravest.code, (literal,) if literal == other else (literal, other), gravest.facts)


def _readings(outcome: Outcome) -> tuple[Value, ...]:
    match outcome:
        case Doubtful(candidates=candidates):
            return candidates
        case Accepted(value=value):
            return (value,)
        case _:
            return ()
