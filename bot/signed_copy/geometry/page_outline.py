"""Finds four-sided outlines in a picture: the form's black frame, and the sheet of paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import cv2
import numpy as np

from bot.signed_copy import layout
from bot.signed_copy.geometry.straightening import Shape
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.qr_reader import Points

_SHEET_SIDE = 600
_LEAST_SHARE = 0.03
"""Outlines around less of the picture than this are not the form: three sheets side by side have a tenth each."""
_MOST = 6
_MOST_CORNERS = 14
_SAME = 0.012
"""Share of an outline's size within which corners are the same."""


@dataclass(frozen=True)
class Outline:
    """Four corners in a picture, clockwise as they are seen; of the paper, or of the frame printed on it."""

    corners: Points
    of_paper: bool

    def shape(self, page: layout.PrintedPage, turn: int) -> Shape:
        """How `page` lies if it has this outline, turned by so many quarters."""
        area = layout.SHEET if self.of_paper else page.frame
        source, target = (
            np.asarray(side, np.float32) for side in (area.corners(), np.roll(self.corners, turn, axis=0))
        )
        return Shape(np.asarray(cv2.getPerspectiveTransform(source, target), np.float64))


def frames(contrast: Pixels) -> Iterator[Outline]:
    """Outlines of the largest connected drawings of lines, the form's ruling hangs together: from the contrast of
    lines to the paper beside them."""
    threshold, _ = cv2.threshold(contrast, 0, 255, cv2.THRESH_OTSU)
    for share in (0.6, 0.35):
        drawn = np.asarray(contrast > max(threshold * share, 12), np.uint8)
        joined = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        for corners in _largest(np.asarray(joined, np.uint8)):
            yield Outline(corners, of_paper=False)


def sheets(colour: Pixels, scale: float) -> Iterator[Outline]:
    """Outlines of the largest bright and colourless areas, in a picture shrunk by `scale`."""
    shrink = min(1.0, _SHEET_SIDE / max(colour.shape[:2]))
    small = np.asarray(cv2.resize(colour, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    whiteness = np.asarray(cv2.GaussianBlur(small.min(axis=2), (0, 0), 3), np.uint8)
    _, bright = cv2.threshold(whiteness, 0, 1, cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    for corners in _largest(np.asarray(opened, np.uint8)):
        yield Outline(corners * (scale / shrink), of_paper=True)


def _largest(mask: Pixels) -> Iterator[Points]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hulls = [(contour, cv2.convexHull(contour)) for contour in contours if len(contour) > 100]
    least = mask.size * _LEAST_SHARE
    large = sorted(((cv2.contourArea(hull), index) for index, (_, hull) in enumerate(hulls)), reverse=True)
    for area, index in large[:_MOST]:
        contour, hull = hulls[index]
        if area < least:
            return
        yield from _distinct(_corners(contour.reshape(-1, 2).astype(np.float64), hull))


def _distinct(found: Iterator[Points]) -> Iterator[Points]:
    """Without those whose corners lie where another's do."""
    kept: list[Points] = []
    for corners in found:
        if all(np.abs(corners - one).max() > _SAME * np.ptp(one, axis=0).max() for one in kept):
            kept.append(corners)
            yield corners


def _corners(contour: Points, hull: Any) -> Iterator[Points]:
    """The four corners of an outline, as straight sides have them, then as bent paper or a fold leaves them."""
    corners = _four_corners(hull)
    if corners is not None:
        yield _refined(contour, corners)
        yield corners
    rough = cv2.approxPolyDP(hull, 0.004 * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(np.float64)
    if 4 <= len(rough) <= _MOST_CORNERS:
        largest = max(combinations(range(len(rough)), 4), key=lambda four: _area(rough[list(four)]))
        begin = rough[list(largest)]
        yield begin if corners is None else np.roll(begin, -_nearest(begin, corners[0]), axis=0)


def _area(corners: Points) -> float:
    x, y = corners.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def _nearest(corners: Points, point: Points) -> int:
    return int(np.linalg.norm(corners - point, axis=1).argmin())


def _four_corners(hull: Any) -> Points | None:
    """The hull with ever coarser tolerance until four corners are left, clockwise; None if that never happens."""
    around = cv2.arcLength(hull, True)
    for tolerance in np.linspace(0.005, 0.1, 39):
        corners: Points = cv2.approxPolyDP(hull, tolerance * around, True).reshape(-1, 2).astype(np.float64)
        if len(corners) == 4:
            return corners
        if len(corners) < 4:
            return None
    return None


def _refined(contour: Points, corners: Points) -> Points:
    """Corners as the crossings of straight lines through the contour's own points along each side."""
    lines = [_side(contour, corners[i], corners[(i + 1) % 4]) for i in range(4)]
    crossings = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
    refined = np.array(
        [corner if new is None else new for corner, new in zip(corners, crossings, strict=True)]
    )
    moved = np.linalg.norm(refined - corners, axis=1).max()
    return refined if moved < 0.05 * np.ptp(corners, axis=0).max() else corners


def _side(contour: Points, start: Points, end: Points) -> Points:
    """The line along one side: a point on it and its direction (x, y, dx, dy)."""
    along = (end - start) / np.linalg.norm(end - start)
    offset = contour - start
    distance = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0])
    length = np.linalg.norm(end - start)
    position = offset @ along
    near = contour[(distance < 0.01 * length + 2) & (position > 0.04 * length) & (position < 0.96 * length)]
    if len(near) < 20:
        return np.concatenate([start, along])
    dx, dy, x, y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.array([x, y, dx, dy], np.float64)


def _crossing(first: Points, second: Points) -> Points | None:
    directions = np.array([first[2:], -second[2:]]).T
    if abs(np.linalg.det(directions)) < 0.1:
        return None
    steps = np.linalg.solve(directions, second[:2] - first[:2])
    return np.asarray(first[:2] + steps[0] * first[2:])
