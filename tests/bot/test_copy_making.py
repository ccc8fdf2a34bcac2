"""What is made of files that come back: checked before anything is parsed, judged like a scan, never just trusted."""

import pytest

from bot.copy_making import Made, put_together, read_part
from bot.signed_copy import Page, RefusalCode, Refused
from flows.copies import CopySeen
from tests.fixtures.forms import CASE, form
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot


def pages_of(part: bytes) -> tuple[Page, ...]:
    read = read_part(part, form(), CASE)
    assert isinstance(read, tuple)
    return read


def test_nothing_is_parsed_before_it_was_checked() -> None:
    assert read_part(b"%PDF-1.7 no file at all", form(), CASE) == Refused(RefusalCode.DAMAGED)


def test_the_unsigned_document_itself_is_taken_as_a_scan_with_an_empty_box() -> None:
    made = put_together((), pages_of(form()), form(), CASE)
    assert isinstance(made, Made)
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
    assert isinstance(made, Made)
    assert made.pages == (1, 2)


def test_a_photo_that_cannot_be_read_is_told_so_though_another_page_waits() -> None:
    kept = pages_of(photo(Shot("page 2", page=2)))
    blurred = put_together(kept, pages_of(photo(Shot("blurred", blur=5))), form(), CASE)
    assert isinstance(blurred, CopySeen)
    assert blurred.refused == "blurred"


def test_an_upload_with_a_page_of_another_case_is_refused_alone() -> None:
    read = read_part(photo(Shot("other", case_number="113-0107")), form(), CASE)
    assert read == Refused(RefusalCode.OTHER_CASE, {"case_number": "113-0107"})
