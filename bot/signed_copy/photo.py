"""A photo that is to stand on a page: upright, and no larger than paper needs."""

import io

from PIL import Image, ImageOps

LARGEST = (1300, 1800)
"""Pixels of a picture that fills a page."""
QUALITY = 85


def upright_png(content: bytes) -> bytes:
    """The photo as PNG. Raises what Pillow raises on a file that is no picture."""
    out = io.BytesIO()
    _upright(content).save(out, "PNG")
    return out.getvalue()


def upright_jpeg(content: bytes) -> bytes:
    """The photo as JPEG, a tenth of the size, on white where it was transparent. Raises what Pillow raises."""
    out = io.BytesIO()
    _upright(content).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _upright(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as opened:
        turned = ImageOps.exif_transpose(opened) or opened
        if "A" in turned.getbands() or "transparency" in turned.info:
            seen = turned.convert("RGBA")
            turned = Image.new("RGBA", seen.size, "white")
            turned.alpha_composite(seen)
        upright = turned.convert("RGB")
    upright.thumbnail(LARGEST)
    return upright
