"""Whether something is written or stamped in a blank of a straightened page: strokes, not shadows, folds or dirt."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.judgement.covered_area import Names, covered_part, things_on
from bot.signed_copy.model import Ink

Floats = NDArray[np.float32]
Mask = NDArray[np.uint8]

_AROUND_MM = 7.0
"""What is looked at around a blank, so that folds and fingers are seen to come from elsewhere."""
_EDGE_MM = 2.0
"""Strip inside the blank's lines that is not looked at: the lines themselves lie there when the sheet is not flat."""
_WIDEST_STROKE_MM = 3.2
"""What is darker than the paper on both sides and narrower than this is a stroke; a shadow or a finger is wider."""
_LOOKS = ((0.17, 5.0, 0.0), (0.055, 3.5, 1.7))
"""For pen and seal, and for what is hardly seen: how much less light than the paper beside it a stroke gives back, how
many standard deviations of the picture's grain that must be, and by how many pixels it is smoothed before."""
_SPECK_MM2 = 0.12
_BLOT_MM, _THICK_MM, _SOLID = 8.0, 0.9, 0.75
"""A blot is smaller than the first, thicker than the second, and fills more than this of what it spans."""
_HAIR_MM = 0.55
"""Of a line as wide as that, smoothed and all, it is not said that somebody wrote it."""
_JOINED_MM = 0.7
"""Pieces nearer to each other belong together: a pencil line on a scan in black and white is a row of dots."""
_SHORTEST_MM = 4.0
"""What is not as long, all pieces together, is a speck or a dot."""
_SHORTEST_DIGIT_MM = 2.0
_SIGNED_MM2 = 3.0
"""Inked area from which on a blank looks signed: a stroke of 0.4 mm and 8 mm."""
_DOUBTFUL_MM2 = 0.8
_COVERED = 0.2
"""Share of the blank that something else lies on from which on nothing can be said of it."""
_DIGITS_MM2, _FEWEST_DATES, _DATE_MM2 = 0.8, 2, 4.0
"""Inked area of a number, and in how many of the three blanks there must be one; or of all, wherever it is written."""


@dataclass(frozen=True)
class Seen:
    """What was seen of what people write on a page."""

    ink: Ink
    mm2: float
    """Ink in the fullest of its fields."""
    dated: bool


UNSEEN = Seen(Ink.UNSEEN, 0.0, dated=True)
"""Of a page without fields, or one that could not be made out."""


@dataclass(frozen=True)
class InkMeasure:
    """What was seen in a blank, in square millimetres of ink."""

    strong: float
    weak: float
    covered: float
    """Share of the blank, 0 to 1, that something lies on."""
    hair: bool = False
    """Whether what is strong is a single line as thin as a hair."""

    @property
    def ink(self) -> Ink:
        """What that means: only what surely looks written is called so."""
        if self.strong >= _SIGNED_MM2 and not self.hair:
            return Ink.SIGNED
        doubtful = self.strong >= _DOUBTFUL_MM2 or self.weak >= 2 * _DOUBTFUL_MM2 or self.covered > _COVERED
        return Ink.MAYBE if doubtful else Ink.EMPTY


def looked_at(page: Pixels, printed: layout.PrintedPage) -> Seen:
    """The fields and the date of a straightened page (blue, green, red, not cleaned)."""
    if not printed.fields:
        return UNSEEN
    things = things_on(page)
    found = [inked(page, field, things) for field in printed.fields]
    ink = next((ink for ink in (Ink.SIGNED, Ink.MAYBE) if any(one.ink is ink for one in found)), Ink.EMPTY)
    dates = [inked(page, blank, things, _SHORTEST_DIGIT_MM).strong for blank in printed.dates]
    dated = sum(one >= _DIGITS_MM2 for one in dates) >= _FEWEST_DATES or sum(dates) >= _DATE_MM2
    return Seen(ink, max(one.strong for one in found), dated=dated or not dates)


def inked(page: Pixels, blank: layout.Area, things: Names, shortest: float = _SHORTEST_MM) -> InkMeasure:
    """What one blank holds; nothing counts that is not as long as `shortest` (mm), all its pieces together."""
    outer, inner = _parts(blank)
    part = np.asarray(cv2.GaussianBlur(page[outer], (0, 0), 0.8), np.float32) + 1
    covered = covered_part(things, blank, _AROUND_MM)
    found = []
    for least, above_grain, softness in _LOOKS:
        share = _missing_light(_softened(part, softness))
        usual = float(np.median(share))
        grain = 1.4826 * float(np.median(np.abs(share - usual)))
        mask = np.asarray(share > usual + max(least, above_grain * grain), np.uint8)
        mask[covered > 0] = 0
        found.append(_written(mask, inner, shortest))
    strong, weak = (written.sum() / layout.PIXELS_PER_MM**2 for written in found)
    return InkMeasure(float(strong), float(weak), float((covered[inner] > 0).mean()), _is_hair(found[0]))


def _parts(blank: layout.Area) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """The rows and columns of the page to look at, and of them those of the blank itself."""
    wide, narrow = blank.within(-_AROUND_MM), blank.within(min(_EDGE_MM, (blank.right - blank.left) / 6))
    rows, columns = wide.slices()
    inner_rows, inner_columns = narrow.slices()
    return (rows, columns), (
        slice(inner_rows.start - rows.start, inner_rows.stop - rows.start),
        slice(inner_columns.start - columns.start, inner_columns.stop - columns.start),
    )


def _softened(part: Floats, pixels: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(part, (0, 0), pixels), np.float32) if pixels else part


def _missing_light(part: Floats) -> Floats:
    """How much darker than the paper within a stroke's width on both sides each point is, 0 to 1, in the colour in
    which it is darkest: red ink is black in green light."""
    bright = np.percentile(part, 98, axis=(0, 1)).astype(np.float32)
    levels = np.asarray(np.clip(part * (250 / np.maximum(bright, 1)), 1, 255), np.uint8)
    paper = cv2.morphologyEx(levels, cv2.MORPH_CLOSE, _disc(_WIDEST_STROKE_MM))
    share = 1 - levels.astype(np.float32) / np.maximum(paper, 1)
    blue, green, red = (share[:, :, channel] for channel in range(3))
    return np.asarray(np.maximum((blue + green) / 2, (green + red) / 2))


def _written(mask: Mask, inner: tuple[slice, slice], shortest: float) -> Mask:
    """Of the mask of a blank what is written: groups of pieces as long as `shortest` (mm)."""
    blot = _BLOT_MM if shortest >= _SHORTEST_MM else 0.0  # figures are as thick as blots
    rest = _without_specks(_without_lines_through(np.ascontiguousarray(mask[inner])), blot)
    joined = cv2.dilate(rest, _disc(_JOINED_MM))
    _, names, facts, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sides = facts[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / layout.PIXELS_PER_MM - _JOINED_MM
    long = np.hypot(sides[:, 0], sides[:, 1]) >= shortest
    long[0] = False
    return np.asarray(rest * long[names], np.uint8)


def _is_hair(written: Mask) -> bool:
    """Whether all that is written is one line of a hair's width: a hair on the scanner's glass, a thread."""
    groups, _ = cv2.connectedComponents(cv2.dilate(written, _disc(_JOINED_MM)))
    thickest = float(cv2.distanceTransform(written, cv2.DIST_L2, 3).max())
    return groups == 2 and thickest < _HAIR_MM / 2 * layout.PIXELS_PER_MM


def _without_specks(mask: Mask, blot: float) -> Mask:
    """The mask without what is too small to be written, and without blots: less than `blot` mm long, thick, solid."""
    count, names, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    kept = facts[:, cv2.CC_STAT_AREA] >= _SPECK_MM2 * layout.PIXELS_PER_MM**2
    kept[0] = False
    for name in np.flatnonzero(kept):
        left, top, width, height, area = (int(fact) for fact in facts[name])
        if max(width, height) < blot * layout.PIXELS_PER_MM:
            alone = np.asarray(names[top : top + height, left : left + width] == name, np.uint8)
            kept[name] = not _is_blot(alone, area)
    return np.asarray(kept[names], np.uint8) if count else mask


def _is_blot(alone: Mask, area: int) -> bool:
    points = np.column_stack(np.nonzero(alone)).astype(np.int32)
    hull = cv2.convexHull(points)
    spanned = (
        float(cv2.contourArea(hull)) + float(cv2.arcLength(hull, True)) / 2 + 1
    )  # to the pixels' outer edges
    _, sides, _ = cv2.minAreaRect(points)
    thin, long = sorted(float(side) + 1 for side in sides)
    return area > _SOLID * spanned and long < 3 * thin and thin > _THICK_MM * layout.PIXELS_PER_MM


def _without_lines_through(mask: Mask) -> Mask:
    """The blank without what runs straight from one of its edges to another: folds, hairs, shadows of wires."""
    height, width = mask.shape
    shortest = 0.6 * min(height, width)
    found = cv2.HoughLinesP(
        mask, 1, np.pi / 360, 40, minLineLength=shortest, maxLineGap=2 * layout.PIXELS_PER_MM
    )
    rest = mask.copy()
    for x1, y1, x2, y2 in () if found is None else found.reshape(-1, 4)[:40]:
        band = np.zeros_like(mask)
        way = np.array((x2 - x1, y2 - y1), float)
        way *= 2 * (height + width) / max(float(np.linalg.norm(way)), 1)
        start, end = ((round(x1 + sign * way[0]), round(y1 + sign * way[1])) for sign in (-1, 1))
        cv2.line(band, start, end, 1, round(1.4 * layout.PIXELS_PER_MM))
        if _runs_through(mask, band, way):
            rest[band > 0] = 0
    return rest


def _runs_through(mask: Mask, band: Mask, way: NDArray[np.float64]) -> bool:
    """Whether nearly all along a band across the blank there is something of the mask in it."""
    down = abs(way[1]) > abs(way[0])
    axis = 1 if down else 0
    there, seen = (np.asarray(one.any(axis=axis)) for one in (band, band & mask))
    length = int(there.sum())
    return length > 0.8 * min(mask.shape) and float(seen[there].mean()) > 0.8


def _disc(across_mm: float) -> Mask:
    pixels = round(across_mm * layout.PIXELS_PER_MM) | 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pixels, pixels)), np.uint8)
