"""What the child does with written advice: is it a PDF or a Word document, whole, readable, and without anything that
acts?

Asked: one piece, the file. Answered: `kind`, "pdf" or "docx", or `refused`, why it cannot be used."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pikepdf

from bot.documents.active_content import acts
from bot.sandbox.packet import Packet

MOST_PAGES = 200
MOST_PARTS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a Word document's parts together, by what they say of themselves."""

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE_PARTS = ("vbaproject.bin", "oleobject", "activex", "/embeddings/")
_OUTSIDE = b'TargetMode="External"'
_HARMLESS_OUTSIDE = b"/hyperlink"


def answered(packet: Packet) -> Packet:
    """The answer to a packet; whatever a file makes a library do is an answer too."""
    try:
        return Packet(_checked(packet.pieces[0]))
    except Exception as error:
        return Packet({"refused": "damaged", "error": type(error).__name__})


def _checked(content: bytes) -> dict[str, str]:
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _docx(content)
    return {"refused": "unknown_kind"}


def _pdf(content: bytes) -> dict[str, str]:
    try:
        document = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        return {"refused": "encrypted"}
    with document:
        if document.is_encrypted:
            return {"refused": "encrypted"}
        if not 1 <= len(document.pages) <= MOST_PAGES:
            return {"refused": "too_many_pages"}
        if any(acts(item) and not _is_link(item) for item in document.objects):
            return {"refused": "active"}
    return {"kind": "pdf"}


def _is_link(item: pikepdf.Object) -> bool:
    """Whether it is a link that is followed by hand, or the target of one."""
    if not isinstance(item, pikepdf.Dictionary):
        return False
    action = item.get("/A", item)
    is_action = isinstance(action, pikepdf.Dictionary)
    return is_action and str(action.get("/S", "")) in ("/URI", "/GoTo") and "/AA" not in item


def _docx(content: bytes) -> dict[str, str]:
    try:
        archive = ZipFile(BytesIO(content))
    except BadZipFile:
        return {"refused": "damaged"}
    with archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            return {"refused": "too_large"}
        names = [part.filename for part in parts]
        if "word/document.xml" not in names or "[Content_Types].xml" not in names:
            return {"refused": "unknown_kind"}
        if any(part.flag_bits & 1 for part in parts):
            return {"refused": "encrypted"}
        if _MAIN not in archive.read("[Content_Types].xml"):
            return {"refused": "active"}
        if any(active in name.lower() for name in names for active in _ACTIVE_PARTS):
            return {"refused": "active"}
        if any(_fetches(archive.read(name)) for name in names if name.endswith(".rels")):
            return {"refused": "active"}
        if archive.testzip():
            return {"refused": "damaged"}
    return {"kind": "docx"}


def _fetches(relations: bytes) -> bool:
    """Whether the document loads something from outside by itself; links that are followed by hand are no harm."""
    outside = [one for one in relations.split(b"<Relationship ") if _OUTSIDE in one]
    return any(_HARMLESS_OUTSIDE not in one for one in outside)
