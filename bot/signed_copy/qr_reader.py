"""Reads the form's QR codes from a picture: which case, which page, and where their corners are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from bot.signed_copy import layout as plan
from bot.signed_copy.image_decoder import Pixels

Points = NDArray[np.float64]
"""Corners, one row each: x, y."""

_TEXT = re.compile(r"(\S{1,40})(?: m([1-9][0-9]?))?(?: r([2-9]))? p([0-9])(?: f([0-9]))?")
_SMALL = 2600
"""Longest side in pixels up to which a second look at double size is worth its time."""
_QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True)
class Code:
    """What the QR code says, and its corners in the picture: top left, top right, bottom right, bottom left.

    `page` is 0 on the sheet for seals. `layout` is the printed form's, as plan.LAYOUTS has it. `part` is which form of
    the case it is, from 1; 0 where a case has but one. `revision` counts the answers that were submitted.
    """

    case_number: str
    page: int
    corners: Points
    layout: plan.Layout = plan.LAYOUTS[0]
    part: int = 0
    revision: int = 1


def read_codes(grey: Pixels) -> list[Code]:
    """The form's codes anywhere in the picture and at any angle: what the first of three looks finds that finds any."""
    for look, scale in _looks(grey):
        read = zxingcpp.read_barcodes(look, formats=_QR_CODES, try_invert=False)
        found = (read_code(one.text, _corners(one.position) / scale) for one in read)
        if codes := [code for code in found if code]:
            return codes
    return []


def read_code(text: str, corners: Points) -> Code | None:
    """What a code says, if it is one of a page of the form that was ever printed."""
    said = _TEXT.fullmatch(text)
    if said is None:
        return None
    layout = next((layout for layout in plan.LAYOUTS if layout.name == (said[5] or "1")), None)
    if layout is None:
        return None
    return Code(said[1], int(said[4]), corners, layout, int(said[2] or 0), int(said[3] or 1))


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
