"""The proposal book of an alliance as a reader finds it: parts, pages, numbers that agree, nothing left empty."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from bot.documents.book import Book, BookRenderer, Pictures
from flows.schemes.alliance.book.contents import contents
from tests.support.alliances import LEADER, definition
from tests.support.json_schema import mistakes
from tests.support.paths import ROOT
from tests.support.proposals import revision, told
from tests.support.stopwatch import processor_seconds

LOOK = ROOT / "templates" / "alliance" / "document"
MOMENT = datetime(2024, 3, 1, 2, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4
SECONDS_FOR_THIRTY = 5
SEALS = 2
"""Boxes that stay empty on paper until they are sealed."""
INSTRUCTIONS = ("請填寫", "請依", "範例", "填寫說明", "說明字樣", "自行刪除", "郵戳日期為憑")


def proposal() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ROOT / "tests" / "fixtures" / "proposal.json").read_text(encoding="utf-8")
    )
    return found


@dataclass(frozen=True)
class Printed:
    """A book, the text of its pages, and what it says."""

    book: Book
    pages: tuple[str, ...]
    told: Mapping[str, Any]


@cache
def printed(companies: int = 0) -> Printed:
    """The book of so many companies with the longest answers; without a number that of the example."""
    said = told(companies) if companies else proposal()
    carried = json.dumps({**said, "sha256": DIGEST}, ensure_ascii=False)
    book = BookRenderer(LOOK).book(said, MOMENT, carried)
    document = pypdfium2.PdfDocument(book.pdf)
    return Printed(book, tuple(page.get_textpage().get_text_range() for page in document), said)


def test_thirty_companies_take_seconds() -> None:
    """Measured alone 2.3 s; beside other tests a processor gets less done in a second."""
    assert processor_seconds(lambda: printed(30), SECONDS_FOR_THIRTY) < SECONDS_FOR_THIRTY


@pytest.mark.parametrize("companies", [6, 9, 30])
def test_every_company_has_three_pages_whatever_it_answers(companies: int) -> None:
    book, pages = printed(companies).book, printed(companies).pages
    parts = book.pages_of_parts()
    assert (parts["annex1"], parts["annex2"]) == (3 * companies, 1)
    assert sum(parts.values()) == book.pages == len(pages)
    for number, page in enumerate(pages, 1):
        assert f"113-A007 r2 · {number}/{book.pages}" in page
    texts = ["".join(page.split()) for page in pages]
    for place, company in enumerate(printed(companies).told["members"]):
        first = book.begins["annex1"] - 1 + 3 * place
        assert all(company["name"] in text for text in texts[first : first + 3])


def test_the_summary_of_an_ordinary_proposal_is_one_page() -> None:
    assert printed().book.pages_of_parts()["summary"] == 1


def test_no_cell_is_empty_but_those_for_the_seals() -> None:
    """As the tags tell it to whoever cannot see the page: a cell that holds nothing has no content."""
    with pikepdf.open(io.BytesIO(printed(9).book.pdf)) as opened:
        cells = [each for each in tagged(opened.Root.StructTreeRoot) if each.get("/S") in ("/TD", "/TH")]
        empty = [cell for cell in cells if "/K" not in cell or not len(_kids(cell))]
        pictures = [each for each in tagged(opened.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
        metadata = opened.Root.Metadata.read_bytes()
    assert len(cells) > 9 * 40
    assert len(empty) == SEALS
    assert all(str(each.get("/Alt", "")) for each in pictures)
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def tagged(element: Any) -> Iterator[Any]:
    """Every element of the structure, from the top."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tagged(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def test_nothing_it_is_told_is_empty() -> None:
    """A cell is filled before it is drawn: where nothing was given, the book is handed the word for that."""
    assert list(_blanks(printed(6).told)) == []


def _blanks(value: Any, place: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _blanks(part, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _blanks(part, place)
    elif value == "" and place not in (".prose.file", ".timetable.rows.cells"):
        yield place


def test_it_says_no_instruction_and_leaves_nothing_empty() -> None:
    whole = "".join(printed().pages)
    assert [each for each in INSTRUCTIONS if each in whole] == []
    assert not re.search(r"None|[{}]", whole)
    assert "無" in whole


@pytest.mark.parametrize("companies", [0, 9])
def test_its_numbers_are_the_same_wherever_they_stand(companies: int) -> None:
    """Summary, 量化效益, 查核點, the table of overseas business, the companies' own data."""
    book, pages, said = printed(companies).book, printed(companies).pages, printed(companies).told
    ends = [*sorted(book.begins.values())[1:], book.pages + 1]
    text = {
        name: re.sub(r"\s|智慧餐旅新南向行|泰美保養", "", _unframed(pages[begin - 1 : end - 1]))
        for (name, begin), end in zip(
            sorted(book.begins.items(), key=lambda each: each[1]), ends, strict=True
        )
    }
    for row in said["checkpoints"]:
        figures = f"{row['unit']}{row['before']}{row['whole']}{row['first']}{row['second']}"
        name = re.sub(r"\s", "", row["name"])
        assert f"{name}{figures}" in text["part4"]
        assert f"{name}{figures}" in text["part5"]
        assert f"{name}{row['before']}{row['after']}{row['unit']}" in text["summary"]
    for row in said["growth"]["rows"]:
        assert f"{row['name']}{row['base']}{row['target']}{row['rise']}{row['share']}" in text["part4"]
    for month, sum_ in zip(said["timetable"]["monthly"], said["timetable"]["cumulative"], strict=True):
        assert month in text["part5"]
        assert sum_ in text["part5"]
    for company in said["members"]:
        assert re.sub(r"\s", "", company["revenue"]) in text["part2"]
        assert re.sub(r"\s", "", company["y1"]) in text["part2"]


def _unframed(pages: Sequence[str]) -> str:
    """The text of pages without head and foot, which may stand between the parts of a row."""
    return "\n".join("\n".join(page.splitlines()[2:-1]) for page in pages)


def test_the_list_of_parts_names_the_page_each_begins_on() -> None:
    book, pages = printed().book, printed().pages
    listed = pages[1]
    for part, title in (("part1", "第一部分"), ("part5", "伍、"), ("annex1", "附件一"), ("annex2", "附件二")):
        assert re.search(rf"{title}.*?{book.begins[part]}\b", listed), title


def test_the_cover_shows_a_part_of_the_digest_of_what_the_file_carries() -> None:
    book, pages = printed().book, printed().pages
    carried = json.loads(_attached(book.pdf))
    assert carried["sha256"][:16] in pages[0]
    assert "第 1 版" in pages[0]


def test_the_same_contents_give_the_same_bytes() -> None:
    carried = json.dumps(proposal() | {"sha256": DIGEST}, ensure_ascii=False)
    assert BookRenderer(LOOK).book(proposal(), MOMENT, carried).pdf == printed().book.pdf


def test_one_that_was_not_sent_says_so_on_every_page() -> None:
    draft = proposal() | {"case": "", "revision": 0}
    document = pypdfium2.PdfDocument(BookRenderer(LOOK).book(draft, MOMENT).pdf)
    assert all("草稿" in page.get_textpage().get_text_range() for page in document)


def test_images_stand_in_the_text_with_what_they_show() -> None:
    """Of any shape: none is cut, none leaves the page, and each is told to whoever cannot see it."""
    sections = {
        "prose.bg_origin": "前一段\n［圖1：泰國門市的陳列］\n後一段\n［圖2：高塔］",
        "prose.plan_tools": "［圖1：橫幅］",
        "images.bg_origin": {"1": {"file": "a" * 64}, "2": {"file": "b" * 64}},
        "images.plan_tools": {"1": {"file": "c" * 64}},
    }  # fmt: skip
    said = contents(definition(LEADER), revision(6, **sections))
    images = {number: _jpeg(*size) for number, size in ((1, (1300, 900)), (2, (200, 1800)), (3, (1300, 60)))}
    book = BookRenderer(LOOK, pictures=Pictures(images=images)).book(said, MOMENT)
    document = pypdfium2.PdfDocument(book.pdf)
    text = "".join(document[book.begins["part3"] - 1].get_textpage().get_text_range().split())
    assert (
        text.index("前一段") < text.index("圖1泰國門市的陳列") < text.index("後一段") < text.index("圖2高塔")
    )
    for page in document:
        for image in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = image.get_bounds()
            assert 0 < left < right < page.get_width()
            assert 0 < bottom < top < page.get_height()
    with pikepdf.open(io.BytesIO(book.pdf)) as opened:
        told = [str(each.Alt) for each in tagged(opened.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
    assert told[1:] == ["泰國門市的陳列", "高塔", "橫幅"]  # the first is the code on the cover


def _jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def _attached(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        attached = opened.attachments["proposal.json"]
        return attached.get_file().read_bytes()


def test_what_the_file_carries_follows_its_schema() -> None:
    schema = json.loads((ROOT / "docs" / "proposal.schema.json").read_text(encoding="utf-8"))
    for companies in (0, 9):
        carried = {"schema": "sme-intake-proposal/1"} | json.loads(_attached(printed(companies).book.pdf))
        assert list(mistakes(carried, schema)) == []
    assert list(mistakes(carried | {"leader": {}}, schema))
