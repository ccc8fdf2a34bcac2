"""Reading a finished PDF: its pages as pictures and as text; the only importer of PDFium."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2

from bot.documents.png import png

_PDFIUM = threading.Lock()
_PREVIEW_DPI = 108
_LINE_END_HYPHEN = "\ufffe"

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points from the lower left corner of a page."""


class Unreadable(Exception):
    """PDFium cannot open the file."""


def preview(pdf: bytes, page: int = 0, dpi: int = _PREVIEW_DPI) -> bytes:
    """Page `page` (from 0) as a PNG picture, at 108 dpi at most 300 KB for a page of this form.

    Raises IndexError when the file has no such page, Unreadable when it is no PDF.
    """
    with opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"no page {page} in a document of {len(document)}")
        bitmap = document[page].render(scale=dpi / 72, rev_byteorder=True)
        return png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises Unreadable."""
    with opened(pdf) as document:
        return len(document)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in reading order; a hyphen at the end of a line is a plain hyphen."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_range().replace(_LINE_END_HYPHEN, "-") for page in document]


def looks(pdf: bytes, less: Sequence[Box] = ()) -> list[bytes]:
    """Each page as pixels, to be compared; what lies in the areas `less` of the first page is left out.

    Raises Unreadable.
    """
    with opened(pdf) as document:
        return [_pixels(page, less if number == 0 else ()) for number, page in enumerate(document)]


def _pixels(page: pypdfium2.PdfPage, less: Sequence[Box]) -> bytes:
    scale = _PREVIEW_DPI / 72
    bitmap = page.render(scale=scale)
    pixels, each = bytearray(bitmap.buffer), bitmap.stride // bitmap.width
    for left, bottom, right, top in less:
        height = page.get_height()
        rows = range(
            max(0, int((height - top) * scale)), min(bitmap.height, int((height - bottom) * scale) + 1)
        )
        first, last = int(left * scale) * each, int(right * scale + 1) * each
        for row in rows:
            start = row * bitmap.stride
            pixels[start + first : start + last] = bytes(last - first)
    return b"%d %d " % (bitmap.width, bitmap.height) + bytes(pixels)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The file in PDFium, which knows only one thread at a time; form fields are drawn, signatures among them."""
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(str(error)) from None
        try:
            document.init_forms()
            yield document
        finally:
            document.close()
