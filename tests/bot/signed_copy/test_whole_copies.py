"""Whole copies of what comes back: annexes, the sheet for seals, pages without a code, pictures of anything else."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from bot import documents
from bot.signed_copy import Ink, Page, ProblemCode, problems, read_pages
from bot.signed_copy.pipeline import AssembledCopy, put_together, read_part
from flows.interface.known import CopySeen
from tests.bot.documents import samples
from tests.bot.documents.printed_answers import EXPORTER
from tests.fixtures.forms import CASE, form
from tests.scenes.cameras import Lying, Scene, photo
from tests.scenes.scanners import Scan, scan
from tests.scenes.sheets import Sheet
from tests.support.printing import RENDERER, SPEC
from tests.support.signed_copies.photo_report import only_page

LONG = (
    "我們的產品以在地小農契作的植萃為原料，過去三年陸續取得歐盟與美國的有機認證，並在日本、新加坡與馬來西亞設有經銷據點。"
    * 14
)


def pages(content: bytes, unsigned: bytes | None = None) -> tuple[Page, ...]:
    read = read_part(content, unsigned or form(), CASE)
    assert isinstance(read, tuple)
    return read


def whole(*contents: bytes, unsigned: bytes | None = None) -> AssembledCopy:
    new = [page for content in contents for page in pages(content, unsigned)]
    made = put_together((), new, unsigned or form(), CASE)
    assert isinstance(made, AssembledCopy), made
    return made


def codes(made: AssembledCopy) -> list[str]:
    return [finding.code for finding in made.findings]


@pytest.fixture(scope="module")
def with_annex() -> bytes:
    answers = EXPORTER | {"main_products": LONG}
    printed = samples.build(answers, hidden=("industry_section",), case_number=CASE)
    made = RENDERER.render(printed, made_at=datetime(2024, 5, 20, 1, tzinfo=UTC))
    assert documents.page_count(made) > SPEC.pages
    return made


def scanned(pdf: bytes, dpi: int = 150) -> bytes:
    """Every page of a document through a feeder, none quite straight."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened):
            drawn = page.render(scale=dpi / 72).to_numpy()[:, :, :3]
            height, width = drawn.shape[:2]
            turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.5 - 0.3 * number, 0.995)
            pictures.append(
                Image.fromarray(cv2.warpAffine(drawn, turn, (width, height), borderValue=(255,) * 3))
            )
    target = io.BytesIO()
    pictures[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])
    return target.getvalue()


def test_the_scan_of_a_form_with_an_annex_is_whole_and_has_the_annex_once(with_annex: bytes) -> None:
    made = whole(scanned(with_annex), unsigned=with_annex)
    count = documents.page_count(with_annex)
    assert made.pages == tuple(range(1, count + 1))
    assert codes(made) == ["red_box_empty"]
    assert documents.page_count(made.pdf) == count


def test_a_photo_of_another_letter_is_no_annex(with_annex: bytes) -> None:
    letter = np.full((1600, 1130, 3), 245, np.uint8)
    for row in range(30):
        cv2.putText(
            letter, "Dear Sir or Madam, please find enclosed", (80, 100 + 45 * row), 0, 1.1, (20, 20, 20), 2
        )
    (page,) = pages(cv2.imencode(".png", letter)[1].tobytes(), with_annex)
    assert page.number is None
    assert [problem.code for problem in problems([page], CASE)] == [ProblemCode.NO_FORM_FOUND]


def test_the_sheet_for_seals_is_signed_in_place_of_page_1_and_stands_behind_it() -> None:
    made = whole(scan(Scan((Sheet(page=0, marks=("company 40", "own")),)), "seals"))
    assert made.pages == (0,)
    assert codes(made) == []
    assert documents.page_count(made.pdf) == SPEC.pages + 1
    assert only_page(made.pdf, 1).signature_ink is Ink.SIGNED
    assert only_page(made.pdf, 0).number == 1


def test_one_signature_is_enough_on_page_1_or_on_the_sheet_for_seals() -> None:
    empty = scan(Scan((Sheet(marks=(), dated=""),)), "empty")
    sealed = scan(Scan((Sheet(page=0, marks=("company",)),)), "sealed")
    assert codes(whole(empty, sealed)) == []
    bare = scan(Scan((Sheet(page=0, marks=(), dated=""),)), "bare")
    assert codes(whole(empty, bare)) == ["red_box_empty"]


def test_a_page_1_whose_code_was_not_printed_is_taken_and_said_to_be_known_by_its_lines_alone() -> None:
    made = whole(scan(Scan((Sheet(unprinted=13, marks=("own",)),)), "margins"))
    assert made.pages == (1,)
    assert codes(made) == ["code_unread"]


def test_a_seal_without_a_date_is_told_but_no_date_beside_an_empty_box() -> None:
    undated = only_page(scan(Scan((Sheet(marks=("own",), dated=""),)), "undated"))
    assert [problem.code for problem in problems([undated], CASE)] == [ProblemCode.DATE_NOT_SEEN]
    empty = only_page(scan(Scan((Sheet(marks=(), dated=""),)), "empty"))
    assert [problem.code for problem in problems([empty], CASE)] == [ProblemCode.RED_BOX_EMPTY]


def test_what_may_be_a_signature_is_called_doubtful_not_empty_and_not_signed() -> None:
    faint = only_page(scan(Scan((Sheet(marks=("very faint company",)),)), "faint"))
    assert faint.signature_ink is Ink.MAYBE
    assert [problem.code for problem in problems([faint], CASE)] == [ProblemCode.RED_BOX_DOUBTFUL]


@pytest.mark.parametrize("table", ["wood", "cloth", "newspaper", "white"])
def test_a_table_without_any_form_is_not_called_blurred(table: str) -> None:
    read = read_pages(photo(Scene((), table=table), table))
    assert isinstance(read, tuple)
    assert [problem.code for problem in problems(read, CASE)] == [ProblemCode.NO_FORM_FOUND]


def test_it_is_said_that_this_very_picture_could_not_be_read() -> None:
    second = pages(scan(Scan((Sheet(page=2),)), "second"))
    poor = pages(photo(Scene((), table="wood"), "nothing"))
    made = put_together(second, poor, form(), CASE)
    assert isinstance(made, CopySeen)
    assert made.refused == "page_unread"
    waiting = put_together((), second, form(), CASE)
    assert isinstance(waiting, CopySeen)
    assert (waiting.refused, waiting.facts) == ("only_other_pages", {"pages": "2"})


def test_a_signed_page_beside_others_in_one_picture_is_found_among_them() -> None:
    lying = (Lying(Sheet(page=2), x=-112), Lying(Sheet(marks=("company", "own")), x=112))
    made = whole(photo(Scene(lying, size=(2016, 1512), view=480), "two"))
    assert (made.pages, codes(made)) == ((1, 2), [])


def test_a_page_of_another_case_in_the_same_picture_is_not_taken() -> None:
    lying = (Lying(Sheet(), x=-112), Lying(replace(Sheet(page=2), case_number="113-0107"), x=112))
    read = read_part(photo(Scene(lying, size=(2016, 1512), view=480), "strangers"), form(), CASE)
    assert not isinstance(read, tuple | AssembledCopy)
    assert read.code.value == "other_case"
