"""Bytes of a picture into pixels, upright as the camera says, never larger than the work needs."""

import io
from typing import Any

import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps

from bot.signed_copy.kinds import MediaKind

Pixels = NDArray[np.uint8]
"""Rows, columns, and blue, green, red; or rows and columns of greys."""

WORKING_SIDE = 4096
"""Longest side in pixels to work on: 200 dpi on A4 needs 2339, a 12 MP photo with some table around has 4000."""

UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
"""What Pillow and pi-heif raise on a picture that is cut short or makes no sense."""


def size_of(content: bytes, kind: MediaKind) -> tuple[int, int]:
    """Width and height from the header alone; raises one of UNREADABLE."""
    return _opened(content, kind).size


def probe(content: bytes, kind: MediaKind) -> None:
    """Raises one of UNREADABLE unless the picture is whole. A JPEG is read at an eighth of its size."""
    picture = _opened(content, kind)
    if kind is MediaKind.JPEG:
        picture.draft("L", (picture.width // 8, picture.height // 8))
    picture.load()


def decoded(content: bytes, kind: MediaKind) -> Pixels:
    """The picture in colour, turned as its EXIF says; raises one of UNREADABLE."""
    picture = _opened(content, kind)
    if kind is MediaKind.JPEG:
        picture.draft("RGB", _reduced(picture.size))
    picture.load()
    if max(picture.size) > WORKING_SIDE:
        picture = picture.resize(_reduced(picture.size), Image.Resampling.BOX)
    upright = ImageOps.exif_transpose(picture)
    return np.ascontiguousarray(np.asarray(_on_white(upright))[:, :, ::-1])


def jpeg(pixels: Pixels, quality: int, dpi: int) -> bytes:
    """A picture as JPEG; colour at full resolution, because stamps are red and thin."""
    target = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])).save(
        target, "JPEG", quality=quality, subsampling=0, dpi=(dpi, dpi), optimize=True
    )
    return target.getvalue()


def _opened(content: bytes, kind: MediaKind) -> Image.Image:
    if kind is MediaKind.HEIC:
        heif: Any = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        opened: Image.Image = heif.to_pillow()
        return opened
    return Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))


def _reduced(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, WORKING_SIDE / max(size))
    return round(size[0] * scale), round(size[1] * scale)


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")
