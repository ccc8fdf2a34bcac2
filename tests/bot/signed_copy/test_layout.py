"""The places on the page that photos are judged by are those of the form as it is printed, and as it was."""

import pytest

from bot.documents.qr_code import LAYOUT
from bot.signed_copy import layout as plan
from tests.fixtures.forms import CASE
from tests.support.signed_copies.measured_plan import measured

REMEDY = (
    "the layout changed: put what `python -m tests.support.signed_copies.measured_plan` prints into "
    "templates/diagnosis/document/layout.toml, as a new layout if any form was printed with the old one"
)
PAGES = [(layout, page) for layout in plan.LAYOUTS for page in layout.pages]


@pytest.mark.parametrize(
    ("layout", "page"), PAGES, ids=lambda part: f"{getattr(part, 'name', None) or part.number}"
)
def test_a_page_is_printed_as_the_plan_says(layout: plan.Layout, page: plan.PrintedPage) -> None:
    """And its code says case, page and layout."""
    found, code, said = measured(layout.name, page.number)
    assert (said.case_number, said.page, said.layout.name) == (CASE, page.number, layout.name)
    for name, areas, planned in (
        ("code", (code,), (layout.code,)),
        ("frame", (found.frame,), (page.frame,)),
        ("fields", found.fields, page.fields),
        ("dates", found.dates, page.dates),
    ):
        assert len(areas) == len(planned), f"{name}: {REMEDY}"
        for one, other in zip(areas, planned, strict=True):
            for side in ("left", "top", "right", "bottom"):
                assert getattr(one, side) == pytest.approx(getattr(other, side), abs=0.3), f"{name}: {REMEDY}"
    assert found.rules == pytest.approx(page.rules, abs=0.15), REMEDY
    assert found.sides == pytest.approx(page.sides, abs=0.15), REMEDY


def test_the_form_is_printed_in_the_last_layout_of_the_plan() -> None:
    assert str(LAYOUT) == plan.LAYOUTS[-1].name


def test_a_code_names_one_layout() -> None:
    """Also when another scheme prints forms to be signed."""
    names = [layout.name for layout in plan.LAYOUTS]
    assert len(set(names)) == len(names)


def test_nothing_that_is_needed_stands_within_8_mm_of_the_edge_of_the_paper() -> None:
    """Printers leave 4 to 6.4 mm blank, and feed sheets 2 mm askew."""
    inner = plan.SHEET.within(8)
    for page in plan.LAYOUTS[-1].pages:
        for area in (plan.LAYOUTS[-1].code, page.frame):
            assert area.left >= inner.left
            assert area.top >= inner.top
            assert area.right <= inner.right
            assert area.bottom <= inner.bottom


def test_the_sheet_for_seals_has_room_for_a_companys_seal_of_4_cm_and_page_1_for_one_of_3_5_cm() -> None:
    for number, needed in ((0, 60), (1, 37)):
        page = plan.LAYOUTS[-1].page(number)
        assert page is not None
        for field in page.fields:
            assert min(field.right - field.left, field.bottom - field.top) >= needed
