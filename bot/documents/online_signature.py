"""What a signature made on a web page looks like in the form's field, and page 1 with it before anything is signed."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf

from bot.documents.comparison import field_box
from bot.documents.compiler import Template
from bot.documents.preview import preview

FOLDER = Path("shared", "document")


@dataclass(frozen=True, slots=True)
class Picture:
    """Strokes (flows/signing/strokes.py) or seal pictures in PNG, and the lines under them."""

    title: str
    caption: Sequence[str]
    strokes: Sequence[Sequence[Sequence[float]]] = ()
    seals: Sequence[bytes] = field(default=(), repr=False)


def picture_page(pdf: bytes, picture: Picture, *, made_at: datetime, fonts: Path | None = None) -> bytes:
    """A PDF of one page as large as the signature field of the form `pdf`. Blocks like `render`."""
    left, bottom, right, top = _box(pdf)
    data: Mapping[str, Any] = {
        "title": picture.title,
        "caption": tuple(picture.caption),
        "width": right - left,
        "height": top - bottom,
        "strokes": tuple(picture.strokes),
        "seals": [list(content) for content in picture.seals],
    }
    return _page("picture").compiled(data, made_at=made_at, fonts=fonts)


def record_pages(data: Mapping[str, Any], *, made_at: datetime, fonts: Path | None = None) -> bytes:
    """The record of a signing as a document of its own, from what bot/signing/record.py says. Blocks like `render`."""
    return _page("record").compiled(data, made_at=made_at, fonts=fonts)


def _page(name: str) -> Template:
    return Template(FOLDER, "online.typ", name)


def page_with(pdf: bytes, picture: bytes, dpi: int) -> bytes:
    """Page 1 as PNG, with a page of `picture_page` where the field is: what will be signed, to be looked at."""
    box, out = _box(pdf), io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as form, pikepdf.Pdf.open(io.BytesIO(picture)) as drawn:
        form.pages[0].add_overlay(drawn.pages[0], pikepdf.Rectangle(*box))
        form.save(out)
    return preview(out.getvalue(), dpi=dpi)


def _box(pdf: bytes) -> tuple[float, float, float, float]:
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        box = field_box(opened)
    if box is None:
        raise ValueError("the document has no signature field")
    return box
