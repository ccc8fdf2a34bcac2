"""The proposal book of an alliance as a reader finds it: parts, pages, numbers that agree, nothing left empty."""

import io
import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest

from bot.documents.book import Book, BookRenderer
from tests.support.json_schema import mistakes
from tests.support.paths import ROOT

LOOK = ROOT / "templates" / "alliance" / "document"
MOMENT = datetime(2024, 3, 1, 2, tzinfo=UTC)
LONGEST = "以共同品牌進軍海外市場並以數位工具串接線上與線下的銷售，" * 14
INSTRUCTIONS = ("請填寫", "請依", "範例", "填寫說明", "說明字樣", "自行刪除", "郵戳日期為憑")


def proposal() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ROOT / "tests" / "fixtures" / "proposal.json").read_text(encoding="utf-8")
    )
    return found


def alliance_of(companies: int, longest: bool) -> dict[str, Any]:
    """The proposal with so many companies; with the longest answers their forms take."""
    told = proposal()
    leader, member = told["members"]
    if longest:
        for company in (leader, member):
            company["products"] = LONGEST[:120]
            for page in company["pages"]:
                for row in page["rows"][-5:]:
                    row["value"] = LONGEST[:300]
    told["members"] = [leader] + [
        member | {"name": f"第{number}號國際創新行銷股份有限公司"} for number in range(2, companies + 1)
    ]
    told["growth"]["rows"] = [
        told["growth"]["rows"][min(1, number)] | {"name": each["name"]}
        for number, each in enumerate(told["members"])
    ]
    told["support_alliance"] = [{"company": each["name"], "lines": ["無"]} for each in told["members"]]
    return told


@cache
def printed(companies: int, longest: bool = False) -> tuple[Book, tuple[str, ...]]:
    """The book and the text of its pages."""
    told = alliance_of(companies, longest)
    carried = json.dumps(told | {"sha256": "0123456789abcdef" * 4}, ensure_ascii=False)
    book = BookRenderer(LOOK).book(told, MOMENT, carried)
    document = pypdfium2.PdfDocument(book.pdf)
    return book, tuple(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(("companies", "longest"), [(6, False), (9, True), (30, True)])
def test_every_company_has_three_pages_and_the_summary_one(companies: int, longest: bool) -> None:
    book, pages = printed(companies, longest)
    parts = book.pages_of_parts()
    assert (parts["annex1"], parts["summary"], parts["annex2"]) == (3 * companies, 1, 1)
    assert sum(parts.values()) == book.pages == len(pages)
    for number, page in enumerate(pages, 1):
        assert f"113-A001 r1 · {number}/{book.pages}" in page


def test_it_says_no_instruction_and_leaves_nothing_empty() -> None:
    _, pages = printed(6)
    whole = "".join(pages)
    assert [each for each in INSTRUCTIONS if each in whole] == []
    assert not re.search(r"None|[{}]", whole)
    assert "無" in whole


def test_its_numbers_are_the_same_wherever_they_stand() -> None:
    """Summary, 量化效益 and 查核點 tell the whole goal of every indicator alike."""
    book, pages = printed(6)
    text = {name: re.sub(r"\s", "", "".join(pages[begin - 1 :])) for name, begin in book.begins.items()}
    for row in proposal()["checkpoints"]:
        name, whole = re.sub(r"\s", "", row["name"]), row["whole"]
        assert f"{name}{row['unit']}{row['before']}{whole}{row['first']}{row['second']}" in text["part4"]
        assert f"{name}{row['unit']}{row['before']}{whole}{row['first']}{row['second']}" in text["part5"]
        assert f"{name}{row['before']}{row['after']}{row['unit']}" in text["summary"]


def test_the_list_of_parts_names_the_page_each_begins_on() -> None:
    book, pages = printed(6)
    listed = pages[1]
    for part, title in (("part1", "第一部分"), ("part5", "伍、"), ("annex1", "附件一"), ("annex2", "附件二")):
        assert re.search(rf"{title}.*?{book.begins[part]}\b", listed), title


def test_the_cover_shows_a_part_of_the_digest_of_what_the_file_carries() -> None:
    book, pages = printed(6)
    carried = json.loads(_attached(book.pdf))
    assert carried["sha256"][:16] in pages[0]
    assert "第 1 版" in pages[0]


def test_the_same_contents_give_the_same_bytes() -> None:
    told = alliance_of(6, longest=False)
    carried = json.dumps(told | {"sha256": "0123456789abcdef" * 4}, ensure_ascii=False)
    assert BookRenderer(LOOK).book(told, MOMENT, carried).pdf == printed(6)[0].pdf


def test_one_that_was_not_sent_says_so_on_every_page() -> None:
    told = alliance_of(6, longest=False) | {"case": "", "revision": 0}
    document = pypdfium2.PdfDocument(BookRenderer(LOOK).book(told, MOMENT).pdf)
    assert all("草稿" in page.get_textpage().get_text_range() for page in document)


def _attached(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        attached = opened.attachments["proposal.json"]
        return attached.get_file().read_bytes()


def test_what_the_file_carries_follows_its_schema() -> None:
    schema = json.loads((ROOT / "docs" / "proposal.schema.json").read_text(encoding="utf-8"))
    carried = {"schema": "sme-intake-proposal/1"} | json.loads(_attached(printed(6)[0].pdf))
    assert list(mistakes(carried, schema)) == []
    assert list(mistakes(carried | {"leader": {}}, schema))
