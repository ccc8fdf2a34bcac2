"""The organisation's electronic seal: a certifying PAdES signature that leaves room for the applicant's."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from asn1crypto import x509  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bot.config.settings import BadSettings, Settings

SEAL_FIELD = "OrgSeal"
_DIGEST = "sha256"
_CONTENTS = re.compile(rb"/Contents <([0-9A-Fa-f]+)>")

_WHOLE = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins()
)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class BadSeal(Exception):
    """Certificate and key cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A certificate (DER) with its chain and key, loaded once: parsing an RSA key costs more than signing."""

    certificates: tuple[bytes, ...]
    key: PrivateKey

    def sealed(self, pdf: bytes, at: datetime) -> bytes:
        """The document with the seal as an incremental revision.

        `at` (with time zone) is the time the seal states. Later changes are evident, except that form fields
        may be filled and signed (DocMDP level 2). Blocks for about 30 ms: call it through `asyncio.to_thread`.
        """
        details = PdfSignatureMetadata(
            field_name=SEAL_FIELD,
            md_algorithm=_DIGEST,
            certify=True,
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            tight_size_estimates=True,
        )
        signer, writer = _signer(self), _Revision(io.BytesIO(pdf))
        out = _Sealer(details, signer, at).sign_pdf(
            writer, bytes_reserved=signer.reserved, output=io.BytesIO()
        )
        content: bytes = out.getvalue()
        if signer.reserved is None:
            signer.reserved = len(_CONTENTS.findall(content)[-1])
        return content

    def filled(self, pdf: bytes, signature_field: str, picture: bytes, at: datetime, reason: str) -> bytes:
        """The document with its empty signature field filled: `picture`, a PDF of one page, becomes what the field
        looks like, closed with this seal as an incremental revision that states the time `at` and the reason.

        What was there stays byte for byte. Blocks for about 50 ms. Raises pyhanko.sign.general.SigningError where
        there is no such field, or it is filled already.
        """
        details = PdfSignatureMetadata(
            field_name=signature_field,
            md_algorithm=_DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
        )
        looks = StaticStampStyle(
            border_width=0, background=_Page(picture), background_opacity=1.0, background_layout=_WHOLE
        )
        signing = _Sealer(details, _KeptKey(self), at, looks)
        out = signing.sign_pdf(_Revision(io.BytesIO(pdf)), existing_fields_only=True, output=io.BytesIO())
        content: bytes = out.getvalue()
        return content


def load_seal(cert_file: Path, key_file: Path, password: str = "") -> Seal:
    """The seal of a PEM or DER certificate (the organisation's own first, then its chain) and a PKCS#8 key.

    Raises BadSeal when a file cannot be read, the key is neither RSA nor EC, or the two do not belong together.
    """
    try:
        found = load_certs_from_pemder([str(cert_file)])  # type: ignore[no-untyped-call]
        certificates = tuple(certificate.dump() for certificate in found)
        key = _key(key_file.read_bytes(), password.encode() or None)
    except (OSError, ValueError, TypeError) as error:
        raise BadSeal(str(error)) from None
    if not certificates:
        raise BadSeal(f"no certificate in {cert_file}")
    if not isinstance(key, PrivateKey):
        raise BadSeal("the key must be RSA or EC")
    if _public(key) != _own(certificates[0]).public_key.dump():
        raise BadSeal("certificate and key do not belong together")
    return Seal(certificates, key)


def seal_of(settings: Settings) -> Seal | None:
    """The seal the settings name; None when they name none. Raises BadSettings when it cannot be used."""
    cert, key = settings.seal_cert_file, settings.seal_key_file
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise BadSettings(["SEAL_CERT_FILE, SEAL_KEY_FILE: a seal needs both"])
    try:
        return load_seal(cert, key, settings.seal_key_password)
    except BadSeal as error:
        raise BadSettings([f"SEAL_CERT_FILE, SEAL_KEY_FILE: {error}"]) from None


def _key(content: bytes, password: bytes | None) -> Any:
    read = (
        serialization.load_pem_private_key
        if content.startswith(b"-----")
        else serialization.load_der_private_key
    )
    return read(content, password)


def _own(certificate: bytes) -> x509.Certificate:
    return x509.Certificate.load(certificate)


def _public(key: PrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


class _KeptKey(Signer):
    """Signs with a key that stays loaded; pyHanko's own signer parses and validates it for every signature."""

    def __init__(self, seal: Seal) -> None:
        chain = [_own(certificate) for certificate in seal.certificates]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(chain)
        super().__init__(signing_cert=chain[0], cert_registry=store)
        self._key = seal.key
        self.reserved: int | None = None
        """Hexadecimal digits a signature takes, once there was one: to find out, pyHanko makes one for nothing."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        assert digest_algorithm == _DIGEST
        if dry_run:
            return bytes(_longest_signature(self._key))
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def _longest_signature(key: PrivateKey) -> int:
    """In bytes. An EC signature is two numbers in DER and now and then a byte or two shorter."""
    octets = (key.key_size + 7) // 8
    return octets if isinstance(key, rsa.RSAPrivateKey) else 2 * (octets + 3) + 4


class _Revision(IncrementalPdfFileWriter):
    """The revision a seal adds, the same each time the same document is made: it says nothing new of the document, not
    even when it was changed last, and its identifier is no random number but follows from the document's."""

    def _update_meta(self) -> None:
        return

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        ids = super()._handle_id(prev)  # type: ignore[no-untyped-call]
        ids[1] = ByteStringObject(sha256(bytes(ids[0]) + SEAL_FIELD.encode()).digest()[:16])
        return ids


class _Page(PdfContent):
    """The first page of a PDF, to be drawn as it is."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """What draws it; the page becomes an object of the document that is being written."""
        assert self.writer is not None
        page = self.writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        self.resources.xobject["/Picture"] = page
        return b"/Picture Do"


class _Sealer(PdfSigner):
    """States the time of submission, not of printing: a document printed again is the same document."""

    def __init__(
        self,
        details: PdfSignatureMetadata,
        signer: Signer,
        at: datetime,
        looks: StaticStampStyle | None = None,
    ) -> None:
        super().__init__(details, signer, stamp_style=looks)
        self._at = at

    def init_signing_session(self, *arguments: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self._at
        return session


@cache
def _signer(seal: Seal) -> _KeptKey:
    return _KeptKey(seal)
