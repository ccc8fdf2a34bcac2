"""PDF scans: whether they may be opened, and their pages as pixels."""

import io
import re

import numpy as np
import pikepdf

from bot.documents.preview import Unreadable, opened
from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.model import MOST_PAGES, MOST_PIXELS, RefusalCode, Refused

__all__ = ["Unreadable", "pages_of", "pixels_of"]

_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


def pages_of(content: bytes) -> int | Refused:
    """How many pages a PDF has, or why it is not opened."""
    if _cut_short(content):
        return Refused(RefusalCode.DAMAGED)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _judged(pdf)
    except pikepdf.PasswordError:
        return Refused(RefusalCode.ENCRYPTED)
    except pikepdf.PdfError:
        return Refused(RefusalCode.DAMAGED)


def _cut_short(content: bytes) -> bool:
    """Whether a PDF ends before its end: no `startxref`, or objects after the last one (a file for the web begins
    with one). Whatever else a scanner writes behind the end is no harm."""
    end = content.rfind(b"startxref")
    return end < 0 or bool(_OBJECT.search(content, end))


def _judged(pdf: pikepdf.Pdf) -> int | Refused:
    pages = len(pdf.pages)
    if pages > MOST_PAGES:
        return Refused(RefusalCode.TOO_MANY_PAGES, {"pages": pages, "most": MOST_PAGES})
    largest = max((_pixels_in(item) for item in pdf.objects), default=0)
    if largest > MOST_PIXELS:
        return Refused(RefusalCode.TOO_MANY_PIXELS, {"pixels": largest, "most": MOST_PIXELS})
    return pages or Refused(RefusalCode.DAMAGED)


def _pixels_in(item: pikepdf.Object) -> int:
    if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != pikepdf.Name.Image:
        return 0
    return int(item.get("/Width", 0)) * int(item.get("/Height", 0))


def pixels_of(content: bytes, index: int) -> Pixels:
    """Page `index` (from 0) as people see it, annotations drawn, its long side as long as an A4 page's at 200 dpi.

    Raises IndexError when there is no such page, Unreadable when PDFium cannot open the file.
    """
    with opened(content) as pdf:
        if not 0 <= index < len(pdf):
            raise IndexError(f"no page {index} in a document of {len(pdf)}")
        page = pdf[index]
        scale = max(layout.PAGE_PIXELS) / max(page.get_size())
        return np.array(page.render(scale=scale).to_numpy()[:, :, :3])
