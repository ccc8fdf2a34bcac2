"""Is a PDF a document of ours, genuine and unaltered? What `python -m bot inspect FILE.pdf` finds out."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pikepdf

from bot import document
from bot.document.marking import Mark, first_revision, mark_of
from bot.sealing import SEAL_FIELD
from bot.signatures import Signature, signatures
from flows.carried import DIGEST, PREFIX, SCHEMA, digest


class Finding(StrEnum):
    """What a file is, each told apart in words by bot/inspecting.py."""

    SEALED = "sealed"
    INTACT = "intact"
    FLIPPED = "flipped"
    APPENDED = "appended"
    RESAVED = "resaved"
    OTHER_SEAL = "other_seal"
    DATA_CHANGED = "data_changed"
    DATA_MISSING = "data_missing"
    FOREIGN = "foreign"
    ENCRYPTED = "encrypted"
    NOT_PDF = "not_pdf"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found; `data` is what the file carries, None when there is none that can be read."""

    finding: Finding
    data: Mapping[str, Any] | None = None
    seal: Signature | None = None
    applicant: Signature | None = None


def inspect(pdf: bytes, seal_certificate: bytes | None = None) -> Report:
    """The report on a file's bytes; `seal_certificate` (DER) is the one a seal must have been made with."""
    if b"%PDF-" not in pdf[:1024]:
        return Report(Finding.NOT_PDF)
    mark = mark_of(pdf)
    try:
        with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
            if opened.is_encrypted:
                return Report(Finding.ENCRYPTED)
            ours, data = _has_field(opened), _data(opened)
    except pikepdf.PasswordError:
        return Report(Finding.ENCRYPTED)
    except pikepdf.PdfError:
        return Report(Finding.FLIPPED if mark is not Mark.ABSENT else Finding.NOT_PDF)
    if data is None and not ours and mark is Mark.ABSENT:
        return Report(Finding.FOREIGN)
    signed = {signature.field: signature for signature in signatures(pdf)}
    report = Report(Finding.INTACT, data, signed.get(SEAL_FIELD), signed.get(document.SIGNATURE_FIELD))
    return replace(report, finding=_finding(pdf, mark, report, seal_certificate))


def _finding(pdf: bytes, mark: Mark, report: Report, seal_certificate: bytes | None) -> Finding:
    if mark is Mark.BROKEN:
        return Finding.FLIPPED
    if report.data is None:
        return Finding.DATA_MISSING
    if mark is not Mark.HOLDS:
        return Finding.RESAVED
    made = [signature for signature in (report.seal, report.applicant) if signature]
    if not all(signature.holds for signature in made):
        return Finding.FLIPPED
    unexplained = _appended(pdf) and not made
    if unexplained or any(signature.added for signature in made) or not _same_pages(pdf):
        return Finding.APPENDED
    if not _data_holds(pdf, report.data):
        return Finding.DATA_CHANGED
    if report.seal is None:
        return Finding.INTACT
    known = seal_certificate in (None, report.seal.certificate)
    return Finding.SEALED if known else Finding.OTHER_SEAL


def _appended(pdf: bytes) -> bool:
    """Whether anything follows the first revision; blanks that a mail program added are nothing."""
    return bool(pdf[len(first_revision(pdf)) :].strip())


def _has_field(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    names = (str(field.get("/T", "")) for field in form.get("/Fields", ()))
    return document.SIGNATURE_FIELD in names


def _data(pdf: pikepdf.Pdf) -> Mapping[str, Any] | None:
    """What application.json says; None when there is none of ours."""
    try:
        data = json.loads(pdf.attachments["application.json"].get_file().read_bytes())
    except (KeyError, ValueError, pikepdf.PdfError):
        return None
    return data if isinstance(data, dict) and data.get("schema") == SCHEMA and _well_formed(data) else None


def _well_formed(data: Mapping[str, Any]) -> bool:
    """The parts that are read are what docs/application.schema.json says they are."""
    objects = (data.get("answers"), data.get("questionnaire"), data.get("verdict") or {})
    return isinstance(data.get(DIGEST), str) and all(isinstance(part, dict) for part in objects)


def _data_holds(pdf: bytes, data: Mapping[str, Any]) -> bool:
    """The data has its digest, and every page prints the beginning of it."""
    stated = data.get(DIGEST)
    if stated != digest(data):
        return False
    return all(stated[:PREFIX] in page for page in document.page_texts(pdf))


def _same_pages(pdf: bytes) -> bool:
    """Whether what was appended leaves the pages as they were and adds nothing to them but form fields."""
    first = first_revision(pdf)
    try:
        return len(first) == len(pdf) or _drawn(first) == _drawn(pdf)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return False  # a revision that leaves no readable pages did not leave them as they were


def _drawn(pdf: bytes) -> list[tuple[bytes, int]]:
    """The content of each page, and how many annotations other than form fields lie on it."""
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.contents_coalesce()
        return [
            (page.Contents.read_bytes(), sum(note.Subtype != "/Widget" for note in page.get("/Annots", ())))
            for page in opened.pages
        ]
