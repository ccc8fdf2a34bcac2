"""Measures how sharp a straightened page is."""

import math

import cv2
import numpy as np

from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels

MOST_BLUR_MM = 0.45
"""Measured by eye: up to 0.4 the form's smallest print (7 pt) can be read, from 0.5 on its characters run together."""
_LEAST_CONTRAST = 0.25
"""Difference of print and paper, as a share of the paper's brightness, below which there is no print."""
_MOST_COLOUR = 0.5


def blur_mm(page: Pixels) -> float:
    """How wide edges are smeared on the paper, as a standard deviation in millimetres; 0 where there is no print on
    paper to tell by: a table is not blurred.

    The steepest slopes of a page with print are its edges from ink to paper; a step of height h, smeared by a
    Gaussian of σ, has the slope h / (σ√2π). Smoothed by a pixel first, so that noise makes no slopes; the worse
    of the two directions counts, because a shaken photo is sharp in the other.
    """
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.0), np.uint8)
    dark, light = (float(level) for level in np.percentile(smooth[::4, ::4], (1, 90)))
    if light - dark < _LEAST_CONTRAST * light or _colourful(page):
        return 0.0
    steepest = min(_steepest(smooth, 1, 0), _steepest(smooth, 0, 1))
    return (light - dark) / (max(steepest, 0.1) * math.sqrt(2 * math.pi)) / layout.PIXELS_PER_MM


def _colourful(page: Pixels) -> bool:
    """Whether most of a page is coloured more than paper by a warm lamp."""
    blue, green, red = (float(level) for level in np.median(page[::8, ::8].reshape(-1, 3), axis=0))
    return max(blue, green, red) - min(blue, green, red) > _MOST_COLOUR * max(blue, green, red, 1)


def _steepest(grey: Pixels, across: int, down: int) -> float:
    slopes = cv2.Sobel(grey, cv2.CV_32F, across, down, ksize=1)[::3, ::3]
    return float(np.percentile(np.abs(slopes), 99)) / 2
