"""A returned PDF that claims to be our document: whether it shows anything else than the original and a signature."""

import io

import numpy as np
import pikepdf

from bot.documents import field_box, looks
from bot.documents.preview import Box
from bot.signed_copy.digital_signature import signature_of

_ROW = 8.0
"""Points around the signature field, across the page, that are the signer's: name, title and the date stand there."""
_APART = 96
_MOST_APART = 12
"""Pixels of 108 dpi that may be so far apart, of 255: a figure has twenty or more, smoothing has none."""


def altered(pdf: bytes, original: bytes) -> bool:
    """Whether a PDF claims to be the original and is not: signed digitally, but not the original with signatures; or
    our document, opened and saved with something else to be seen on it. A scan claims nothing.

    Blocks for up to a second. Raises what pikepdf and PDFium raise on a file they cannot read.
    """
    signature = signature_of(pdf, original)
    if signature is not None:
        return not signature.original_kept
    box = _field(original)
    return box is not None and _field(pdf) is not None and _shows_more(pdf, original, box)


def _field(pdf: bytes) -> Box | None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return field_box(opened)


def _shows_more(pdf: bytes, original: bytes, box: Box) -> bool:
    row = (0.0, box[1] - _ROW, 1000.0, box[3] + _ROW)
    ours, theirs = looks(original, [row]), looks(pdf, [row])
    return len(theirs) > len(ours) or any(map(_apart, ours, theirs))


def _apart(one: bytes, other: bytes) -> bool:
    if len(one) != len(other):
        return True
    ours, theirs = (np.frombuffer(page, np.uint8).astype(np.int16) for page in (one, other))
    return int(np.count_nonzero(np.abs(ours - theirs) > _APART)) > _MOST_APART
