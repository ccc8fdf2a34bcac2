"""Measures where frame, QR code and signing fields are: `python -m tests.support.signed_copies.measured_plan`.

What it prints belongs into templates/diagnosis/document/layout.toml, as a new layout as soon as a form was printed with
the old one; a test compares them.
"""

from collections.abc import Iterator
from dataclasses import astuple
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from bot.signed_copy.layout import LAYOUTS, Area, PrintedPage
from bot.signed_copy.qr_reader import Code, read_codes
from tests.fixtures.forms import sheet

_PER_MM = 16
_POINTS_PER_MM = 72 / 25.4
_FIELDS = {("1", 1): (0, (1,)), ("2", 1): (0, (2, 4)), ("2", 0): (2, (0, 1))}
"""By layout and page: the level red rule below which the fields to sign in are, from the top one on, and the upright
rules right of which they are, from the left one on."""
Mask = NDArray[np.bool_]


def measured(layout: str, page: int) -> tuple[PrintedPage, Area, Code]:
    """The places on a page of a layout, and what its QR code says."""
    with pypdfium2.PdfDocument(sheet(layout, page)[0]) as pdf:
        opened = pdf[sheet(layout, page)[1]]
        drawn = opened.render(scale=_PER_MM / _POINTS_PER_MM).to_numpy()[:, :, :3].astype(int)
        letters = list(_letters(opened))
    dark = drawn.max(axis=2) < 100
    red = (drawn[:, :, 2] > 150) & (drawn[:, :, 1] < 90)
    (code,) = read_codes(np.ascontiguousarray(drawn.astype(np.uint8)[:, :, 1]))
    frame, sides, rules = _ruled(dark)
    fields, dates = _signing(red, letters, *_FIELDS[layout, page]) if (layout, page) in _FIELDS else ((), ())
    place = _area(*code.corners.min(axis=0), *code.corners.max(axis=0))
    return PrintedPage(page, frame, sides, rules, fields, dates), place, code


def _ruled(dark: Mask) -> tuple[Area, tuple[float, float], tuple[float, ...]]:
    """The frame to the outer edge of its line, the middles of its sides, and of all rules between them."""
    columns = _groups(np.flatnonzero(dark.mean(axis=0) > 0.7))
    left, right = columns[0][0], columns[-1][-1] + 1
    rows = _groups(np.flatnonzero(dark[:, left:right].mean(axis=1) > 0.97))
    frame = _area(left, rows[0][0], right, rows[-1][-1] + 1)
    return frame, (_middle(columns[0]), _middle(columns[-1])), tuple(_middle(row) for row in rows)


def _signing(
    red: Mask, letters: list[tuple[str, Area]], level: int, beside: tuple[int, ...]
) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """The blanks right of the red box's upright rules, and those of the date, between its rules and its words."""
    lines = _groups(np.flatnonzero(red.mean(axis=1) > 0.7))
    top, bottom = lines[level][-1] + 1, lines[level + 1][0]
    upright = _groups(np.flatnonzero(red[top:bottom].mean(axis=0) > 0.9))
    fields = tuple(_area(upright[i][-1] + 1, top, upright[i + 1][0], bottom) for i in beside)
    return fields, tuple(_dates(red, letters))


def _dates(red: Mask, letters: list[tuple[str, Area]]) -> Iterator[Area]:
    start = "".join(letter for letter, _ in letters).index("國年月日")
    words = [area for _, area in letters[start : start + 4]]
    x, y = round(words[0].right * _PER_MM), round((words[0].top + words[0].bottom) / 2 * _PER_MM)
    rules = np.flatnonzero(red[:, x])
    top, bottom = rules[rules < y].max() + 1, rules[rules > y].min()
    for before, after in pairwise(words):
        yield _area(before.right * _PER_MM, top, after.left * _PER_MM, bottom)


def _letters(page: Any) -> Iterator[tuple[str, Area]]:
    """Every printed letter with its box."""
    height = page.get_height()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        if (letter := text.get_text_range(index, 1)).strip():
            left, bottom, right, top = text.get_charbox(index)
            sides = (left, height - top, right, height - bottom)
            yield letter, Area(*(side / _POINTS_PER_MM for side in sides))


def _groups(indexes: NDArray[np.int_]) -> list[NDArray[np.int_]]:
    return np.split(indexes, np.flatnonzero(np.diff(indexes) > 2) + 1)


def _middle(line: NDArray[np.int_]) -> float:
    return round(float(line[0] + line[-1] + 1) / 2 / _PER_MM, 2)


def _area(left: float, top: float, right: float, bottom: float) -> Area:
    return Area(*(round(float(side) / _PER_MM, 2) for side in (left, top, right, bottom)))


def _table(page: PrintedPage) -> Iterator[str]:
    """A page as layout.toml has it."""
    yield f"[[layouts.pages]]\nnumber = {page.number}"
    for name, sides in (("frame", astuple(page.frame)), ("sides", page.sides), ("rules", page.rules)):
        yield f"{name} = {list(sides)}"
    for name, areas in (("fields", page.fields), ("dates", page.dates)):
        if areas:
            yield f"{name} = {[list(astuple(area)) for area in areas]}"


if __name__ == "__main__":
    for layout in LAYOUTS:
        found = [measured(layout.name, page.number) for page in layout.pages]
        print(f'[[layouts]]\nname = "{layout.name}"\ncode = {list(astuple(found[0][1]))}')
        print(*(line for page, _, _ in found for line in _table(page)), sep="\n")
