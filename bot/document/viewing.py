"""Reading a finished PDF: its pages as pictures and as text; the only importer of PDFium."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from bot.png import png

_PDFIUM = threading.Lock()
_PREVIEW_DPI = 108
_LINE_END_HYPHEN = "\ufffe"


class Unreadable(Exception):
    """PDFium cannot open the file."""


def preview(pdf: bytes, page: int = 0) -> bytes:
    """Page `page` (from 0) as a PNG picture of 108 dpi, at most 300 KB for a page of this form.

    Raises IndexError when the file has no such page, Unreadable when it is no PDF.
    """
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"no page {page} in a document of {len(document)}")
        bitmap = document[page].render(scale=_PREVIEW_DPI / 72, rev_byteorder=True)
        return png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises Unreadable."""
    with _opened(pdf) as document:
        return len(document)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in reading order; a hyphen at the end of a line is a plain hyphen."""
    with _opened(pdf) as document:
        return [page.get_textpage().get_text_range().replace(_LINE_END_HYPHEN, "-") for page in document]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
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
