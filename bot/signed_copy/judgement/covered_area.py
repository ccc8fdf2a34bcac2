"""What lies on a page in a photo: fingers, pens."""

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels

Mask = NDArray[np.uint8]
Names = NDArray[np.int32]

_FINGER_MM, _PEN_MM, _SHADOW_MM = 6.0, 4.0, 15.0
"""Fingers and pens are thicker than this, shadows than the last."""
_DARK = 0.5
"""Share of the paper's red light that dark things give back at most."""
_SEAL_BEYOND_MM = 5.0
"""How far a seal may reach out of its blank and still not be something that lies on it."""
_ROUGH = 2.0
"""Pixels per millimetre at which things are looked for."""


def things_on(page: Pixels) -> Names:
    """What lies on the page, at `_ROUGH` pixels per millimetre, each thing by a number, 0 is none: of another colour
    than paper, as a finger, or dark and narrow, as a pen; a shadow is wide. Red ink is not dark in red light."""
    size = (round(layout.PAGE_MM[0] * _ROUGH), round(layout.PAGE_MM[1] * _ROUGH))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.float32) + 1
    paper = np.percentile(small, 80, axis=(0, 1))
    blue, green, red = (small[:, :, channel] / paper[channel] for channel in range(3))
    coloured = cv2.morphologyEx(
        (np.abs(red - blue) > 0.14 * green).astype(np.uint8), cv2.MORPH_OPEN, _rough(_FINGER_MM)
    )
    dark = cv2.morphologyEx((red < _DARK).astype(np.uint8), cv2.MORPH_CLOSE, _rough(2.0))
    wide = cv2.dilate(cv2.morphologyEx(dark, cv2.MORPH_OPEN, _rough(_SHADOW_MM)), _rough(4.0))
    narrow = (cv2.morphologyEx(dark, cv2.MORPH_OPEN, _rough(_PEN_MM)) > 0) & (wide == 0)
    _, names = cv2.connectedComponents(coloured | narrow.astype(np.uint8))
    return np.asarray(names, np.int32)


def covered_part(things: Names, blank: layout.Area, around: float) -> Mask:
    """Pixels of a blank and `around` mm around it under something that reaches in from outside, as no seal does."""
    inside = blank.within(-_SEAL_BEYOND_MM).slices(_ROUGH)
    outside = things.copy()
    outside[inside] = 0
    there = np.intersect1d(things[inside], outside)
    covered = cv2.dilate(np.isin(things, there[there > 0]).astype(np.uint8), _rough(4.0))
    rows, columns = blank.within(-around).slices()
    whole = cv2.resize(covered, layout.PAGE_PIXELS, interpolation=cv2.INTER_NEAREST)
    return np.asarray(whole[rows, columns], np.uint8)


def _rough(across_mm: float) -> Mask:
    pixels = round(across_mm * _ROUGH) | 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pixels, pixels)), np.uint8)
