"""A form with an annex comes back whole: its annex pages have codes and numbers like all others, and come once."""

import re

import pytest

from bot import documents
from bot.signed_copy import Assembled, Page, assemble, layout, problems, read_pages
from tests.bot.documents import samples
from tests.bot.documents.printed_answers import EXPORTER
from tests.bot.documents.test_renderer import MADE_AT
from tests.fixtures.forms import CASE
from tests.support.printing import RENDERER, SPEC


def with_annex(answers: int) -> bytes:
    form = samples.build(
        {**EXPORTER, "pain_detail": "".join(f"第{number}項困難，" for number in range(answers))}
    )
    return RENDERER.render(form, made_at=MADE_AT)


def test_the_annex_begins_behind_the_pages_that_the_scheme_counts() -> None:
    assert {SPEC.pages} == {each.counted for each in layout.LAYOUTS}


@pytest.mark.parametrize(("answers", "pages"), [(300, 4), (700, 6)])
def test_a_whole_scan_of_a_form_with_an_annex_is_recognised_page_by_page(answers: int, pages: int) -> None:
    form = with_annex(answers)
    texts = documents.page_texts(form)
    assert len(texts) == pages
    seen: list[Page] = []
    for index in range(pages):
        read = read_pages(form, index)
        assert isinstance(read, tuple)
        seen += read
    assert [(page.case_number, page.number) for page in seen] == [
        (CASE, number + 1) for number in range(pages)
    ]
    told = {problem.code.value for problem in problems(seen, CASE)}
    assert told <= {"red_box_empty"}
    whole = assemble(seen, form, CASE)
    assert isinstance(whole, Assembled)
    assert documents.page_count(whole.pdf) == pages
    for number, text in enumerate(texts[3:], 1):
        assert re.search(rf"附頁 {number}／{pages - 3}", text)
