"""Recognises a page by what is printed on it: an annex has neither rules nor a code that photos could be known by."""

import io
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bot.signed_copy import image_decoder, layout, pdf_pages
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.model import Page
from bot.signed_copy.qr_reader import Points

_TALL = 1400
"""Height in pixels at which pages are compared: letters are large enough to tell them apart."""
_NEARER = 0.75
"""How much nearer the best of the likenesses of a spot must be than the second."""
_FEWEST = 40
"""Spots that must lie alike on both pages. Other pages of the form, which share head and foot, have up to 20."""
_ASTRAY = 6.0
"""How far apart they may lie, pixels, paper not being flat."""


def recognised(page: Page, unsigned_pdf: bytes, annex: range) -> Page:
    """The page, straightened and with its number, if it is one of the unsigned document's pages `annex` (from 0); the
    page as it was if not. Takes about half a second and blocks."""
    seen = _shrunk(_pixels(page.picture))
    for index, printed in _printed(unsigned_pdf, annex):
        matrix = _likeness(printed, seen)
        if matrix is not None:
            return replace(page, number=index + 1, picture=_straightened(page.picture, matrix), cut_off=False)
    return page


def _printed(pdf: bytes, annex: range) -> Iterator[tuple[int, Pixels]]:
    for index in annex:
        yield index, _shrunk(np.ascontiguousarray(pdf_pages.pixels_of(pdf, index)))


def _pixels(jpeg: bytes) -> Pixels:
    picture = Image.open(io.BytesIO(jpeg), formats=("JPEG",)).convert("RGB")
    return np.asarray(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR), np.uint8)


def _shrunk(colour: Pixels) -> Pixels:
    scale = _TALL / colour.shape[0]
    grey = cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _likeness(printed: Pixels, seen: Pixels) -> Points | None:
    """Takes points of the printed page to the picture, if enough spots of both are alike and lie alike."""
    finder = cv2.SIFT.create(nfeatures=3000)
    (here, looks), (there, others) = (finder.detectAndCompute(one, None) for one in (printed, seen))
    if looks is None or others is None or len(others) < 2:
        return None
    pairs = cv2.BFMatcher().knnMatch(looks, others, k=2)
    alike = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < _NEARER * pair[1].distance]
    if len(alike) < _FEWEST:
        return None
    source = np.array([here[pair.queryIdx].pt for pair in alike], np.float32)
    target = np.array([there[pair.trainIdx].pt for pair in alike], np.float32)
    matrix, kept = cv2.findHomography(source, target, cv2.RANSAC, _ASTRAY)
    if matrix is None or int(kept.sum()) < _FEWEST or not 0.1 < float(np.linalg.det(matrix[:2, :2])) < 4:
        return None
    return np.asarray(matrix, np.float64)


def _straightened(jpeg: bytes, matrix: Points) -> bytes:
    picture = _pixels(jpeg)
    to_page = np.diag((_TALL / layout.PAGE_PIXELS[1],) * 2 + (1.0,))
    to_picture = np.diag((picture.shape[0] / _TALL,) * 2 + (1.0,))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    turned = cv2.warpPerspective(
        picture, to_picture @ matrix @ to_page, layout.PAGE_PIXELS, flags=flags, borderValue=(255, 255, 255)
    )
    return image_decoder.jpeg(np.asarray(turned, np.uint8), image_decoder.QUALITY, layout.DPI)
