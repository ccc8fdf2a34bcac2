"""Takes shadow and tint off a straightened page: white paper, black print, and stamps as red as they are."""

import cv2
import numpy as np

from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels

_SHRINK = 8
_REACH_MM = 9.0
"""How far away paper is looked for behind print: less and grey cells turn white, more and shadows stay."""
_WHITE = 0.93
"""Share of the paper's brightness above which everything is paper: the grain of the paper and the camera's noise."""
_LIGHTEST_BLACK = 0.45
_GRAINY = 4.0
"""Median difference from the smoothed picture, of 255, from which on grain is taken out (100 ms)."""
_MARGIN_MM = 4.0
"""The outermost strip is whitened: no print there, but often some of the table."""


def cleaned(page: Pixels) -> tuple[Pixels, float]:
    """The page cleaned, and how bright its paper was (0 to 255)."""
    paper = _paper(page)
    share = cv2.divide(_calmed(page), paper, scale=255)
    black = float(np.clip(np.percentile(share[::4, ::4].min(axis=2), 0.5) / 255, 0, _LIGHTEST_BLACK))
    levels = (np.arange(256) / 255 - black) * (255 / (_WHITE - black))
    clean = cv2.LUT(share, np.asarray(np.clip(levels, 0, 255), np.uint8))
    rows, columns = layout.SHEET.within(_MARGIN_MM).slices()
    framed = np.full_like(page, 255)
    framed[rows, columns] = clean[rows, columns]
    return framed, float(np.median(paper[::8, ::8]))


def _calmed(page: Pixels) -> Pixels:
    """The page without the grain of a photo taken in poor light, edges kept; a photo in good light as it is."""
    sample = np.ascontiguousarray(page[::3, ::3])
    grain = float(np.median(cv2.absdiff(sample, np.asarray(cv2.GaussianBlur(sample, (0, 0), 2.0), np.uint8))))
    if grain < _GRAINY:
        return page
    return np.asarray(cv2.bilateralFilter(page, 5, 6 * grain, 2.0), np.uint8)


def _paper(page: Pixels) -> Pixels:
    """The page as if nothing were printed on it: the brightest tone near each point, smoothed."""
    height, width = page.shape[:2]
    small = cv2.resize(page, (width // _SHRINK, height // _SHRINK), interpolation=cv2.INTER_AREA)
    reach = 2 * round(_REACH_MM * layout.PIXELS_PER_MM / _SHRINK) + 1
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    bright = cv2.morphologyEx(small, cv2.MORPH_CLOSE, shape)
    smooth = cv2.GaussianBlur(bright, (0, 0), reach / 3)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
