"""Measures on a rendered form where its frame, QR code and signing field are: `python -m tests.support.measured_plan`.

What it prints belongs into bot/signed_copy/plan.py whenever the form's layout changes; a test compares them.
"""

from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from bot.signed_copy.codes import read_code
from bot.signed_copy.plan import PAGE_MM, Area
from tests.fixtures.forms import form

_PER_MM = 16
Mask = NDArray[np.bool_]


def measured(page: int) -> dict[str, Area]:
    """The areas of page `page` (from 1), by their names in plan.py."""
    with pypdfium2.PdfDocument(form()) as pdf:
        drawn = pdf[page - 1].render(scale=_PER_MM * 25.4 / 72).to_numpy()[:, :, :3].astype(int)
    dark = drawn.max(axis=2) < 100
    red = (drawn[:, :, 2] > 150) & (drawn[:, :, 1] < 90)
    areas = {"frame": _frame(dark), "code": _code(drawn.astype(np.uint8))}
    return areas | ({"field": _field(red)} if page == 1 else {})


def _frame(dark: Mask) -> Area:
    """Between the outermost lines that run through most of the page."""
    rows = np.flatnonzero(dark.mean(axis=1) > 0.8)
    columns = np.flatnonzero(dark.mean(axis=0) > 0.7)
    return _area(columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)


def _code(drawn: Any) -> Area:
    code = read_code(np.ascontiguousarray(drawn[:, :, 1]))
    assert code is not None
    return _area(*code.corners.min(axis=0), *code.corners.max(axis=0))


def _field(red: Mask) -> Area:
    """The blank between the lines of the red box: its second and third upright line, its top and bottom line."""
    rows = np.flatnonzero(red.mean(axis=1) > 0.7)
    top, bottom = _groups(rows)[0][-1] + 1, _groups(rows)[-1][0]
    columns = _groups(np.flatnonzero(red[top:bottom].mean(axis=0) > 0.9))
    return _area(columns[1][-1] + 1, top, columns[2][0], bottom)


def _groups(indexes: NDArray[np.int_]) -> list[NDArray[np.int_]]:
    return np.split(indexes, np.flatnonzero(np.diff(indexes) > 2) + 1)


def _area(left: float, top: float, right: float, bottom: float) -> Area:
    return Area(*(round(float(side) / _PER_MM, 2) for side in (left, top, right, bottom)))


if __name__ == "__main__":
    print(f"sheet {PAGE_MM}")
    for number in (1, 2, 3):
        print(number, measured(number))
