"""A digital signature on a returned PDF: who signed, whether it still holds, whether the form is the one we made."""

from dataclasses import dataclass


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
    """Whether the file starts with the original, byte for byte; None if no original was given."""

    @property
    def holds(self) -> bool:
        """Signed, and nothing altered since."""
        return self.intact and not self.changed_after


def signature_of(pdf: bytes, original: bytes | None) -> SignatureFacts | None:
    """The last signature that `original` does not have yet; None if there is none, or the file is no PDF.

    Without network, and therefore without revocation lists. Takes 30 to 120 ms; must not be called on a running
    event loop.
    """
    from bot.signatures import signatures  # 0.4 s of a processor, which no photo should cost

    kept = None if original is None else pdf.startswith(original)
    found = signatures(pdf)
    ours = len(signatures(original)) if original is not None and kept else 0
    if len(found) <= ours:
        return None
    last = found[-1]
    return SignatureFacts(last.signer, intact=last.holds, changed_after=last.added, original_kept=kept)
