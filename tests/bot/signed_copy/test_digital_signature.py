"""A digitally signed PDF: whose signature, whether it holds, and whether it signs the form we made."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.documents.seal import load_seal
from bot.signed_copy import signature_of
from tests.bot.documents.test_renderer import MADE_AT
from tests.fixtures.forms import form
from tests.fixtures.photos import photo
from tests.fixtures.shots import OTHER_CASE, Shot
from tests.support.signed_copies.seals import key_pair, signed_by_applicant


@pytest.fixture(scope="module")
def signed() -> bytes:
    return signed_by_applicant(form())


@cache
def picture() -> bytes:
    return photo(Shot("no PDF"))


def test_a_signature_over_the_original_holds(signed: bytes) -> None:
    facts = signature_of(signed, form())
    assert facts is not None
    assert facts.holds
    assert facts.original_kept is True
    assert "林志明" in facts.signer


def test_one_changed_byte_breaks_it(signed: bytes) -> None:
    place = signed.index(b"stream\n") + 100
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    facts = signature_of(changed, form())
    assert facts is not None
    assert not facts.holds
    assert facts.original_kept is False


def test_what_is_added_after_signing_is_told(signed: bytes) -> None:
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/PageMode"] = writer.root["/Type"]
    writer.update_root()
    target = io.BytesIO()
    writer.write(target)
    facts = signature_of(target.getvalue(), form())
    assert facts is not None
    assert (facts.intact, facts.changed_after, facts.holds) == (True, True, False)


def test_a_signature_over_another_document_does_not_keep_the_original() -> None:
    other = signed_by_applicant(form(OTHER_CASE))
    facts, unasked = signature_of(other, form()), signature_of(other, None)
    assert facts is not None
    assert facts.original_kept is False
    assert unasked is not None
    assert unasked.original_kept is None


def test_the_seal_of_the_original_is_not_taken_for_the_applicants_signature(tmp_path: Path) -> None:
    sealed = load_seal(*key_pair(tmp_path, "執行單位")).sealed(form(), MADE_AT)
    assert signature_of(sealed, sealed) is None
    facts = signature_of(signed_by_applicant(sealed), sealed)
    assert facts is not None
    assert facts.holds
    assert "林志明" in facts.signer


def test_a_copy_saved_again_and_a_photo_have_no_signature() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(form())) as pdf:
        pdf.save(target)
    assert signature_of(target.getvalue(), form()) is None
    assert signature_of(picture(), form()) is None
