"""Is a PDF a document of ours, genuine and unaltered? What `python -m bot inspect FILE.pdf` finds out."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pikepdf

from bot import documents
from bot.documents import Difference, differences
from bot.documents.integrity_mark import DocumentKind, Mark, first_revision, mark_of
from bot.documents.seal import SEAL_FIELD
from bot.documents.signatures import Signature, signatures
from flows.document.attachment import DIGEST, PREFIX, SCHEMA, digest


class Finding(StrEnum):
    """What a file is, each told apart in words by bot/cli/verify.py."""

    ORIGINAL = "original"
    """Byte for byte what the database keeps, with nothing but signatures added."""
    RETURNED_KEPT = "returned_kept"
    """Byte for byte a signed copy that the database keeps."""
    RECORD_KEPT = "record_kept"
    """Byte for byte a record of signing online that the database keeps."""
    RECORD = "record"
    """A record of signing online, closed with the organisation's seal and unaltered since."""
    SEALED = "sealed"
    INTACT = "intact"
    RETURNED = "returned"
    """A signed copy as this system puts them together, unaltered since."""
    UNSEALED = "unsealed"
    UNKNOWN_SEAL = "unknown_seal"
    NOT_AS_KEPT = "not_as_kept"
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
    """What was found; `data` is what the file carries, None when there is none that can be read; `differences` are
    those from the document as it was made, besides signatures."""

    finding: Finding
    data: Mapping[str, Any] | None = None
    seal: Signature | None = None
    applicant: Signature | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def signed_online(self) -> bool:
        """Whether the applicant's field is closed by whoever sealed the document: it was signed on a web page."""
        return bool(self.seal and self.applicant and self.seal.signer == self.applicant.signer)

    @property
    def case_number(self) -> str:
        """Which case the file says it is of; empty when it does not say."""
        return str((self.data or {}).get("case_number") or "")


def inspect(pdf: bytes, seal_certificate: bytes | None = None) -> Report:
    """The report on a file's bytes; `seal_certificate` (DER) is the one a seal must have been made with.

    Whatever the bytes are, there is a report. Blocks for up to a second."""
    try:
        return _report(pdf, seal_certificate)
    except Exception:  # made or damaged so that a library fails in a way of its own
        return Report(Finding.FLIPPED if _is_marked(pdf) else Finding.NOT_PDF)


def compared(report: Report, pdf: bytes, original: bytes) -> Report:
    """The report on a file after comparing it with the document that the database keeps of its case.

    That is better evidence than any mark; only the organisation's own seal stands by itself."""
    found = differences(pdf, original)
    if not found and all(one.holds for one in (report.seal, report.applicant) if one):
        return replace(report, finding=Finding.ORIGINAL, differences=())
    unaltered = (Finding.INTACT, Finding.UNSEALED, Finding.UNKNOWN_SEAL, Finding.OTHER_SEAL)
    if report.finding in unaltered:
        return replace(report, finding=Finding.NOT_AS_KEPT, differences=found)
    return report


def _report(pdf: bytes, seal_certificate: bytes | None) -> Report:
    if b"%PDF-" not in pdf[:1024]:
        return Report(Finding.NOT_PDF)
    mark = mark_of(pdf)
    try:
        with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
            if opened.is_encrypted:
                return Report(Finding.ENCRYPTED)
            ours, data = documents.field_box(opened) is not None, _data(opened)
    except pikepdf.PasswordError:
        return Report(Finding.ENCRYPTED)
    if data is None and not ours and mark is Mark.ABSENT:
        return Report(_record(pdf, seal_certificate) or _returned(pdf))
    signed = {signature.field: signature for signature in signatures(pdf)}
    report = Report(Finding.INTACT, data, signed.get(SEAL_FIELD), signed.get(documents.SIGNATURE_FIELD))
    added = differences(pdf, first_revision(pdf)) if mark is Mark.HOLDS else ()
    finding = _finding(pdf, mark, replace(report, differences=added), seal_certificate)
    return replace(report, finding=finding, differences=added)


def _record(pdf: bytes, seal_certificate: bytes | None) -> Finding | None:
    """A file that is no form of ours and has a seal: a record of signing online; None without a seal."""
    seal = next((one for one in signatures(pdf) if one.field == SEAL_FIELD), None)
    if seal is None:
        return None
    if not seal.holds or seal.added:
        return Finding.APPENDED if seal.holds else Finding.FLIPPED
    sealing = _sealing(seal, seal_certificate)
    return Finding.RECORD if sealing is Finding.SEALED else sealing


def _returned(pdf: bytes) -> Finding:
    """A file that is no form of ours: a signed copy we put together, or something we know nothing of."""
    match mark_of(pdf, DocumentKind.RETURNED):
        case Mark.ABSENT:
            return Finding.FOREIGN
        case Mark.HOLDS:
            return Finding.APPENDED if _appended(pdf) else Finding.RETURNED
        case Mark.RENEWED:
            return Finding.RESAVED
        case _:
            return Finding.FLIPPED


def _is_marked(pdf: bytes) -> bool:
    return any(mark_of(pdf, kind) is not Mark.ABSENT for kind in DocumentKind)


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
    if unexplained or report.differences or any(signature.added for signature in made):
        return Finding.APPENDED
    if not _data_holds(pdf, report.data):
        return Finding.DATA_CHANGED
    return _sealing(report.seal, seal_certificate)


def _sealing(seal: Signature | None, seal_certificate: bytes | None) -> Finding:
    """What the seal proves: a certificate anybody can make proves nothing."""
    if seal is None:
        return Finding.INTACT if seal_certificate is None else Finding.UNSEALED
    if seal_certificate is None:
        return Finding.UNKNOWN_SEAL
    return Finding.SEALED if seal.certificate == seal_certificate else Finding.OTHER_SEAL


def _appended(pdf: bytes) -> bool:
    """Whether anything follows the first revision; blanks that a mail program added are nothing."""
    return bool(pdf[len(first_revision(pdf)) :].strip())


def _data(pdf: pikepdf.Pdf) -> Mapping[str, Any] | None:
    """What application.json says; None when there is none of ours."""
    try:
        data = json.loads(pdf.attachments["application.json"].get_file().read_bytes())
    except (AttributeError, KeyError, TypeError, ValueError, pikepdf.PdfError):
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
    return all(stated[:PREFIX] in page for page in documents.page_texts(pdf))
