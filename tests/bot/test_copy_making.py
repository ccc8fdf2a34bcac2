"""What is made of files that come back: checked before anything is parsed, judged like a scan, never just trusted."""

import pytest

from bot.copy_making import Made, make
from flows.copies import CopySeen
from tests.fixtures.forms import CASE, form
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot


def test_nothing_is_parsed_before_it_was_checked() -> None:
    made = make([b"%PDF-1.7 no file at all"], form(), CASE)
    assert isinstance(made, CopySeen)
    assert made.refused == "damaged"


def test_the_unsigned_document_itself_is_taken_as_a_scan_with_an_empty_box() -> None:
    made = make([form()], form(), CASE)
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
    made = make([photo(shot)], form(), CASE)
    assert isinstance(made, CopySeen)
    assert made.refused == told


def test_a_page_that_came_before_page_1_is_put_together_with_it() -> None:
    made = make([photo(Shot("page 2", page=2)), photo(Shot("page 1"))], form(), CASE)
    assert isinstance(made, Made)
    assert made.pages == (1, 2)
