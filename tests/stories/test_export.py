"""The table that staff open in Excel: sums that can be added up, days that can be sorted, heads people can read."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

from bot.cli.export import exported
from bot.demo.rehearsal import staged
from bot.spreadsheets import as_xlsx
from tests.stories.test_reading_copy import submitted


def sheet(content: bytes) -> tuple[dict[str, str], str]:
    """The cells of the workbook by place (`B2`), as shown or as numbers, and the sheet's XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
        shared = book.read("xl/sharedStrings.xml").decode()
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", shared, re.S)
    cells = {}
    for place, attributes, value in re.findall(r'<c r="([A-Z]+\d+)"([^>]*)><v>(.*?)</v>', xml):
        cells[place] = texts[int(value)] if 't="s"' in attributes else value
    return cells, xml


async def test_sums_days_and_moments_are_such_and_a_company_number_keeps_its_zeros(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage, "exporter")
        cells, xml = sheet(await exported(stage.service, "xlsx"))
    heads = {value: place[:-1] for place, value in cells.items() if re.fullmatch(r"[A-Z]+1", place)}
    row = {head: cells.get(f"{column}2", "") for head, column in heads.items()}
    assert row["案號"].endswith("-0001")
    assert row["資格"] == "符合中小企業資格"
    assert float(row["實收資本額"]) > 0
    assert float(row["員工數"] if "員工數" in row else row["經常僱用員工數"]) > 0
    assert re.fullmatch(r"\d{5}(\.\d+)?", row["送出時間"]), "days since 1900, as Excel counts"
    assert re.fullmatch(r"\d{5}", row["設立日期"] if "設立日期" in row else row["核准設立日期"])
    assert re.fullmatch(r"\d{8}", row["統一編號"])
    assert not any(head.isascii() for head in heads)
    assert "<autoFilter" in xml


def test_what_is_typed_stays_text() -> None:
    cells, _ = sheet(as_xlsx(["a", "b", "c"], [["=1+1", "00501508", date(2024, 5, 20)]]))
    assert (cells["A2"], cells["B2"]) == ("=1+1", "00501508")
    assert cells["C2"] == "45432"


def test_a_moment_is_shown_in_taipei() -> None:
    cells, _ = sheet(as_xlsx(["at"], [[datetime.fromisoformat("2024-05-20T16:30:00+00:00")]]))
    assert round(float(cells["A2"]), 4) == round(45433 + 30 / 1440, 4)
