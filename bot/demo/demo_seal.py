"""A seal for the demo, made on this machine and trusted by nobody, so that signing online can be tried."""

from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.service import utc_now

_YEARS = timedelta(days=3650)


def demo_seal(folder: Path, called: str) -> tuple[Path, Path]:
    """Certificate and key in this folder, made the first time; `called` says what it is, in 64 characters."""
    cert_file, key_file = folder / "demo-seal.crt", folder / "demo-seal.key"
    if cert_file.exists() and key_file.exists():
        return cert_file, key_file
    folder.mkdir(parents=True, exist_ok=True)
    key, now = ec.generate_private_key(ec.SECP256R1()), utc_now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    making = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = making.not_valid_before(now - timedelta(days=1)).not_valid_after(now + _YEARS)
    certificate = dated.serial_number(x509.random_serial_number()).sign(key, hashes.SHA256())
    cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.touch(mode=0o600)
    plain = serialization.NoEncryption()
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return cert_file, key_file
