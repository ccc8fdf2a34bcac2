"""Certificates and keys for seals and signatures, made for the tests and trusted by nobody."""

import io
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import TextStampStyle

from bot.documents import SIGNATURE_FIELD
from tests.bot.documents.test_renderer import MADE_AT

SIGNATURE_ROOM = 8192
"""Bytes kept for a signature; without a number it is made twice, to measure it."""

PASSWORD = "秘密 secret"


def key_pair(folder: Path, name: str, kind: str = "ec", password: str = "") -> tuple[Path, Path]:
    """A self-signed certificate called `name` and its key, as PEM files."""
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = (
        ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(MADE_AT - timedelta(days=1))
        .not_valid_after(MADE_AT + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        encryption = serialization.BestAvailableEncryption(password.encode())
    cert_file, key_file = folder / f"{name}.crt", folder / f"{name}.key"
    cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    )
    return cert_file, key_file


@cache
def _signer(name: str) -> SimpleSigner:
    with TemporaryDirectory() as folder:
        cert_file, key_file = key_pair(Path(folder), name)
        return SimpleSigner.load(str(key_file), str(cert_file))  # type: ignore[no-any-return,no-untyped-call]


def signed_by_applicant(
    pdf: bytes | IncrementalPdfFileWriter, *, name: str = "林志明", shown: str = ""
) -> bytes:
    """The document, or the revision being written to it, with the applicant's digital signature in its field.

    `shown` is what the signature looks like on the page: words, or nothing at all."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf)) if isinstance(pdf, bytes) else pdf
    looks = TextStampStyle(stamp_text=shown) if shown else None
    making = PdfSigner(PdfSignatureMetadata(field_name=SIGNATURE_FIELD), _signer(name), stamp_style=looks)
    out = making.sign_pdf(writer, existing_fields_only=True, bytes_reserved=SIGNATURE_ROOM)
    content: bytes = out.getvalue()
    return content


@cache
def signed_once(pdf: bytes) -> bytes:
    """The same, of a document that many tests sign."""
    return signed_by_applicant(pdf)
