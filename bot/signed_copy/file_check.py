"""What a file is, by its content, and whether it is safe to open. The only door into this package."""

from bot.signed_copy import image_decoder, pdf_pages
from bot.signed_copy.model import MOST_BYTES, MOST_PAGES, MOST_PIXELS, Media, MediaKind, RefusalCode, Refused

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PDF_HEADER_WITHIN = 1024
"""Where readers look for %PDF-: some scanners write something of their own before it."""


def check(content: bytes, name: str) -> Media | Refused:
    """The kind of a file and its pages, or why it is not taken; `name` is only repeated to the sender.

    Nothing is decoded before its declared size is known to be within bounds. Blocks, about 50 ms for a photo.
    """
    if len(content) > MOST_BYTES:
        return Refused(RefusalCode.TOO_LARGE, {"bytes": len(content), "most": MOST_BYTES})
    kind = kind_of(content)
    match kind:
        case None:
            return Refused(RefusalCode.UNKNOWN_KIND, {"name": name})
        case MediaKind.PDF:
            pages = pdf_pages.pages_of(content)
            return pages if isinstance(pages, Refused) else Media(kind, pages)
        case _:
            return _picture(content, kind)


def kind_of(content: bytes) -> MediaKind | None:
    """What the first bytes say; None for anything that is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return MediaKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaKind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return MediaKind.WEBP
    if content.startswith((b"II*\0", b"MM\0*")):
        return MediaKind.TIFF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return MediaKind.HEIC
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN] and not content.startswith((b"PK", b"MZ")):
        return MediaKind.PDF
    return None


def _picture(content: bytes, kind: MediaKind) -> Media | Refused:
    try:
        sizes = image_decoder.sizes_of(content, kind)
        if len(sizes) > MOST_PAGES:
            return Refused(RefusalCode.TOO_MANY_PAGES, {"pages": len(sizes), "most": MOST_PAGES})
        largest = max(width * height for width, height in sizes)
        if largest > MOST_PIXELS:
            return Refused(RefusalCode.TOO_MANY_PIXELS, {"pixels": largest, "most": MOST_PIXELS})
        image_decoder.probe(content, kind)
    except image_decoder.BOMBS:
        return Refused(RefusalCode.TOO_MANY_PIXELS, {"most": MOST_PIXELS})
    except image_decoder.UNREADABLE:
        return Refused(RefusalCode.DAMAGED)
    return Media(kind, len(sizes))
