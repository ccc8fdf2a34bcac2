"""Reading the signatures of a PDF: who signed, whether it holds, and what was added afterwards."""

import io
from dataclasses import dataclass

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

_ALLOWED = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. Whether its certificate is to be trusted is not judged here.

    `holds`: the signed bytes are unchanged and the signature is theirs. `added`: later revisions did more than
    fill in or sign form fields.
    """

    field: str
    signer: str = ""
    certificate: bytes = b""
    holds: bool = False
    added: bool = False


def signatures(pdf: bytes) -> tuple[Signature, ...]:
    """The signatures of a PDF in order, without network. Blocks for 10 ms to 100 ms each.

    A file that cannot be parsed has none that can be told.
    """
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    except Exception:  # a file made or damaged on purpose may fail in any way
        return ()
    return tuple(_signature(one) for one in found)


def _signature(found: EmbeddedPdfSignature) -> Signature:
    try:
        status = validate_pdf_signature(
            found, ValidationContext(allow_fetching=False, trust_roots=[found.signer_cert])
        )
    except Exception:  # as above: it does not hold
        return Signature(found.field_name)
    return Signature(
        field=found.field_name,
        signer=status.signing_cert.subject.human_friendly,
        certificate=status.signing_cert.dump(),
        holds=status.intact and status.valid,
        added=_added(status),
    )


def _added(status: PdfSignatureStatus) -> bool:
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return not whole and status.modification_level not in _ALLOWED
