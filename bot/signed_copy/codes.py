"""Reads the form's QR code from a picture: which case, which page, and where its corners are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from bot.signed_copy.decoding import Pixels

Points = NDArray[np.float64]
"""Corners, one row each: x, y."""

_TEXT = re.compile(r"(\S{1,40}) p([1-9])")
_SMALL = 2600
"""Longest side in pixels up to which a second look at double size is worth its time."""
_QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True)
class Code:
    """What the QR code says, and its corners in the picture: top left, top right, bottom right, bottom left."""

    case_number: str
    page: int
    corners: Points


def read_code(grey: Pixels) -> Code | None:
    """The form's code anywhere in the picture and at any angle; None if none of three looks finds it."""
    for look, scale in _looks(grey):
        for found in zxingcpp.read_barcodes(look, formats=_QR_CODES, try_invert=False):
            if text := _TEXT.fullmatch(found.text):
                return Code(text[1], int(text[2]), _corners(found.position) / scale)
    return None


def _looks(grey: Pixels) -> Iterator[tuple[Pixels, float]]:
    """The picture as it is, without its noise, and larger."""
    yield grey, 1.0
    yield np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.5), np.uint8), 1.0
    if max(grey.shape) <= _SMALL:
        large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield np.asarray(large, np.uint8), 2.0


def _corners(position: zxingcpp.Position) -> Points:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], np.float64)
