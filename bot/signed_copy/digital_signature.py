"""A digital signature on a returned PDF: who signed, whether it still holds, whether the form is the one we made."""

from dataclasses import dataclass

from bot import documents
from bot.mail.headers import one_line

_MARK = b"/ByteRange"
"""What a signature says of itself, in the file as it is written."""
_LONGEST_SIGNER = 200
_NAMELESS = "—"


@dataclass(frozen=True)
class SignatureFacts:
    """The last signature of a PDF. Whom its certificate speaks for is not judged: no authority is trusted here."""

    signer: str
    """The subject of the certificate, as people read it."""
    intact: bool
    """Whether the signed bytes are the ones that were signed."""
    changed_after: bool
    """Whether more than form fields or another signature was added afterwards."""
    original_kept: bool | None
    """Whether the file is the original with signatures and nothing else; None if no original was given."""
    by_seal: bool = False
    """Whether it names whoever sealed the document: then it was signed on a web page, and closed with the seal."""

    @property
    def holds(self) -> bool:
        """Signed, and nothing altered since."""
        return self.intact and not self.changed_after


def signature_of(pdf: bytes, original: bytes | None) -> SignatureFacts | None:
    """The last signature besides the seal; None if there is none, or the file is no PDF.

    Without network, and therefore without revocation lists. Takes up to a second; must not be called on a running
    event loop.
    """
    if _MARK not in pdf:
        return None
    from bot.documents.seal import SEAL_FIELD
    from bot.documents.signatures import signatures  # 0.4 s of a processor, which no scan should cost

    every = signatures(pdf)
    found = [signature for signature in every if signature.field != SEAL_FIELD]
    if not found:
        return None
    last = found[-1]
    kept = None if original is None else not documents.differences(pdf, original)
    signer = one_line(last.signer, _LONGEST_SIGNER) or _NAMELESS
    by_seal = any(one.field == SEAL_FIELD and one.signer == last.signer for one in every)
    return SignatureFacts(signer, last.holds, last.added, kept, by_seal)
