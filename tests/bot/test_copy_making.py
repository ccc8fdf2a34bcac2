"""What is made of files that come back: checked before anything is parsed, judged like a scan, never just trusted."""

from bot.copy_making import Made, make
from flows.copies import CopySeen
from tests.fixtures.forms import CASE, form


def test_nothing_is_parsed_before_it_was_checked() -> None:
    made = make([b"%PDF-1.7 no file at all"], form(), CASE)
    assert isinstance(made, CopySeen)
    assert made.refused == "damaged"


def test_the_unsigned_document_itself_is_taken_as_a_scan_with_an_empty_box() -> None:
    made = make([form()], form(), CASE)
    assert isinstance(made, Made)
    assert not made.signer
    assert [finding.code for finding in made.findings] == ["red_box_empty"]
