"""Works out how the page lies in the picture: a perspective that puts frame and QR code where they belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, product

import cv2
import numpy as np

from bot.signed_copy import plan
from bot.signed_copy.codes import Code, Points, read_code
from bot.signed_copy.decoding import Pixels
from bot.signed_copy.outlines import frames, sheets

_MOST_ASTRAY_MM = 5.0
"""How far from its place the QR code may come to lie: a wavy sheet moves it by 2 to 3 mm."""
_MOST_ASTRAY_ON_SHEET_MM = 15.0
"""The same by the edges of the paper: a printer may have shrunk or moved the form on it."""
_MOST_STRETCHED_MM = 1.2
"""How much wider or taller than it is printed the QR code may come out; up to 0.5 was seen where nothing was missing.
More means that the outline ends where the picture does, not where the form or the sheet does."""
_CLOSE_UP = 12.0
"""Pixels per millimetre when the code's corner of the page is looked at again: 6 to a module of the code."""
_BORDER = 0.008
"""Share of the picture's side within which a line of the frame counts as lying on the picture's edge."""


class By(Enum):
    """What the page was placed by, the most exact first."""

    FRAME = "frame"
    SHEET = "sheet"
    CODE = "code"


@dataclass(frozen=True)
class Placing:
    """`matrix` takes picture pixels to millimetres on the page, as exactly as `by` tells."""

    matrix: Points
    code: Code | None
    by: By
    cut_off: bool


def place(colour: Pixels, grey: Pixels) -> Placing | None:
    """How the page lies in the picture; None when neither a QR code nor a sheet of paper is found."""
    outlines = list(frames(grey))
    code = read_code(grey) or _looked_for(grey, outlines)
    if code is None:
        return next((_upright(sheet) for sheet in sheets(colour)), None)
    size = grey.shape[1], grey.shape[0]
    best = _best(outlines, _frame(code), code)
    if best and best[0] < _MOST_ASTRAY_MM:
        cut = any(_on_border(outline, size) for outline in outlines[:1]) or _is_cut(best[1], size, code)
        return Placing(best[1], code, By.FRAME, cut)
    best = _best(list(sheets(colour)), plan.SHEET, code)
    if best and best[0] < _MOST_ASTRAY_ON_SHEET_MM:
        return Placing(best[1], code, By.SHEET, _is_cut(best[1], size, code))
    alone = _by_code_alone(code)
    return Placing(alone, code, By.CODE, _lies_outside(alone, size, code))


def projected(matrix: Points, points: Points) -> Points:
    """Points taken through a perspective matrix."""
    spread = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(spread[:, :2] / spread[:, 2:])


def _frame(code: Code) -> plan.Area:
    """The frame of the code's page; that of page 1 for a page its layout does not know: an annex has the same."""
    return (code.layout.page(code.page) or code.layout.pages[0]).frame


def _best(outlines: Sequence[Points], area: plan.Area, code: Code) -> tuple[float, Points] | None:
    """The outline and turn that leave the QR code least astray (mm), and their matrix."""
    wanted = np.array(code.layout.code.corners())
    ways = []
    for outline in outlines:
        for matrix in _turns(outline, area):
            astray = np.linalg.norm(projected(matrix, code.corners) - wanted, axis=1).max()
            ways.append((float(astray), matrix))
    return min(ways, key=lambda way: way[0], default=None)


def _turns(outline: Points, area: plan.Area) -> Iterator[Points]:
    target = np.array(area.corners(), np.float32)
    for turn in range(4):
        source = np.roll(outline, turn, axis=0).astype(np.float32)
        yield np.asarray(cv2.getPerspectiveTransform(source, target), np.float64)


def _looked_for(grey: Pixels, outlines: Sequence[Points]) -> Code | None:
    """The code in a close look at each place where it would be, were one of the outlines the form's frame."""
    for outline, layout in product(outlines, reversed(plan.LAYOUTS)):
        zone = layout.code.within(-7)
        side = round((zone.right - zone.left) * _CLOSE_UP)
        zoom = np.array(
            ((_CLOSE_UP, 0, -zone.left * _CLOSE_UP), (0, _CLOSE_UP, -zone.top * _CLOSE_UP), (0, 0, 1))
        )
        frames = dict.fromkeys(page.frame for page in layout.pages)
        for matrix in chain.from_iterable(_turns(outline, frame) for frame in frames):
            close = cv2.warpPerspective(
                grey, zoom @ matrix, (side, side), flags=cv2.INTER_CUBIC, borderValue=255
            )
            if found := read_code(np.asarray(close, np.uint8)):
                return replace(found, corners=_back(zoom @ matrix, found.corners))
    return None


def _by_code_alone(code: Code) -> Points:
    """Right at the code and ever rougher away from it: without perspective, as the code is small."""
    target = np.array(code.layout.code.corners(), np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(code.corners.astype(np.float32), target)
    return np.vstack([matrix, (0, 0, 1)])


def _upright(sheet: Points) -> Placing:
    """A sheet without a readable code: as the camera held it, the longer side upright."""
    ordered = np.roll(sheet, -int(sheet.sum(axis=1).argmin()), axis=0)
    if np.linalg.norm(ordered[1] - ordered[0]) > np.linalg.norm(ordered[2] - ordered[1]):
        ordered = np.roll(ordered, 1, axis=0)
    return Placing(next(_turns(ordered, plan.SHEET)), None, By.SHEET, cut_off=False)


def _on_border(outline: Points, size: tuple[int, int]) -> bool:
    limits = np.array(size) * _BORDER
    return bool(((outline < limits) | (outline > np.array(size) - limits)).any())


def _back(matrix: Points, points: Points) -> Points:
    """Points on the page taken to where they are in the picture."""
    return projected(np.asarray(np.linalg.inv(matrix), np.float64), points)


def _is_cut(matrix: Points, size: tuple[int, int], code: Code) -> bool:
    """Whether a part of the form is not in the picture, so that the rest was stretched over the page."""
    return _lies_outside(matrix, size, code) or _stretched(matrix, code)


def _stretched(matrix: Points, code: Code) -> bool:
    sides = projected(matrix, code.corners) - np.roll(projected(matrix, code.corners), -1, axis=0)
    wanted = code.layout.code.right - code.layout.code.left
    return bool(np.abs(np.linalg.norm(sides, axis=1) - wanted).max() > _MOST_STRETCHED_MM)


def _lies_outside(matrix: Points, size: tuple[int, int], code: Code) -> bool:
    """Whether a corner of the form's frame lies outside the picture."""
    corners = _back(matrix, np.array(_frame(code).corners()))
    slack = np.array(size) * _BORDER
    return bool(((corners < -slack) | (corners > np.array(size) + slack)).any())
