"""Bytes of a picture into pixels, upright as the camera says, never larger than the work needs."""

import io
import struct
from itertools import islice

import cv2
import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from bot.signed_copy.model import MOST_PAGES, MediaKind

Pixels = NDArray[np.uint8]
"""Rows, columns, and blue, green, red; or rows and columns of greys."""

WORKING_SIDE = 4032
"""Longest side in pixels to work on: 200 dpi on A4 needs 2339, a 12 MP photo has 4032 and
a JPEG of 48 MP, decoded at half its size, the same."""

UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
)
"""What Pillow and pi-heif raise on a picture that is cut short or makes no sense."""

BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow raises on a header that declares far too many pixels (the warning: where warnings are errors)."""


def sizes_of(content: bytes, kind: MediaKind) -> list[tuple[int, int]]:
    """Width and height of each page from the headers alone, of no more pages than one too many; raises one of
    UNREADABLE."""
    if kind is MediaKind.HEIC:
        width, height = pi_heif.open_heif(io.BytesIO(content)).size
        return [(width, height)]
    opened = _opened(content, kind)
    if kind is not MediaKind.TIFF:
        return [opened.size]
    return [page.size for page in islice(ImageSequence.Iterator(opened), MOST_PAGES + 1)]


def probe(content: bytes, kind: MediaKind) -> None:
    """Raises one of UNREADABLE unless the picture is whole.

    A JPEG is read at an eighth of its size; of a HEIC, slow to decode, only the lengths of its boxes are added up.
    """
    if kind is MediaKind.HEIC:
        _walk_boxes(content)
        return
    picture = _opened(content, kind)
    picture.draft("L", (picture.width // 8, picture.height // 8))
    picture.load()


def _walk_boxes(content: bytes) -> None:
    at = 0
    while at < len(content):
        size, _ = struct.unpack_from(">I4s", content, at) if at + 8 <= len(content) else (0, b"")
        if size == 1 and at + 16 <= len(content):
            (size,) = struct.unpack_from(">Q", content, at + 8)
        if size < 8 or at + size > len(content):
            raise EOFError("a HEIC file that is cut short")
        at += size


def decoded(content: bytes, kind: MediaKind, index: int = 0) -> Pixels:
    """Page `index` (from 0) of the picture in colour, turned as its EXIF says; raises one of UNREADABLE, or IndexError
    when there is no such page."""
    picture = _opened(content, kind)
    try:
        picture.seek(index)
    except EOFError:
        raise IndexError(f"no page {index}") from None
    if kind is MediaKind.JPEG:
        picture.draft("RGB", _reduced(picture.size))
    picture.load()
    if picture.mode == "1":
        picture = picture.convert("L")  # of black and white alone Pillow makes no mean
    if max(picture.size) > WORKING_SIDE:
        picture = picture.resize(_reduced(picture.size), Image.Resampling.BOX)
    ImageOps.exif_transpose(picture, in_place=True)
    return np.asarray(cv2.cvtColor(np.asarray(_on_white(picture)), cv2.COLOR_RGB2BGR), np.uint8)


QUALITY = 80
"""Of the pictures that are kept."""


def jpeg(pixels: Pixels, quality: int, dpi: int) -> bytes:
    """A picture as JPEG; colour at full resolution, because stamps are red and thin."""
    target = io.BytesIO()
    picture = Image.fromarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
    picture.save(target, "JPEG", quality=quality, subsampling=0, dpi=(dpi, dpi))
    return target.getvalue()


def _opened(content: bytes, kind: MediaKind) -> Image.Image:
    if kind is MediaKind.HEIC:
        opened: Image.Image = pi_heif.open_heif(io.BytesIO(content)).to_pillow()
        return opened
    return Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF"))


def _reduced(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, WORKING_SIDE / max(size))
    return round(size[0] * scale), round(size[1] * scale)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey, of which Pillow would cut off half
        grey = np.asarray(picture, np.uint32) >> 8
        return Image.fromarray(grey.clip(0, 255).astype(np.uint8)).convert("RGB")
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")
