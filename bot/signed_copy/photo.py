"""A photo that is to stand on a page: upright, and no larger than paper needs."""

import io

from PIL import Image, ImageOps

LARGEST = (1300, 1800)
"""Pixels of a picture that fills a page."""


def upright_png(content: bytes) -> bytes:
    """The photo as PNG. Raises what Pillow raises on a file that is no picture."""
    with Image.open(io.BytesIO(content)) as opened:
        upright = (ImageOps.exif_transpose(opened) or opened).convert("RGB")
    upright.thumbnail(LARGEST)
    out = io.BytesIO()
    upright.save(out, "PNG")
    return out.getvalue()
