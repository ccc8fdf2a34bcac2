"""The mark of a file we finished: a digest of its bytes in the file's identifiers (ISO 32000-1, 14.4).

It tells an intact file from one with an accident, and from one saved again by a program, which renews the
second identifier. It is no proof against a forger: for that there is the organisation's seal.
"""

import hashlib
import re
from enum import StrEnum

_IDENTIFIERS = re.compile(rb"/ID \[<([0-9a-f]+)><([0-9a-f]+)>\]")
_DIGITS = 40
_END = b"%%EOF\n"


class Mark(StrEnum):
    """What the mark says of a file's first revision."""

    HOLDS = "holds"
    BROKEN = "broken"
    RENEWED = "renewed"
    ABSENT = "absent"


class DocumentKind(StrEnum):
    """What was marked; the value begins its mark."""

    DOCUMENT = "SME1"
    """The form, to be signed."""
    RETURNED = "SME2"
    """A signed copy, put together of pictures that came back and of the form's own pages."""


def marked(pdf: bytes, kind: DocumentKind = DocumentKind.DOCUMENT) -> bytes:
    """The file with its mark. The identifiers stand behind everything that offsets point to, so they may grow."""
    return _with_identifiers(pdf, _digest(pdf, kind))


def first_revision(pdf: bytes) -> bytes:
    """The file up to its first end: what was there before anything was appended."""
    end = pdf.find(_END)
    return pdf if end < 0 else pdf[: end + len(_END)]


def mark_of(pdf: bytes, kind: DocumentKind = DocumentKind.DOCUMENT) -> Mark:
    """Whether the first revision of `pdf` still is what was marked as that."""
    first, ours = first_revision(pdf), _begins(kind)
    found = _IDENTIFIERS.search(first)
    if found is None:
        return Mark.BROKEN if ours in first else Mark.ABSENT
    ids, expected = set(found.groups()), _digest(first, kind)
    if ids == {expected}:
        return Mark.HOLDS
    if not any(identifier.startswith(ours) for identifier in ids):
        return Mark.ABSENT
    return Mark.BROKEN if len(ids) == 1 or expected in ids else Mark.RENEWED


def _begins(kind: DocumentKind) -> bytes:
    return kind.value.encode().hex().encode()


def _digest(pdf: bytes, kind: DocumentKind) -> bytes:
    content, begins = _with_identifiers(pdf, b""), _begins(kind)
    return begins + hashlib.sha256(content).hexdigest()[: _DIGITS - len(begins)].encode()


def _with_identifiers(pdf: bytes, identifier: bytes) -> bytes:
    return _IDENTIFIERS.sub(b"/ID [<%b><%b>]" % (identifier, identifier), pdf, count=1)
