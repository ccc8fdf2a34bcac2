"""What staff open in Excel: nothing typed runs, and no number loses its zeros."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spreadsheets import as_csv


def cells(*row: str) -> list[str]:
    """What is written of a row, as a program reads it."""
    text = as_csv(["a"], [row]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1]


@pytest.mark.parametrize(
    "typed",
    [
        *("=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\0=1"),
        *('＝HYPERLINK("http://x.example")', "＋1", "－1", "＠a", "﹢1", "﹣1", "﹦1", "﹫a", "\u22121"),
        *("\u200b=1", " =1", "　＝1", "\ufeff=1", "\0=1"),
    ],
)
def test_no_cell_begins_a_formula(typed: str) -> None:
    assert cells(typed) == [f"'{typed}"]


@pytest.mark.parametrize("digits", ["00501508", "12345675", "0912345678", "0800"])
def test_digits_that_are_a_name_stay_as_they_are(digits: str) -> None:
    assert cells(digits) == [f'="{digits}"']


@pytest.mark.parametrize("plain", ["", "大發食品", "113-0042", "0", "15", "3 人", "a=b", "1+1"])
def test_everything_else_is_written_as_it_is(plain: str) -> None:
    assert cells(plain) == [plain]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_whatever_is_typed_is_one_cell_and_no_formula(typed: str) -> None:
    (cell,) = cells(typed) if typed else [""]
    assert cell.endswith(typed) or cell == f'="{typed}"'
    assert cell == f'="{typed}"' or not cell.startswith(tuple("=+-@＝＋－＠\t\r\0"))
