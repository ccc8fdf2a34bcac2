"""Puts the signed copy together: one PDF of upright A4 pages, small enough to be mailed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

from bot.documents.integrity_mark import DocumentKind, marked
from bot.signed_copy import layout
from bot.signed_copy.judgement.quality import SIGNING, counting
from bot.signed_copy.model import MOST_RESULT_BYTES, Assembled, Page, RefusalCode, Refused

_A4_POINTS = (595.276, 841.89)


@dataclass(frozen=True)
class _Recipe:
    """How to write pages: as they are, or once more, smaller."""

    quality: int | None
    dpi: int


_RECIPES = (
    _Recipe(quality=None, dpi=layout.DPI),
    _Recipe(quality=65, dpi=150),
    _Recipe(quality=50, dpi=100),
)
"""From best to smallest. Ten pages by the last one have about 1 MB."""


def assemble(pages: Sequence[Page], unsigned_pdf: bytes, case_number: str) -> Assembled | Refused:
    """The signed copy, at most 10 MB: the last picture of each page, other pages from the unsigned document.

    Pages come in the order of their numbers, a sheet for seals behind page 1; those whose number cannot be read
    follow in the order they were sent, so that nothing sent is lost. The same pages give the same bytes. Refuses pages
    of another case, and sets without a page to sign. Blocks for some 20 ms, longer if pages must be made smaller.
    """
    if other := next(
        (page.case_number for page in pages if page.case_number not in (None, case_number)), None
    ):
        return Refused(RefusalCode.OTHER_CASE, {"case_number": other})
    numbered = {number: pages[position] for number, position in counting(pages).items()}
    if not numbered.keys() & set(SIGNING):
        return Refused(RefusalCode.NO_PAGE_1)
    others = [page for page in pages if page.number is None]
    pdf = b""
    for recipe in _RECIPES:
        pdf = _written(numbered, others, unsigned_pdf, recipe)
        if len(pdf) <= MOST_RESULT_BYTES:
            break
    return Assembled(pdf, tuple(sorted(numbered, key=_place)))


def _written(
    numbered: dict[int, Page], others: Sequence[Page], unsigned_pdf: bytes, recipe: _Recipe
) -> bytes:
    with pikepdf.open(io.BytesIO(unsigned_pdf)) as unsigned, pikepdf.new() as pdf:
        for number in sorted({*range(1, len(unsigned.pages) + 1), *numbered}, key=_place):
            if number in numbered:
                _append(pdf, numbered[number], recipe)
            else:
                pdf.pages.append(_plain(unsigned.pages[number - 1]))
        for page in others:
            _append(pdf, page, recipe)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return marked(target.getvalue(), DocumentKind.RETURNED)


def _place(number: int) -> float:
    return 1.5 if number == layout.SEALING_PAGE else number


def _plain(page: pikepdf.Page) -> pikepdf.Page:
    """A page of the unsigned document without what belongs to that document: its fields and structure tree."""
    for key in ("/Annots", "/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    return page


def _append(pdf: pikepdf.Pdf, page: Page, recipe: _Recipe) -> None:
    picture = page.picture if recipe.quality is None else _smaller(page.picture, recipe.quality, recipe.dpi)
    _append_picture(pdf, picture)


def _append_picture(pdf: pikepdf.Pdf, jpeg: bytes) -> None:
    """A page filled by a JPEG, which is stored as it is."""
    width, height = Image.open(io.BytesIO(jpeg)).size
    image = pikepdf.Stream(
        pdf,
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=_A4_POINTS)
    page.add_resource(image, pikepdf.Name.XObject, pikepdf.Name.Scan)
    page.contents_add(f"q {_A4_POINTS[0]} 0 0 {_A4_POINTS[1]} 0 0 cm /Scan Do Q".encode())


def _smaller(jpeg: bytes, quality: int, dpi: int) -> bytes:
    picture = Image.open(io.BytesIO(jpeg))
    width, height = (round(side * dpi / layout.DPI) for side in picture.size)
    target = io.BytesIO()
    picture.resize((width, height), Image.Resampling.BOX).save(
        target, "JPEG", quality=quality, dpi=(dpi, dpi)
    )
    return target.getvalue()
