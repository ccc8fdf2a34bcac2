"""Kind `matrix`: one amount, or one step of a scale, for each row; all rows at once or row by row."""

import re
from collections.abc import Mapping
from typing import Final

from flows.answers import amounts, clean, picks
from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.matching import Beyond, Nothing, One, Options, Several
from flows.questionnaire import Cell, Question

_AMOUNT: Final = amounts.Amount()
_STRONG: Final = re.compile(r"[\n;；、]")
_LOOSE: Final = re.compile(r"[\n;；、/／ ]|[,，](?![0-9０-９]{3}(?![0-9０-９]))")
_BETWEEN_STEPS: Final = re.compile(r"[,，、;；/／\s]+")
_ROW_LABEL: Final = re.compile(r"^[^:：]{1,20}[:：]\s*")
_ALL_ROWS: Final = re.compile(r"(?:都|全部|全|皆)(?:都|是|選|為)*(.+)")


class Matrix:
    """Reads 3,3,2,4 or 3324 for a scale; amounts a line each, or separated by 、."""

    rejects = frozenset({"wrong_count", "unknown", "ambiguous", "out_of_range"}) | _AMOUNT.rejects
    doubts = _AMOUNT.doubts

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """Every row's cell, in the order of the rows."""
        cells = _cells(question, clean.block(text))
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
        zh = names.language.startswith("zh")
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
        outcome = _AMOUNT.parse(question, text, reading)
        return (
            Rejected(outcome.code, {**outcome.facts, "row": row})
            if isinstance(outcome, Rejected)
            else outcome
        )
    match Options.of(question.scale, reading.names).match(clean.line(text)):
        case One(step):
            return Accepted(int(step) if step.isdecimal() else step)
        case Several(steps):
            facts = {"part": clean.excerpt(text), "options": picks.labels(reading, steps), "row": row}
            return Rejected("ambiguous", facts)
        case Beyond(number):
            return Rejected(
                "out_of_range", {"max": str(len(question.scale)), "number": str(number), "row": row}
            )
        case Nothing():
            return Rejected("unknown", {"unknown": clean.excerpt(text), "row": row})


def show_cell(question: Question, cell: Value, names: Names) -> str:
    """One cell: an amount in both units, or a step with its label."""
    if question.cell is Cell.AMOUNT:
        return amounts.written(int(str(cell)), names.language)
    step = str(cell)
    label = names.step(question.id, step)
    return label if label.startswith(step) else f"{step} {label}"


def _cells(question: Question, text: str) -> list[str]:
    """The text cut into as many cells as there are rows where that is possible."""
    rows, plain = len(question.rows), clean.code(text)
    every = _ALL_ROWS.fullmatch(plain)
    if every or (question.cell is Cell.AMOUNT and plain.lower() in amounts.NOTHING | {"0"}):
        return [every[1] if every else "0"] * rows
    if question.cell is Cell.SCALE and len(plain) == rows and plain.isascii() and plain.isdigit():
        return list(plain)
    if question.cell is Cell.SCALE:
        return _cut(text, _BETWEEN_STEPS) if not _STRONG.search(text) else _cut(text, _STRONG)
    strong = _cut(text, _STRONG)
    return strong if len(strong) == rows else _cut(text, _LOOSE)


def _cut(text: str, marks: re.Pattern[str]) -> list[str]:
    return [_ROW_LABEL.sub("", part.strip()) for part in marks.split(text) if part.strip()]


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
