"""Finds four-sided outlines in a picture: the form's black frame, and the sheet of paper."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from bot.signed_copy.codes import Points
from bot.signed_copy.decoding import Pixels

_FRAME_SIDE = 1600
"""Longest side of the picture the frame is looked for in: its line is a pixel wide there."""
_SHEET_SIDE = 600
_LEAST_SHARE = 0.12
"""Outlines around less of the picture than this are not the form."""


def frames(grey: Pixels) -> Iterator[Points]:
    """Outlines of the largest connected drawings of thin dark lines: the form's ruling hangs together."""
    small, scale = _shrunk(grey, _FRAME_SIDE)
    lines = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((11, 11), np.uint8))
    threshold, _ = cv2.threshold(lines, 0, 255, cv2.THRESH_OTSU)
    for share in (0.6, 0.35):
        drawn = np.asarray(lines > max(threshold * share, 6), np.uint8)
        joined = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        yield from (outline / scale for outline in _largest(np.asarray(joined, np.uint8)))


def sheets(colour: Pixels) -> Iterator[Points]:
    """Outlines of the largest bright and colourless areas."""
    small, scale = _shrunk(colour, _SHEET_SIDE)
    whiteness = np.asarray(cv2.GaussianBlur(small.min(axis=2), (0, 0), 3), np.uint8)
    _, bright = cv2.threshold(whiteness, 0, 1, cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    yield from (outline / scale for outline in _largest(np.asarray(opened, np.uint8)))


def _shrunk(picture: Pixels, side: int) -> tuple[Pixels, float]:
    scale = min(1.0, side / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def _largest(mask: Pixels) -> Iterator[Points]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hulls = [(contour, cv2.convexHull(contour)) for contour in contours if len(contour) > 100]
    least = mask.size * _LEAST_SHARE
    large = sorted(((cv2.contourArea(hull), index) for index, (_, hull) in enumerate(hulls)), reverse=True)
    for area, index in large[:2]:
        contour, hull = hulls[index]
        if area >= least and (corners := _four_corners(hull)) is not None:
            yield _refined(contour.reshape(-1, 2).astype(np.float64), corners)


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
