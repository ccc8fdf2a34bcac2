"""A photo or scan of a seal's imprint, or a picture of one, cut out of its paper: only the ink is left."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.signed_copy.file_check import check
from bot.signed_copy.image_decoder import UNREADABLE, Pixels, decoded
from bot.signed_copy.model import MediaKind, RefusalCode, Refused

Shares = NDArray[np.float32]
"""Rows and columns of numbers from 0 to 1."""

MOST_SIDE = 800
"""Pixels of the longest side that are kept: 20 mm at 1000 dpi."""

_PAPER_SIDE = 160
"""Pixels of the longest side of the picture in which paper is looked for."""

_PAPER = 0.88
"""Share of the paper's brightness above which a point is paper."""
_INK = 0.6
"""Share from which a point is ink and nothing of the paper shows through."""
_REACH = 0.12
"""How far away paper is looked for, as a share of the longest side: wider than the strokes of a seal."""
_LEAST = 0.002
"""Share of ink below which there is nothing to see."""
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class SealPicture:
    """The imprint as PNG with transparent paper, and the share of its area that is ink (0 to 1)."""

    png: bytes
    ink: float


def cut_out(content: bytes, name: str = "") -> SealPicture | Refused | None:
    """The imprint on a picture, in its own colours; None when it shows nothing, a refusal when it is none.

    Blocks for up to a second; meant for the process that reads foreign files."""
    media = check(content, name)
    if isinstance(media, Refused):
        return media
    if media.kind is MediaKind.PDF:
        return Refused(RefusalCode.UNKNOWN_KIND, {"name": name})
    try:
        picture = decoded(content, media.kind)
    except UNREADABLE:
        return Refused(RefusalCode.DAMAGED)
    picture = _shrunk(picture)
    share = np.asarray(cv2.divide(picture, _paper(picture), scale=255), np.uint8)
    light = share.min(axis=2).astype(np.float32) / 255
    alpha: Shares = np.clip((_PAPER - light) / (_PAPER - _INK), 0, 1).astype(np.float32)
    found = _bounds(alpha)
    if found is None:
        return None
    rows, columns = found
    colours = _ink_colours(share[rows, columns], alpha[rows, columns])
    rgba = np.dstack(
        [cv2.cvtColor(colours, cv2.COLOR_BGR2RGB), (alpha[rows, columns] * 255).astype(np.uint8)]
    )
    out = io.BytesIO()
    Image.fromarray(rgba, "RGBA").save(out, "PNG", optimize=True)
    return SealPicture(out.getvalue(), float((alpha[rows, columns] > 0.5).mean()))


def _shrunk(picture: Pixels) -> Pixels:
    height, width = picture.shape[:2]
    scale = min(1.0, MOST_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _paper(picture: Pixels) -> Pixels:
    """The picture as if there were no imprint: the brightest tone near each point, smoothed; of a small picture, in
    which neither grain nor the bright rims that cameras draw around print are left."""
    height, width = picture.shape[:2]
    scale = min(1.0, _PAPER_SIDE / max(height, width))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    reach = max(3, round(max(small.shape[:2]) * _REACH)) | 1
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    bright = cv2.morphologyEx(
        cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, shape, borderType=cv2.BORDER_REPLICATE
    )
    smooth = cv2.GaussianBlur(bright, (0, 0), reach / 3)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _ink_colours(share: Pixels, alpha: Shares) -> Pixels:
    """The ink's own colour behind what shows of the paper: red stays red where it is thin."""
    opaque = np.maximum(alpha, 0.05)[:, :, None]
    own = (share.astype(np.float32) - 255 * (1 - opaque)) / opaque
    return np.asarray(np.clip(own, 0, 255), np.uint8)


def _bounds(alpha: Shares) -> tuple[slice, slice] | None:
    """Rows and columns that hold ink, specks aside; None when there is as good as none."""
    ink = cv2.medianBlur((alpha > 0.5).astype(np.uint8), 3)
    if ink.mean() < _LEAST:
        return None
    rows, columns = (np.flatnonzero(ink.any(axis=axis)).astype(np.intp) for axis in (1, 0))
    return _around(rows, ink.shape[0]), _around(columns, ink.shape[1])


def _around(found: NDArray[np.intp], most: int) -> slice:
    return slice(max(0, int(found[0]) - _MARGIN), min(most, int(found[-1]) + 1 + _MARGIN))
