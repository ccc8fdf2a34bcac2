"""`inspect` never errs towards genuine: unknown seals, changes of every kind, files of no sense at all."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.cli.verify import EXIT_CODES
from bot.documents.seal import Seal, load_seal
from bot.documents.verification import Finding, compared, inspect
from bot.signed_copy import Assembled, assemble, read_pages
from flows.document.attachment import DIGEST, PREFIX, to_text
from tests.bot.documents import samples
from tests.bot.documents.test_renderer import MADE_AT
from tests.bot.documents.test_verification import DATA, flipped, plain, resaved
from tests.fixtures.forms import CASE, form
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.support.printing import RENDERER
from tests.support.signed_copies.seals import key_pair, signed_by_applicant
from tests.support.signed_copies.tampering import CHANGES, UNDONE_BY_SIGNING


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    return load_seal(*key_pair(tmp_path_factory.mktemp("seal"), "執行單位"))


@pytest.fixture(scope="module")
def sealed(seal: Seal) -> bytes:
    return seal.sealed(plain(), MADE_AT)


def test_whose_a_seal_is_must_be_known(sealed: bytes) -> None:
    """A certificate anybody can make proves nothing."""
    assert inspect(sealed).finding is Finding.UNKNOWN_SEAL


def test_where_forms_are_sealed_one_without_a_seal_proves_nothing(seal: Seal) -> None:
    assert inspect(plain(), seal.certificates[0]).finding is Finding.UNSEALED


@pytest.mark.parametrize("change", sorted(set(CHANGES) - UNDONE_BY_SIGNING))
def test_no_visible_or_active_change_passes_on_a_file_without_a_seal(change: str) -> None:
    """In the very revision that signs; every other time is tried in test_comparing.py."""
    writer = IncrementalPdfFileWriter(io.BytesIO(plain()))
    CHANGES[change][0](writer)
    pdf = signed_by_applicant(writer)
    report = inspect(pdf)
    assert EXIT_CODES[report.finding] == 1
    assert compared(report, pdf, plain()).finding is not Finding.ORIGINAL


def test_the_original_in_the_database_is_the_better_evidence() -> None:
    original, signed = plain(), signed_by_applicant(plain())
    assert compared(inspect(original), original, original).finding is Finding.ORIGINAL
    assert compared(inspect(signed), signed, original).finding is Finding.ORIGINAL
    form_again = replace(samples.exporter(), digest=DATA[DIGEST][:PREFIX])
    forged = RENDERER.render(form_again, made_at=MADE_AT + timedelta(days=1), carried=to_text(DATA))
    assert inspect(forged).finding is Finding.INTACT, "made anew by somebody with the source"
    assert compared(inspect(forged), forged, original).finding is Finding.NOT_AS_KEPT


def test_a_signed_copy_put_together_here_is_known_for_what_it_is() -> None:
    page = read_pages(photo(Shot("page 1")))
    assert isinstance(page, tuple)
    made = assemble(page, form(), CASE)
    assert isinstance(made, Assembled)
    assert inspect(made.pdf).finding is Finding.RETURNED
    assert inspect(flipped(made.pdf)).finding is Finding.FLIPPED
    assert inspect(resaved(made.pdf)).finding is Finding.RESAVED
    assert inspect(made.pdf + b"%%EOF more").finding is Finding.APPENDED


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_the_bytes_there_is_a_verdict_and_never_a_good_one(data: st.DataObject) -> None:
    """Bytes flipped anywhere, also those that make fields numbers or references loops."""
    pdf = bytearray(plain())
    for _ in range(data.draw(st.integers(1, 3))):
        pdf[data.draw(st.integers(0, len(pdf) - 1))] ^= data.draw(st.integers(1, 255))
    report = inspect(bytes(pdf))
    assert EXIT_CODES[report.finding] != 0 or bytes(pdf).rstrip() == plain().rstrip()


@pytest.mark.parametrize("wrong", [3, "x", [], [3], [[]], None, {"T": 3}])
@pytest.mark.parametrize("place", ["/AcroForm", "/Fields", "/Names", "/Pages", "/Metadata"])
def test_no_odd_structure_ends_in_a_traceback(place: str, wrong: Any) -> None:
    with pikepdf.Pdf.open(io.BytesIO(plain())) as pdf:
        holder = pdf.Root.AcroForm if place == "/Fields" else pdf.Root
        if wrong is None:
            del holder[place]
        else:
            holder[place] = pikepdf.Dictionary({"/T": 3}) if isinstance(wrong, dict) else wrong
        out = io.BytesIO()
        try:
            pdf.save(out)
        except Exception:  # such a file cannot be written this way
            return
    assert EXIT_CODES[inspect(out.getvalue()).finding] != 0
