"""PDF scans: whether they may be opened, their pages as pixels, and their pages as they are."""

import io
import re
import zlib
from collections.abc import Iterator

import numpy as np
import pikepdf

from bot.document.viewing import Unreadable
from bot.document.viewing import _opened as opened
from bot.signed_copy import plan
from bot.signed_copy.decoding import Pixels
from bot.signed_copy.kinds import MOST_PAGES, MOST_PIXELS, RefusalCode, Refused

__all__ = ["Unreadable", "inflates_too_far", "page_alone", "pages_of", "pixels_of"]

_MOST_INFLATED = 256_000_000
"""What all compressed parts of a file may come to, bytes: a 600 dpi colour page has 104 MB."""

_STREAM = re.compile(rb"stream\r?\n(?=x[\x01\x5e\x9c\xda])")
_TWICE = re.compile(rb"/Fl(ateDecode)?\s*/Fl")
_CHUNK = 1_000_000
_PAGE_KEYS = frozenset(
    (
        *("/Type", "/Parent", "/Contents", "/Resources", "/Rotate", "/UserUnit", "/Group"),
        *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    )
)
"""What a page needs to be drawn (ISO 32000-1, table 30)."""
_SAME_TONE = 32
"""Out of 255: how far a pixel may be apart where the same is drawn in another way."""
_BESIDE = frozenset(("/AF", "/Alternates", "/Metadata", "/Measure", "/OPI", "/PieceInfo", "/PtData", "/Ref"))
_TAIL = 2048
"""Where the end of a PDF is looked for. A file cut short has none; other slips of scanners are repaired."""


def pages_of(content: bytes) -> int | Refused:
    """How many pages a PDF has, or why it is not opened."""
    if b"startxref" not in content[-_TAIL:]:
        return Refused(RefusalCode.DAMAGED)
    if inflates_too_far(content):
        return Refused(RefusalCode.TOO_MANY_PIXELS, {"most": MOST_PIXELS})
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _judged(pdf)
    except pikepdf.PasswordError:
        return Refused(RefusalCode.ENCRYPTED)
    except pikepdf.PdfError:
        return Refused(RefusalCode.DAMAGED)


def inflates_too_far(content: bytes) -> bool:
    """Whether the deflated parts of a file unpack to more than a scan can need.

    Looked at before any parser sees the file: parsers unpack cross-reference and object streams on opening.
    A part deflated twice has no honest use and is counted as too far.
    """
    if _TWICE.search(content):
        return True
    total = 0
    for start in _STREAM.finditer(content):
        for size in _inflated(memoryview(content)[start.end() :]):
            total += size
            if total > _MOST_INFLATED:
                return True
    return False


def _inflated(deflated: memoryview) -> Iterator[int]:
    """The sizes of the pieces a deflated part unpacks to; ends at the part's end or first error."""
    inflater = zlib.decompressobj()
    rest: bytes | memoryview = deflated
    try:
        for at in range(0, len(deflated), _CHUNK):
            rest = deflated[at : at + _CHUNK]
            while rest and not inflater.eof:
                yield len(inflater.decompress(rest, _CHUNK))
                rest = inflater.unconsumed_tail
            if inflater.eof:
                return
    except zlib.error:
        return


def _judged(pdf: pikepdf.Pdf) -> int | Refused:
    pages = len(pdf.pages)
    if pdf.is_encrypted:
        return Refused(RefusalCode.ENCRYPTED)
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
        scale = max(plan.PAGE_PIXELS) / max(page.get_size())
        return np.array(page.render(scale=scale).to_numpy()[:, :, :3])


def page_alone(content: bytes, index: int) -> bytes | None:
    """Page `index` as a PDF of its own, nothing recompressed, if it is upright A4 already; else None.

    Annotations (a signature drawn in a viewer) become part of the page. None, too, if the page would look different
    for it: what was looked at is what is mailed. Nothing that does anything comes along.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.new() as alone:
        page = pdf.pages[index]
        if not _upright_a4(page):
            return None
        if covered := bool(len(page.get("/Annots", ()))):
            pdf.generate_appearance_streams()
            pdf.flatten_annotations("all")
        for key in set(page.obj.keys()) - _PAGE_KEYS:
            del page.obj[key]
        alone.pages.append(page)
        _scrub(alone)
        target = io.BytesIO()
        alone.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    result = target.getvalue()
    return None if covered and _looks_different(pixels_of(content, index), pixels_of(result, 0)) else result


def _looks_different(one: Pixels, other: Pixels) -> bool:
    apart = np.abs(one.astype(np.int16) - other.astype(np.int16)) if one.shape == other.shape else None
    return apart is None or bool(apart.max() > _SAME_TONE)


def _scrub(pdf: pikepdf.Pdf) -> None:
    """Take off pictures and drawings what they may carry beside what is drawn: files, pages of other documents."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            for key in _BESIDE & set(item.keys()):
                del item[key]


def _upright_a4(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(side) for side in page.cropbox)
    wanted = tuple(side / 25.4 * 72 for side in plan.PAGE_MM)
    sides = zip((right - left, top - bottom), wanted, strict=True)
    return int(page.obj.get("/Rotate", 0)) % 360 == 0 and all(abs(is_ - to_be) < 6 for is_, to_be in sides)
