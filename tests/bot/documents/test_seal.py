"""The organisation's seal: which certificates and keys it takes, and what settings make of it."""

from datetime import UTC
from pathlib import Path

import pytest

from bot.config.settings import BadSettings, Settings
from bot.documents.seal import BadSeal, load_seal, seal_of
from bot.documents.signatures import signatures
from tests.bot.documents.test_renderer import MADE_AT
from tests.bot.documents.test_verification import plain
from tests.support.signed_copies.seals import PASSWORD, key_pair


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_seals_with_either_kind_of_key(kind: str, tmp_path: Path) -> None:
    seal = load_seal(*key_pair(tmp_path, "執行單位", kind, PASSWORD), PASSWORD)
    sealed = seal.sealed(plain(), MADE_AT)
    (signature,) = signatures(sealed)
    assert signature.holds
    assert not signature.added
    assert signature.certificate == seal.certificates[0]
    assert sealed.startswith(plain())
    assert len(plain()) <= 250_000
    assert len(sealed) - len(plain()) <= 8_000, (
        "what the seal adds: certificate, signature, a new cross-reference"
    )
    again = seal.sealed(plain(), MADE_AT.astimezone(UTC))
    assert signatures(again)[0].holds


def test_sealing_the_same_document_again_gives_the_same_file(tmp_path: Path) -> None:
    """Also at another time: the revision says nothing of when it was made but the moment it is given."""
    seal = load_seal(*key_pair(tmp_path, "執行單位"))
    first, second, third = (seal.sealed(plain(), MADE_AT) for _ in range(3))
    assert first == second == third
    added = first[len(plain()) :]
    assert b"/ModDate" not in added
    assert b"xpacket" not in added
    assert b"20240520090000" in added


def test_what_cannot_seal_is_refused_with_the_reason(tmp_path: Path) -> None:
    cert, key = key_pair(tmp_path, "one", "ec", PASSWORD)
    _, other = key_pair(tmp_path, "other")
    with pytest.raises(BadSeal):
        load_seal(cert, key, "wrong")
    with pytest.raises(BadSeal, match="do not belong together"):
        load_seal(cert, other)
    with pytest.raises(BadSeal, match="nothing"):
        load_seal(tmp_path / "nothing", key)


def test_settings_name_both_files_or_none(tmp_path: Path) -> None:
    cert, key = key_pair(tmp_path, "one")
    assert seal_of(Settings()) is None
    made = seal_of(Settings(seal_cert_file=cert, seal_key_file=key))
    assert made is not None
    assert made.certificates == load_seal(cert, key).certificates
    with pytest.raises(BadSettings, match="needs both"):
        seal_of(Settings(seal_cert_file=cert))
