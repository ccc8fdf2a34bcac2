"""The first page of the form as it comes back: signed and dated by hand, in invented ink."""

from io import BytesIO
from math import cos, pi, sin

import pikepdf

from bot.signed_copy.layout import LAYOUTS, PAGE_MM, Area

_INK = "0.10 0.20 0.45 RG 1.1 w 1 J 1 j"
"""A blue ballpoint."""

_POINTS = 72 / 25.4
_STEPS = 120
_DIGITS = {
    "0": "0,0 2,0 2,4 0,4 0,0", "1": "1,0 1,4", "2": "0,0 2,0 2,2 0,2 0,4 2,4", "3": "0,0 2,0 2,2 0,2 2,2 2,4 0,4",
    "4": "0,0 0,2 2,2 2,0 2,4", "5": "2,0 0,0 0,2 2,2 2,4 0,4", "6": "2,0 0,0 0,4 2,4 2,2 0,2", "7": "0,0 2,0 1,4",
    "8": "0,0 2,0 2,4 0,4 0,0 0,2 2,2", "9": "2,2 0,2 0,0 2,0 2,4 0,4",
}  # fmt: skip
"""Strokes of each digit in millimetres from its top left corner."""


def signed_sheet(document: bytes, day: tuple[int, int, int]) -> bytes:
    """Page 1 of a form as a PDF, with a signature in its box and this day: year of the Republic, month, day."""
    page = LAYOUTS[-1].page(1)
    assert page
    lines = [_signature(page.fields[-1])]
    for blank, number in zip(page.dates, day, strict=True):
        lines += _written(str(number), blank)
    drawn = "\n".join(["q", _INK, *map(_path, lines), "Q"])
    out = BytesIO()
    with pikepdf.open(BytesIO(document)) as pdf:
        del pdf.pages[1:]
        pdf.pages[0].contents_add(drawn.encode(), prepend=False)
        pdf.save(out)
    return out.getvalue()


def _signature(field: Area) -> list[tuple[float, float]]:
    """Loops that lean like a name written quickly, in millimetres."""
    x, y = field.middle
    along = [step / _STEPS for step in range(_STEPS + 1)]
    right = [x - 26 + 52 * at + 3 * sin(at * 13 * pi) for at in along]
    down = [y + 5 * sin(at * 13 * pi + 1) * (1 - at / 2) + 2 * cos(at * 9) for at in along]
    return list(zip(right, down, strict=True))


def _written(number: str, blank: Area) -> list[list[tuple[float, float]]]:
    """The strokes of a number on a blank."""
    lines = []
    for place, digit in enumerate(number):
        x, y = blank.left + 2 + 3 * place, blank.bottom - 6
        points = (point.split(",") for point in _DIGITS[digit].split())
        lines.append([(x + float(right), y + float(down)) for right, down in points])
    return lines


def _path(points: list[tuple[float, float]]) -> str:
    """A line as a PDF draws it."""
    (first, *others) = (f"{x * _POINTS:.2f} {(PAGE_MM[1] - y) * _POINTS:.2f}" for x, y in points)
    return " ".join([f"{first} m", *(f"{point} l" for point in others), "S"])
