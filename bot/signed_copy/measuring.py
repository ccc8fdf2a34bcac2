"""Measures a straightened page: how sharp it is, and whether something is written in the red box."""

import math
from collections.abc import Sequence

import cv2
import numpy as np

from bot.signed_copy import plan
from bot.signed_copy.decoding import Pixels
from bot.signed_copy.kinds import Ink

MOST_BLUR_MM = 0.45
"""Measured by eye: up to 0.4 the form's smallest print (7 pt) can be read, from 0.5 on its characters run together."""
_EDGE_MM = 2.5
"""Strip inside the field's lines that is not looked at: the lines themselves lie there when the sheet is wavy."""
_DARKNESS = 80
"""Out of 255, in the darkest channel: red and blue ink count as much as black."""
_SPECK_MM2 = 0.25
_EMPTY_SHARE = 0.0008
_SIGNED_SHARE = 0.003
_FIELD_MM2 = 1730.0
"""Shares are of this much, whatever the size of the field: 0.3 % is a stroke of 0.4 mm and 13 mm; below 0.08 % it is a
speck or a fold."""


def blur_mm(grey: Pixels) -> float:
    """How wide edges are smeared on the paper, as a standard deviation in millimetres.

    The steepest slopes of a page with print are its edges from ink to paper; a step of height h, smeared by a
    Gaussian of σ, has the slope h / (σ√2π). Smoothed by a pixel first, so that noise makes no slopes; the worse
    of the two directions counts, because a shaken photo is sharp in the other.
    """
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.0), np.uint8)
    steepest = min(_steepest(smooth, 1, 0), _steepest(smooth, 0, 1))
    dark, light = (float(level) for level in np.percentile(smooth[::4, ::4], (1, 90)))
    return (light - dark) / (max(steepest, 0.1) * math.sqrt(2 * math.pi)) / plan.PIXELS_PER_MM


def _steepest(grey: Pixels, across: int, down: int) -> float:
    slopes = cv2.Sobel(grey, cv2.CV_32F, across, down, ksize=1)[::3, ::3]
    return float(np.percentile(np.abs(slopes), 99)) / 2


def ink_share(page: Pixels, fields: Sequence[plan.Area]) -> float:
    """How much of a blank field of 1,730 mm² the ink in the fullest of these would cover on a cleaned page, specks
    left out; 0 to 1."""
    return min(max(_inked_mm2(page, field) for field in fields) / _FIELD_MM2, 1.0)


def _inked_mm2(page: Pixels, field: plan.Area) -> float:
    rows, columns = field.within(_EDGE_MM).slices()
    dark = 255 - np.asarray(cv2.medianBlur(np.ascontiguousarray(page[rows, columns]), 3)).min(axis=2)
    mask = np.asarray(dark > _DARKNESS, np.uint8)
    _, _, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sizes = facts[1:, cv2.CC_STAT_AREA] / plan.PIXELS_PER_MM**2
    return float(sizes[sizes >= _SPECK_MM2].sum())


def ink(share: float) -> Ink:
    """What that share means."""
    if share < _EMPTY_SHARE:
        return Ink.EMPTY
    return Ink.SIGNED if share >= _SIGNED_SHARE else Ink.MAYBE
