"""Matrices and tables: several cells in one text."""

import pytest

from flows.answers import parse_cell, show, show_cell
from flows.answers.base import Accepted, Doubtful, Rejected
from flows.definitions.questionnaire import Cell, Kind
from tests.flows.answers.sample import (
    EN,
    READING,
    REVENUES,
    SCALE,
    SUPPORT,
    ZH,
    question,
    read,
    rejected,
    value,
)

STEPS = dict(zip("ABCDEFGH", (3, 3, 2, 4, 1, 2, 3, 3), strict=True))


@pytest.mark.parametrize(
    "text",
    ["3,3,2,4,1,2,3,3", "33241233", "3 3 2 4 1 2 3 3", "３３２４１２３３", "3、3、2、4、1、2、3、3",
     "3\n3\n2\n4\n1\n2\n3\n3",
     "部分執行、3、2、定期執行、尚未開始、2、3、partly done"],
)  # fmt: skip
def test_a_whole_scale_at_once(text: str) -> None:
    """One step a row, by number or label, with or without separators."""
    assert value(SCALE, text) == STEPS


def test_one_step_for_all_rows() -> None:
    """都是 3 fills every row."""
    assert value(SCALE, "都是3") == value(SCALE, "全部部分執行") == dict.fromkeys("ABCDEFGH", 3)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("3,3,2", Rejected("wrong_count", {"rows": "8", "count": "3"})),
        ("332", Rejected("wrong_count", {"rows": "8", "count": "1"})),
        ("", Rejected("wrong_count", {"rows": "8", "count": "0"})),
        ("33241236", Rejected("out_of_range", {"max": "5", "number": "6", "row": "H"})),
        ("3,3,很好,4,1,2,3,3", Rejected("unknown", {"unknown": "很好", "row": "C"})),
        (
            "執行,3,2,4,1,2,3,3",
            Rejected("ambiguous", {"part": "執行", "options": "部分執行、定期執行", "row": "A"}),
        ),
    ],
)
def test_refuses_a_scale(text: str, refusal: Rejected) -> None:
    """The wrong number of steps, or a step that does not exist, with its row."""
    assert read(SCALE, text) == refusal


@pytest.mark.parametrize("text", ["4", "４", "定期執行", "定期", "第4個", "4 定期執行", "Done regularly"])
def test_one_row_of_a_scale(text: str) -> None:
    """A row at a time, by number or label."""
    assert parse_cell(SCALE, "C", text, READING) == Accepted(4)


@pytest.mark.parametrize(
    "text",
    ["100萬、80萬", "100萬\n80萬", "100萬；80萬", "1,000,000、800,000", "1,000,000\n800,000",
     "100萬, 80萬", "100萬 80萬", "100萬/80萬",
     "112年：100萬、111年：80萬", "一百萬、八十萬", "NT$1,000,000; NT$800,000"],
)  # fmt: skip
def test_amounts_of_all_rows(text: str) -> None:
    """Amounts together, and a thousands comma never parts them."""
    assert value(REVENUES, text) == {"y1": 1_000_000, "y2": 800_000}


def test_amounts_of_nothing() -> None:
    """沒有 is zero for every row."""
    assert [value(REVENUES, text) for text in ("0", "沒有", "都沒有", "都是0", "0、0")] == [
        {"y1": 0, "y2": 0}
    ] * 5


def test_amounts_that_are_asked_about() -> None:
    """When units are missing, either all rows are in 元 or all in 萬元."""
    literal, other = {"y1": 500, "y2": 300}, {"y1": 5_000_000, "y2": 3_000_000}
    assert read(REVENUES, "500、300") == Doubtful("unit", (literal, other))
    confirming = question(Kind.MATRIX, rows=("y1", "y2"), cell=Cell.AMOUNT, confirm_zero=True)
    assert read(confirming, "0、0") == Doubtful("zero", ({"y1": 0, "y2": 0},))
    assert read(confirming, "500、0") == Doubtful("unit", ({"y1": 500, "y2": 0}, {"y1": 5_000_000, "y2": 0}))


def test_refuses_amounts() -> None:
    """One amount for two rows, and a refusal of one row names the row."""
    assert read(REVENUES, "100萬") == Rejected("wrong_count", {"rows": "2", "count": "1"})
    assert read(REVENUES, "100萬、USD 5") == Rejected("foreign_currency", {"currency": "USD", "row": "y2"})
    assert parse_cell(REVENUES, "y1", "很多", READING) == Rejected("not_an_amount", {"row": "y1"})
    assert parse_cell(REVENUES, "y1", "100萬", READING) == Accepted(1_000_000)


def test_shows_matrices() -> None:
    """Each row's label and cell, in both languages."""
    amounts = show(REVENUES, {"y1": 1_000_000, "y2": 0}, {}, ZH)
    assert amounts == "第 y1 列：新臺幣 1,000,000 元（100 萬元）；第 y2 列：新臺幣 0 元"
    assert show(SCALE, {"A": 4}, {}, EN) == "第 A 列: 4 Done regularly"
    assert show_cell(SCALE, 4, ZH) == "4 定期執行"
    assert value(REVENUES, amounts) == {"y1": 1_000_000, "y2": 0}


ROW = {"year": "110", "agency": "國際貿易局", "programme": "補助業界開發國際市場計畫"}


@pytest.mark.parametrize(
    "text",
    [
        "110年度國際貿易局補助業界開發國際市場計畫",
        "民國110年度國際貿易局補助業界開發國際市場計畫",
        "110年國際貿易局補助業界開發國際市場計畫",
        "110國際貿易局補助業界開發國際市場計畫",
        "１１０年度國際貿易局補助業界開發國際市場計畫",
        "2021國際貿易局補助業界開發國際市場計畫",
        "西元2021年 國際貿易局 補助業界開發國際市場計畫",
        "110＋國際貿易局＋補助業界開發國際市場計畫",
        "110 + 國際貿易局 + 補助業界開發國際市場計畫",
        "110年度／國際貿易局／補助業界開發國際市場計畫",
        "110,國際貿易局,補助業界開發國際市場計畫",
        "110，國際貿易局，補助業界開發國際市場計畫",
        "110、國際貿易局、補助業界開發國際市場計畫",
        "110\t國際貿易局\t補助業界開發國際市場計畫",
        "110 國際貿易局 補助業界開發國際市場計畫",
        "110 年度 國際貿易局 補助業界開發國際市場計畫",
        "國際貿易局 補助業界開發國際市場計畫 110年度",
        "(110) 國際貿易局 補助業界開發國際市場計畫",
        "1. 110年度 國際貿易局 補助業界開發國際市場計畫",
        "1、110 國際貿易局：補助業界開發國際市場計畫",
    ],
)
def test_one_row_of_a_table(text: str) -> None:
    """Year, agency and programme, with any mark between them or none."""
    assert value(SUPPORT, text) == [ROW]


@pytest.mark.parametrize(
    ("text", "agency", "programme"),
    [
        ("112年度經濟部國際貿易局補助業界計畫", "經濟部國際貿易局", "補助業界計畫"),
        ("112年度經濟部工業局協助傳統產業技術開發計畫", "經濟部工業局", "協助傳統產業技術開發計畫"),
        ("112年度經濟部SBIR計畫", "經濟部", "SBIR計畫"),
        ("112年度臺北市政府產業發展局獎勵補助", "臺北市政府產業發展局", "獎勵補助"),
        ("112年度臺北市政府補助計畫", "臺北市政府", "補助計畫"),
        ("112年度外貿協會海外參展", "外貿協會", "海外參展"),
        ("112年度中小企業處小型企業創新研發計畫", "中小企業處", "小型企業創新研發計畫"),
        ("112 中小及新創企業署 雲市集 2.0 方案", "中小及新創企業署", "雲市集 2.0 方案"),
        ("112 國貿局 數位/行銷計畫", "國貿局", "數位/行銷計畫"),
        ("112＋CISA＋數位創新計畫", "CISA", "數位創新計畫"),
        ("112年度勞動部勞動力發展署充電起飛計畫", "勞動部勞動力發展署", "充電起飛計畫"),
    ],
)
def test_where_the_agency_ends(text: str, agency: str, programme: str) -> None:
    """An agency of a ministry is one agency; a programme may hold marks of its own."""
    assert value(SUPPORT, text) == [{"year": "112", "agency": agency, "programme": programme}]


def test_several_rows() -> None:
    """A row a line, or separated by ；; shown, they can be sent back."""
    second = {"year": "112", "agency": "經濟部", "programme": "SBIR計畫"}
    for text in (
        "110 國際貿易局 補助業界開發國際市場計畫\n112經濟部SBIR計畫",
        "110 國際貿易局 補助業界開發國際市場計畫；112經濟部SBIR計畫",
    ):
        assert value(SUPPORT, text) == [ROW, second]
    shown = show(SUPPORT, [ROW, second], {}, ZH)
    assert shown == "110 年度 國際貿易局 補助業界開發國際市場計畫；112 年度 經濟部 SBIR計畫"
    assert value(SUPPORT, shown) == value(SUPPORT, show(SUPPORT, [ROW, second], {}, EN)) == [ROW, second]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("；；", "empty"),
        ("國際貿易局補助業界開發國際市場計畫", "no_year"),
        ("111-112年度經濟部SBIR計畫", "several_years"),
        ("109年度國際貿易局補助計畫", "year_out_of_range"),
        ("114年度國際貿易局補助計畫", "year_out_of_range"),
        ("110年度", "no_agency"),
        ("110年度補助業界開發國際市場計畫", "no_agency"),
        ("110年度國際貿易局", "no_programme"),
        ("110 國際貿易局 ", "no_programme"),
        ("110 國際貿易局 " + "長" * 61, "too_long"),
        ("110 " + "長" * 20 + "局 計畫", "too_long"),
        ("\n".join(["110 國貿局 計畫"] * 4), "too_many_rows"),
    ],
)
def test_refuses_rows(text: str, code: str) -> None:
    """What lacks a part, lies outside the years, or is too much."""
    assert rejected(SUPPORT, text) == code


def test_refusals_name_the_row() -> None:
    """The years are ROC years from three years back to this one; the second row is at fault."""
    outcome = read(SUPPORT, "110 國貿局 計畫\n105 國貿局 計畫")
    assert outcome == Rejected("year_out_of_range", {"from": "110", "to": "113", "year": "105", "row": "2"})
