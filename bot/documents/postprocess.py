"""What Typst cannot do yet: headings of rows, the signature field, a compact file, and the mark of its bytes."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from bot.documents.integrity_mark import marked

SIGNATURE_FIELD = "ApplicantSignature"
_MARKER = "signature:applicant"
_BLANK = b" "
"""Content of the field's appearance: an empty stream that is called deflated is none, for which viewers complain."""
_ON_PAPER = 4
"""Annotation flag Print (ISO 32000-1, 12.5.3)."""


_SHADED_CELL = re.compile(
    rb"/S/TD(/P \d+ 0 R/A\[<</O/Table)"
    rb"(/Headers\[[^\]]*\]>><</O/Layout/BackgroundColor\[[^\]]*\]/BorderStyle/Solid>>)\]"
)
_LOOKS = re.compile(rb"<</O/Layout/BorderStyle/Solid>>|/A\[<</O/Layout/Placement/Block>>\]")


def with_row_headings(pdf: bytes) -> bytes:
    """A compiled document in which the shaded cells of its tables are the headings of their rows (PDF/UA-1, 7.5).

    A screen reader then says the label with each answer. The template marks labels by their shade, as Typst can call
    cells headings of columns only. What the tags say of looks alone goes. Everything keeps its place in the file, so
    that no offset changes; only tags are written like this, as all else that could be is compressed.
    """
    headed = _SHADED_CELL.sub(
        lambda cell: b"/S/TH" + cell[1] + b"/Scope/Row>>".ljust(len(cell[2])) + b"]", pdf
    )
    return _LOOKS.sub(lambda looks: b" " * len(looks[0]), headed)


def finished(pdf: bytes, tooltip: str) -> bytes:
    """The compiled form with its signature field, stored compactly and marked.

    `tooltip` is what a screen reader says of the field; without one there is no field. The same file gives the same
    bytes.
    """
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as opened:
        if tooltip:
            _make_field(opened, tooltip)
        _squeeze(opened.Root.Metadata)
        opened.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            static_id=True,  # the mark takes its place
            fix_metadata_version=False,  # the version stays; to look costs more than making the field
        )
    return marked(out.getvalue())


def _squeeze(metadata: Object) -> None:
    """XMP must not be compressed for those who look for it in the file; its indentation is a third of it."""
    metadata.write(re.sub(rb">\s+<", b"><", metadata.read_bytes()))


def _make_field(pdf: Pdf, tooltip: str) -> None:
    """The template's link becomes a signature field in its place, in the structure tree too (PDF/UA-1, 7.18.4)."""
    page = pdf.pages[0]
    field = next(note for note in page.Annots if _is_marker(note))
    _, _, width, height = _box(field)
    # A blank, because no bytes at all are no deflated stream, which is how it will be stored.
    blank = pdf.make_stream(_BLANK, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height]))
    for key in ("/A", "/Border", "/Contents"):
        del field[key]
    field.update(
        {
            "/Subtype": Name.Widget,
            "/FT": Name.Sig,
            "/T": String(SIGNATURE_FIELD),
            "/TU": String(tooltip),
            "/F": _ON_PAPER,
            "/P": page.obj,
            "/AP": Dictionary(N=blank),
        }
    )
    element = _entry(pdf.Root.StructTreeRoot.ParentTree, int(field.StructParent))
    element.S = Name.Form
    element.K = element.K[0]  # without its array: so do checkers of signatures look for a field in the tree
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=0))


def _is_marker(note: Object) -> bool:
    return "/A" in note and str(note.A.get("/URI", "")) == _MARKER


def _box(field: Object) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(side) for side in field.Rect)
    return left, bottom, right - left, top - bottom


def _entry(tree: Object, number: int) -> Object:
    """The structure element with that number in the parent tree (a number tree: ISO 32000-1, 7.9.7)."""
    if "/Nums" in tree:
        numbers = [int(key) for key in list(tree.Nums)[::2]]
        return tree.Nums[2 * numbers.index(number) + 1]
    kids = (kid for kid in tree.Kids if int(kid.Limits[0]) <= number <= int(kid.Limits[1]))
    return _entry(next(kids), number)
