"""What the child does with a file that is to stand in a book: its pages as pictures.

Asked: `task` "pages", `most` pages; one piece, the file. Answered: a PNG for each page;
or `refused`: why there is none.
"""

from bot.documents.png import png
from bot.documents.preview import Unreadable, opened
from bot.sandbox.packet import Packet
from bot.signed_copy.photo import upright_jpeg, upright_png

TASK, IMAGE_TASK = "pages", "image"
DPI = 110
"""Enough to read a page on paper, at a tenth of what a scan has."""

UNREADABLE, TOO_MANY = "unreadable", "too_many_pages"


def image_answered(packet: Packet) -> Packet:
    """The answer to `task` "image": the one piece as a JPEG that may stand in a text."""
    try:
        return Packet({}, [upright_jpeg(packet.pieces[0])])
    except Exception as error:
        return Packet({"refused": UNREADABLE, "error": type(error).__name__})


def answered(packet: Packet) -> Packet:
    """The answer to a packet; whatever a file makes a library do is an answer too."""
    try:
        return _answered(packet)
    except Exception as error:
        return Packet({"refused": UNREADABLE, "error": type(error).__name__})


def _answered(packet: Packet) -> Packet:
    (content,) = packet.pieces
    if not content.startswith(b"%PDF-"):
        return Packet({}, [upright_png(content)])
    try:
        with opened(content) as document:
            if len(document) > int(packet.facts["most"]):
                return Packet({"refused": TOO_MANY, "pages": len(document)})
            pictures = []
            for page in document:
                bitmap = page.render(scale=DPI / 72, rev_byteorder=True)
                pictures.append(png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)))
    except Unreadable:
        return Packet({"refused": UNREADABLE})
    return Packet({}, pictures)
