"""What is made of files that come back: checked before anything is parsed, judged like a scan, never just trusted."""

import io

import pikepdf
import pytest

from bot.signed_copy import Page, RefusalCode, Refused
from bot.signed_copy.pipeline import AssembledCopy, put_together, read_part
from flows.interface.known import CopySeen
from tests.bot.documents.test_verification import plain, resaved
from tests.fixtures.forms import CASE, form
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.support.signed_copies.seals import signed_by_applicant
from tests.support.signed_copies.tampering import CHANGES, changed, written


def pages_of(part: bytes) -> tuple[Page, ...]:
    read = read_part(part, form(), CASE)
    assert isinstance(read, tuple)
    return read


def test_nothing_is_parsed_before_it_was_checked() -> None:
    assert read_part(b"%PDF-1.7 no file at all", form(), CASE) == Refused(RefusalCode.DAMAGED)


def test_the_unsigned_document_itself_is_taken_as_a_scan_with_an_empty_box() -> None:
    made = put_together((), pages_of(form()), form(), CASE)
    assert isinstance(made, AssembledCopy)
    assert not made.signer
    assert [finding.code for finding in made.findings] == ["red_box_empty"]


@pytest.mark.parametrize(
    ("shot", "told"),
    [
        (Shot("blurred", blur=5), "blurred"),
        (Shot("shaken", shake=22), "blurred"),
        (Shot("page 2", page=2), "only_other_pages"),
    ],
    ids=lambda value: value.name if isinstance(value, Shot) else value,
)
def test_without_page_1_the_reason_is_told_that_helps(shot: Shot, told: str) -> None:
    made = put_together((), pages_of(photo(shot)), form(), CASE)
    assert isinstance(made, CopySeen)
    assert made.refused == told


def test_a_page_that_came_before_page_1_is_put_together_with_it() -> None:
    kept = pages_of(photo(Shot("page 2", page=2)))
    made = put_together(kept, pages_of(photo(Shot("page 1"))), form(), CASE)
    assert isinstance(made, AssembledCopy)
    assert made.pages == (1, 2)


def test_a_photo_that_cannot_be_read_is_told_so_though_another_page_waits() -> None:
    kept = pages_of(photo(Shot("page 2", page=2)))
    blurred = put_together(kept, pages_of(photo(Shot("blurred", blur=5))), form(), CASE)
    assert isinstance(blurred, CopySeen)
    assert blurred.refused == "blurred"


def test_an_upload_with_a_page_of_another_case_is_refused_alone() -> None:
    read = read_part(photo(Shot("other", case_number="113-0107")), form(), CASE)
    assert read == Refused(RefusalCode.OTHER_CASE, {"case_number": "113-0107"})


def test_a_page_of_answers_that_others_have_taken_the_place_of_is_refused() -> None:
    page = photo(Shot("page 2", page=2))
    assert read_part(page, form(), CASE, revision=2) == Refused(RefusalCode.OTHER_REVISION)


def made_of(part: bytes, original: bytes = b"") -> AssembledCopy | CopySeen | Refused:
    read = read_part(part, original or form(), CASE)
    return put_together((), read, original or form(), CASE) if isinstance(read, tuple) else read


def test_a_digital_signature_over_our_document_comes_back_as_it_is() -> None:
    signed = signed_by_applicant(form(), shown="SIGNED")
    made = made_of(signed)
    assert isinstance(made, AssembledCopy)
    assert (made.pdf, made.pages, made.findings) == (signed, (1, 2, 3), ())
    assert "林志明" in made.signer


@pytest.mark.parametrize(
    ("change", "when"),
    [
        ("words printed over", "in"),
        ("a widget over the capital", "in"),
        ("a page added", "before"),
        ("a script at opening", "after"),
        ("a file attached", "in"),
        ("glyphs remapped", "before"),
    ],
)
def test_whatever_else_was_done_to_it_makes_it_pictures_and_is_told(change: str, when: str) -> None:
    """Every other change is tried in test_comparing.py."""
    returned = changed(plain(), CHANGES[change][0], when)
    made = made_of(returned, plain())
    if isinstance(made, CopySeen | Refused):
        return
    assert made.signer == ""
    assert "not_original" in [finding.code for finding in made.findings]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        keys = {str(key) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) for key in one}
    assert not keys & {"/JS", "/AA", "/OpenAction", "/EF", "/A", "/Annots", "/AcroForm"}


def test_a_signature_in_a_form_that_was_saved_again_is_told_and_its_box_not_called_empty() -> None:
    made = made_of(signed_by_applicant(resaved(form()), shown="SIGNED"))
    assert isinstance(made, AssembledCopy)
    assert [finding.code for finding in made.findings] == ["not_original", "date_not_seen"]


def test_our_document_drawn_on_elsewhere_than_where_one_signs_is_told() -> None:
    made = made_of(written(form(), CHANGES["words printed over"][0]))
    assert isinstance(made, AssembledCopy)
    assert "not_original" in [finding.code for finding in made.findings]


def test_a_later_photo_of_the_page_takes_the_finding_away() -> None:
    altered = read_part(written(form(), CHANGES["words printed over"][0]), form(), CASE)
    assert isinstance(altered, tuple)
    later = [page for number in (1, 2, 3) for page in pages_of(photo(Shot("later", page=number)))]
    made = put_together(altered, later, form(), CASE)
    assert isinstance(made, AssembledCopy)
    assert "not_original" not in [finding.code for finding in made.findings]
