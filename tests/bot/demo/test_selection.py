"""`rehearse REVIEW.json`: the report, the minutes as they are read, and the workbook."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2

from bot.demo.rehearsal import rehearse
from tests.support.paths import ROOT

EXAMPLES = json.loads((ROOT / "tests/schemes/alliance/examples.json").read_text(encoding="utf-8"))


async def played(tmp_path: Path, review: dict[str, Any]) -> dict[str, Any]:
    """The report of a rehearsal of this review; minutes and workbook lie beside it."""
    file = tmp_path / "review.json"
    file.write_text(json.dumps(review), encoding="utf-8")
    assert await rehearse(file, tmp_path, "web") == 0
    report: dict[str, Any] = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    return report


def text_of(pdf: Path) -> str:
    """All pages, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace(" ", "")


async def test_the_example_comes_out_as_written(tmp_path: Path) -> None:
    review = EXAMPLES["review"]
    report, expected = await played(tmp_path, review), review["expect"]
    for key in ("means", "order", "below_pass_mark", "outliers"):
        assert report[key] == expected[key]
    assert report["sees"]["R1"] == expected["R1_sees"]
    assert report["closed"]
    assert report["refused"] == []
    minutes = text_of(tmp_path / "minutes.pdf")
    for words in ("P1", "81.75", "未入選", "目標市場明確性10", "已向委員確認", "尚待執行單位確認"):
        assert words in minutes
    with zipfile.ZipFile(tmp_path / "scores.xlsx") as book:
        sheets = book.read("xl/workbook.xml").decode()
        rows = book.read("xl/worksheets/sheet2.xml").decode().count("<row ")
    assert "名次" in sheets
    assert rows == 1 + 14, "a head, and every score"


async def test_a_conflict_found_late_and_too_few_scores(tmp_path: Path) -> None:
    review = {**EXAMPLES["review"], "conflicts": {who: ["P5"] for who in ("R1", "R2", "R5")}, "reading": "A"}
    report = await played(tmp_path, review)
    assert report["means"]["P5"] == "76.00", "of the two who are left"
    assert report["sees"]["R5"] == ["P1", "P4"]
    assert report["too_few_scores"] == ["P5"]
    assert not report["closed"]
    assert report["results"] == {}
    assert ["RankingClosed", "", "", "too_few_scores"] in report["refused"]
    assert "評分尚未結束" in text_of(tmp_path / "minutes.pdf")


async def test_points_beyond_the_confirmed_weights_are_refused(tmp_path: Path) -> None:
    review = {**EXAMPLES["review"], "reading": "B"}
    report = await played(tmp_path, review)
    assert ["ScoreSubmitted", "P1", "R2", "points_outside"] in report["refused"]
    assert report["means"] == {"P5": "42.00"}, "the only points within them"
    assert not report["closed"]
