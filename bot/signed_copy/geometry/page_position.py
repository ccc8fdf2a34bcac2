"""Works out which pages of the form lie in a picture and how: by rules, QR codes and the edges of the paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice, product

import cv2
import numpy as np

from bot.signed_copy import layout as plan
from bot.signed_copy.geometry.page_fit import Fit, fitted, grown, likely
from bot.signed_copy.geometry.page_outline import Outline, frames, sheets
from bot.signed_copy.geometry.rule_search import Lines, lines_of
from bot.signed_copy.geometry.straightening import Shape
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.qr_reader import Code, Points, read_codes

_MOST_ASTRAY_MM = 6.0
"""How far from its place the QR code may lie once the page is fitted."""
_MOST_STRETCHED = 0.12
"""By what share its sides may be longer or shorter than they should be there: bent paper is up to 0.07."""
_WORTH_TRYING_MM = 45.0
"""The same before it is fitted: an outline may end at the edge of the picture, or paper be bent."""
_FEWEST_SEEN = 0.55
"""Share of its rules that must be seen of a page whose QR code was read."""
_FEWEST_SEEN_UNREAD = 0.8
"""Share of the rules within its frame that must be seen of a page without a readable QR code; of others up to 0.1
are, of an annex 0.6."""
_SURE = 0.8
_MOST_STARTS = 4
_CLOSE_UP = 12.0
"""Pixels per millimetre when the code's corner of the page is looked at again: 6 to a module of the code."""
_BORDER = 0.003
"""Share of the picture's side by which the frame may lie outside and still be whole."""


class PositionSource(Enum):
    """What the page was placed by, the most exact first."""

    FRAME = "frame"
    SHEET = "sheet"
    CODE = "code"


@dataclass(frozen=True)
class PagePosition:
    """How one page lies in the picture, as exactly as `by` tells."""

    shape: Shape
    by: PositionSource
    page: plan.PrintedPage | None
    """Which page it is; None for a sheet of paper about which nothing more is known."""
    code: Code | None
    cut_off: bool


def places(colour: Pixels, grey: Pixels) -> list[PagePosition]:
    """Every page of the form in the picture, as far as they can be told; else the one sheet of paper; or nothing."""
    lines = lines_of(colour)
    drawn = list(frames(lines.contrast))
    found = [_of_code(code, drawn, colour, lines) for code in read_codes(grey)]
    for outline in drawn:
        if any(_overlap(placing, outline.corners) for placing in found):
            continue
        unread = _of_outline(outline, lines)
        if unread and not any(_overlap(placing, _frame(unread)) for placing in found):
            found.append(unread)
    if not found:
        found = list(islice(_of_paper(colour, lines), 1))
    return [_enlarged(placing, grey, lines.scale) for placing in found]


def _of_paper(colour: Pixels, lines: Lines) -> Iterator[PagePosition]:
    for sheet in sheets(colour, lines.scale):
        yield _of_outline(sheet, lines) or _upright(sheet)


def _of_code(code: Code, drawn: Sequence[Outline], colour: Pixels, lines: Lines) -> PagePosition:
    code = replace(code, corners=code.corners * lines.scale)
    page = code.layout.page(code.page) or code.layout.annex(code.page)
    alone = _by_code_alone(code)
    best = _best_fit(code, page, drawn, lines)
    if best is None or min(best.seen, best.side) < _SURE:
        paper = _best_fit(code, page, list(sheets(colour, lines.scale)), lines)
        others = (best, paper, grown(lines, alone, page, code.layout.code))
        best = max(
            (one for one in others if one and _agrees(one, code)), key=lambda one: one.merit, default=None
        )
    if best is not None:
        return _placed(best, code, lines)
    return PagePosition(alone, PositionSource.CODE, page, code, _outside(alone, page, lines.contrast.shape))


def _best_fit(code: Code, page: plan.PrintedPage, outlines: Sequence[Outline], lines: Lines) -> Fit | None:
    """The page best fitted that has its QR code in its place."""
    best: Fit | None = None
    shapes = (outline.shape(page, turn) for outline, turn in product(outlines, range(4)))
    near = [shape for shape in shapes if _astray(shape, code) < _WORTH_TRYING_MM]
    for shape in sorted(near, key=lambda shape: _astray(shape, code))[:_MOST_STARTS]:
        fit = fitted(lines, shape, page)
        if _agrees(fit, code) and (best is None or fit.merit > best.merit):
            best = fit
            if fit.seen > _SURE and fit.side > _SURE:
                break
    return best


def _agrees(fit: Fit, code: Code) -> bool:
    """Whether enough is seen and the code is where it belongs, as large as it belongs: where a side of the form is
    missing, another line may have been taken for it."""
    here = fit.shape.pixels(np.array(code.layout.code.corners()))
    sizes = [np.linalg.norm(one - np.roll(one, -1, axis=0), axis=1) for one in (code.corners, here)]
    stretched = float(np.abs(sizes[0] / np.maximum(sizes[1], 1e-6) - 1).max())
    return (
        fit.seen > _FEWEST_SEEN and stretched < _MOST_STRETCHED and _astray(fit.shape, code) < _MOST_ASTRAY_MM
    )


def _astray(shape: Shape, code: Code) -> float:
    """How far from its place on the page the code lies at most, millimetres as long as they are there."""
    area = code.layout.code
    here = shape.pixels(np.array(area.corners()))
    side = np.linalg.norm(code.corners - np.roll(code.corners, 1, axis=0), axis=1).mean()
    away = np.linalg.norm(here - code.corners, axis=1).max()
    return float(away / side * (area.right - area.left))


def _of_outline(outline: Outline, lines: Lines) -> PagePosition | None:
    """The page of the form that has this outline, be its code unreadable or not there."""
    fits = (fitted(lines, outline.shape(page, turn), page) for page, turn in likely(outline, lines))
    best = max(fits, key=lambda one: one.merit, default=None)
    if best is None or best.inner < _FEWEST_SEEN_UNREAD:
        return None
    return _placed(best, None, lines)


def _placed(fit: Fit, code: Code | None, lines: Lines) -> PagePosition:
    cut_off = fit.hidden or _outside(fit.shape, fit.page, lines.contrast.shape)
    return PagePosition(fit.shape, PositionSource.FRAME, fit.page, code, cut_off)


def _enlarged(placing: PagePosition, grey: Pixels, scale: float) -> PagePosition:
    """From the shrunk picture to the one that came; a code not read yet is looked for once more, closely."""
    larger = np.diag((1 / scale, 1 / scale, 1))
    placing = replace(placing, shape=replace(placing.shape, matrix=larger @ placing.shape.matrix))
    if placing.code or not placing.page:
        return placing
    layout = next(layout for layout in plan.LAYOUTS if placing.page in layout.pages)
    area = layout.code.within(-6)
    codes = read_codes(_close_up(grey, placing.shape, area))
    return replace(placing, code=next((code for code in codes if code.page == placing.page.number), None))


def _close_up(grey: Pixels, shape: Shape, area: plan.Area) -> Pixels:
    there = np.array(((1 / _CLOSE_UP, 0, area.left), (0, 1 / _CLOSE_UP, area.top), (0, 0, 1)))
    size = round((area.right - area.left) * _CLOSE_UP), round((area.bottom - area.top) * _CLOSE_UP)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(grey, shape.matrix @ there, size, flags=flags), np.uint8)


def _overlap(placing: PagePosition, corners: Points) -> bool:
    """Whether the middle of one of two lies in the other."""
    if placing.by is not PositionSource.FRAME:
        return False
    one, other = (np.asarray(side, np.float32) for side in (_frame(placing), corners))
    return any(
        cv2.pointPolygonTest(area, tuple(map(float, points.mean(axis=0))), measureDist=False) >= 0
        for area, points in ((one, other), (other, one))
    )


def _frame(placing: PagePosition) -> Points:
    """The corners of a placed page's frame in the picture."""
    assert placing.page is not None
    return placing.shape.pixels(np.array(placing.page.frame.corners()))


def _by_code_alone(code: Code) -> Shape:
    """Right at the code and ever rougher away from it: without perspective, as the code is small."""
    source = np.array(code.layout.code.corners(), np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(source, code.corners.astype(np.float32))
    return Shape(np.vstack([matrix, (0, 0, 1)]))


def _upright(sheet: Outline) -> PagePosition:
    """A sheet about which nothing is known: as the camera held it, the longer side upright."""
    corners = np.roll(sheet.corners, -int(sheet.corners.sum(axis=1).argmin()), axis=0)
    wide = np.linalg.norm(corners[1] - corners[0]) > np.linalg.norm(corners[2] - corners[1])
    matrix = cv2.getPerspectiveTransform(
        np.array(plan.SHEET.corners(), np.float32), np.roll(corners, int(wide), axis=0).astype(np.float32)
    )
    return PagePosition(
        Shape(np.asarray(matrix, np.float64)), PositionSource.SHEET, None, None, cut_off=False
    )


def _outside(shape: Shape, page: plan.PrintedPage, size: tuple[int, ...]) -> bool:
    """Whether a part of the page's frame lies outside a picture of `size` (rows, columns)."""
    corners = np.array(page.frame.corners())
    around = np.concatenate([np.linspace(corners[i], corners[(i + 1) % 4], 50) for i in range(4)])
    pixels, limits = shape.pixels(around), np.array(size[1::-1])
    return bool(((pixels < -limits * _BORDER) | (pixels > limits * (1 + _BORDER))).any(axis=1).sum() > 1)
