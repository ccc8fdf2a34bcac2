"""A document of ours with a signature is told from one that anything else was done to, whenever it was done."""

import pytest

from bot.documents.comparison import Difference, differences
from bot.documents.seal import load_seal
from tests.bot.documents.test_renderer import MADE_AT
from tests.bot.documents.test_verification import plain, resaved
from tests.support.signed_copies.seals import key_pair, signed_by_applicant
from tests.support.signed_copies.tampering import CHANGES, UNDONE_BY_SIGNING, changed


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return load_seal(*key_pair(tmp_path_factory.mktemp("seal"), "執行單位")).sealed(plain(), MADE_AT)


@pytest.mark.parametrize("with_seal", [False, True])
@pytest.mark.parametrize("shown", ["", "SIGNED"])
def test_a_signature_is_no_difference(with_seal: bool, shown: str, sealed: bytes) -> None:
    original = sealed if with_seal else plain()
    signed = signed_by_applicant(original, shown=shown)
    assert differences(signed, original) == ()
    assert differences(signed + b"\r\n", original) == ()
    assert differences(original, original) == ()


def test_the_seal_is_no_difference_either(sealed: bytes) -> None:
    assert differences(sealed, plain()) == ()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("with_seal", [False, True])
def test_whatever_else_was_done_is_told(change: str, with_seal: bool, sealed: bytes) -> None:
    original, (done, told) = sealed if with_seal else plain(), CHANGES[change]
    for when in ("", "before", "in", "after"):
        if not (when == "in" and change in UNDONE_BY_SIGNING):
            assert told in differences(changed(original, done, when), original), when


def test_another_file_is_not_the_original() -> None:
    assert differences(resaved(plain()), plain()) == (Difference.BYTES,)
    assert differences(plain() + b"x", plain()) == (Difference.BYTES,)
    assert differences(plain()[:-40], plain()) == (Difference.BYTES,)
