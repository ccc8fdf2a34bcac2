"""The printed form as a PDF, its previews and its text; the only importer of Typst, PDFium and segno."""

import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import segno
import typst

from bot.png import png
from flows.printable import characters_of, printable
from flows.printed import PrintedForm

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "document"
COUNTED_PAGES = 3
_TYPST = threading.Lock()
_PDFIUM = threading.Lock()
_PREVIEW_DPI = 108
_LINE_END_HYPHEN = "\ufffe"


def render(form: PrintedForm, *, made_at: datetime) -> bytes:
    """The form as a tagged PDF/A-3a and PDF/UA-1 file: three A4 pages, and an annex if an answer is too long.

    `made_at` must carry a time zone; the same form and moment give the same bytes. Takes about 200 ms and
    blocks: call it through `asyncio.to_thread`. Raises RuntimeError (typst.TypstError) when the template and
    the data do not go together: a question is missing, or its words do not fit their place.
    """
    data = _plain(form) | {"qr": _codes(form.case_number)}
    inputs = {"form": json.dumps(data, ensure_ascii=False)}
    with _TYPST:
        pdf = _compiler().compile(
            format="pdf", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"], timestamp=made_at
        )
    assert isinstance(pdf, bytes)
    return pdf


def preview(pdf: bytes, page: int = 0) -> bytes:
    """Page `page` (from 0) as a PNG picture of 108 dpi, at most 300 KB for a page of this form.

    Raises IndexError when the file has no such page.
    """
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"no page {page} in a document of {len(document)}")
        bitmap = document[page].render(scale=_PREVIEW_DPI / 72, rev_byteorder=True)
        return png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in reading order; a hyphen at the end of a line is a plain hyphen."""
    with _opened(pdf) as document:
        return [page.get_textpage().get_text_range().replace(_LINE_END_HYPHEN, "-") for page in document]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The file in PDFium, which knows only one thread at a time."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


@cache
def drawable() -> frozenset[int]:
    """Code points the fonts of the form can draw; anything else prints as 〓."""
    return frozenset().union(*(characters_of(font.read_bytes()) for font in _font_files()))


def _font_files() -> list[Path]:
    return sorted((TEMPLATES / "fonts").glob("*.ttf"))


@cache
def _compiler() -> typst.Compiler:
    """One compiler, used under a lock: a Typst compiler is not thread-safe."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TEMPLATES / "fonts")]
    )
    return typst.Compiler(str(TEMPLATES / "form.typ"), root=str(TEMPLATES), font_paths=fonts)


def _plain(value: Any) -> Any:
    """Dataclasses, mappings and tuples as JSON takes them, with every string made printable."""
    if isinstance(value, str):
        return printable(value, drawable())
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _codes(case_number: str) -> list[str]:
    """One QR code for each page as SVG, `113-0042 p1`: it tells a photographed page from the others."""
    if not case_number:
        return []
    codes = []
    for page in range(1, COUNTED_PAGES + 1):
        svg = io.BytesIO()
        segno.make(f"{case_number} p{page}", error="m", micro=False).save(
            svg, kind="svg", border=0, xmldecl=False
        )
        codes.append(svg.getvalue().decode())
    return codes
