"""No number or date is made of what meant another: it is asked about or refused.

The rows are of our own making, a few for each kind of slip; the values in the last column are what may be kept.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers.base import Accepted, Value
from flows.answers.parsing import numerals
from flows.definitions.questionnaire import Question
from tests.flows.answers.sample import (
    ASKED,
    CAPITAL,
    DATE,
    NUMBER,
    PERCENT,
    REFUSED,
    REVENUE,
    REVENUES,
    read,
    said,
    value,
)


@pytest.mark.parametrize(
    ("question", "text", "readings"),
    [
        # A range: two digits in a row count no places.
        (NUMBER, "三四個", (3, 4)),
        (NUMBER, "七八人", (7, 8)),
        (NUMBER, "一兩位", (1, 2)),
        (NUMBER, "二三", (2, 3)),
        (NUMBER, "十七八個人", (17, 18)),
        (NUMBER, "四五十人", (40, 50)),
        (NUMBER, "六、七個", (6, 7)),
        (NUMBER, "大概8~10人", (8, 10)),
        (NUMBER, "3到5位", (3, 5)),
        (PERCENT, "三四成", (30, 40)),
        (PERCENT, "六、七成", (60, 70)),
        (PERCENT, "二三十%", (20, 30)),
        (PERCENT, "10%-15%", (10, 15)),
        (CAPITAL, "二三百萬", (2_000_000, 3_000_000)),
        (CAPITAL, "100到200萬", (1_000_000, 2_000_000)),
        (REVENUE, "700萬或900萬", (7_000_000, 9_000_000)),
        # Another number beside it.
        (NUMBER, "6人（投保4人）", (6, 4)),
        (NUMBER, "12人(含工讀3人)", (12, 3)),
        # No unit, or one too few.
        (CAPITAL, "2億5000", (200_005_000, 250_000_000)),
        (CAPITAL, "3.500萬", (35_000, 35_000_000)),
        (CAPITAL, "200萬 500", (2_000_500,)),
        (CAPITAL, "250 300", (250_300,)),
        # A year that may be one of this century.
        (DATE, "23/4/5", ("1934-04-05", "2023-04-05")),
        (DATE, "08-9-1", ("1919-09-01", "2008-09-01")),
        (DATE, "190315", ("1930-03-15", "2019-03-15")),
        (DATE, "十二年三月一日", ("1923-03-01", "2012-03-01")),
        (DATE, "29/2/3", ("1940-02-03",)),
        # The ROC year last.
        (DATE, "5/6/101", ("2012-06-05", "2012-05-06")),
    ],
)
def test_asks_which(question: Question, text: str, readings: tuple[Value, ...]) -> None:
    assert said(read(question, text)) == (ASKED, readings)


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (CAPITAL, "200萬 100萬", "several"),
        (CAPITAL, "三億五億", "several"),
        (CAPITAL, "登記800萬、實收600萬", "several"),
        (CAPITAL, "20萬30萬", "several"),
        (CAPITAL, "1千萬跟2千萬", "several"),
        (NUMBER, "五三個", "not_a_number"),
        (NUMBER, "正職5人兼職2人", "not_a_number"),
        (REVENUES, "兩年共900萬", "total"),
        (REVENUES, "總計1200萬", "total"),
        (DATE, "民國0年3月1日", "impossible"),
        (DATE, "0/5/20", "impossible"),
        (DATE, "民國前0年1月1日", "impossible"),
    ],
)
def test_refuses_instead_of_guessing(question: Question, text: str, code: str) -> None:
    assert said(read(question, text)) == (REFUSED, code)


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        (CAPITAL, "2億3千萬", 230_000_000),
        (CAPITAL, "1億 5,000萬", 150_000_000),
        (CAPITAL, "三百二十萬", 3_200_000),
        (CAPITAL, "1億又1元", 100_000_001),
        (CAPITAL, "我們實收資本額是300萬。", 3_000_000),
        (REVENUE, "112年：900萬", 9_000_000),
        (REVENUE, "一年約五百萬", 5_000_000),
        (REVENUE, "600萬/年!", 6_000_000),
        (NUMBER, "投保8人", 8),
        (NUMBER, "現有 20 人。", 20),
        (NUMBER, "員工數：7", 7),
        (NUMBER, "8人含負責人", 8),
        (PERCENT, "外銷占四成", 40),
        (PERCENT, "占 15%。", 15),
        (DATE, "1998/05/06 12:30:00", "1998-05-06"),
        (DATE, "99/8/8；", "2010-08-08"),
        (DATE, "民國20年1月1日", "1931-01-01"),
        (DATE, "0200101", "1931-01-01"),
    ],
)
def test_keeps_what_is_plain(question: Question, text: str, kept: Value) -> None:
    assert said(read(question, text)) == ("kept", kept)


@pytest.mark.parametrize(
    ("text", "y1", "y2"),
    [
        ("300萬 200萬", 3_000_000, 2_000_000),
        ("1億5000萬 8000萬", 150_000_000, 80_000_000),
        ("1. 90萬\n2. 80萬", 900_000, 800_000),
        ("去年120萬、前年100萬", 1_200_000, 1_000_000),
        ("前年100萬，去年120萬", 1_200_000, 1_000_000),
        ("111年60萬 112年70萬", 700_000, 600_000),
        ("70萬(112) 60萬(111)", 700_000, 600_000),
        ("50萬和40萬", 500_000, 400_000),
        ("50萬,40萬", 500_000, 400_000),
        ("50萬 & 40萬", 500_000, 400_000),
    ],
)
def test_two_years_are_two_amounts(text: str, y1: int, y2: int) -> None:
    assert value(REVENUES, text) == {"y1": y1, "y2": y2}


@pytest.mark.parametrize("text", ["700 600", "700,600"])
def test_two_bare_groups_are_asked_about_as_two_years(text: str) -> None:
    asked = ({"y1": 700, "y2": 600}, {"y1": 7_000_000, "y2": 6_000_000})
    assert said(read(REVENUES, text)) == (ASKED, asked)


def test_years_that_are_not_the_last_two_are_not_taken() -> None:
    assert said(read(REVENUES, "109年100萬 108年90萬"))[0] == REFUSED


UNITS = st.sampled_from(["萬", "億", "千萬", "百萬"])
AMOUNTS = st.builds(lambda number, unit: f"{number}{unit}", st.integers(1, 999), UNITS)
SEPARATORS = st.sampled_from(["、", "，", ", ", "；", "/", "跟", "和", "及", " 或 ", "\n", "→", "＋"])


@settings(max_examples=300, deadline=None)
@given(AMOUNTS, SEPARATORS, AMOUNTS)
def test_two_amounts_are_never_one(first: str, separator: str, second: str) -> None:
    assert not isinstance(read(CAPITAL, f"{first}{separator}{second}"), Accepted)


@settings(max_examples=300, deadline=None)
@given(AMOUNTS, st.sampled_from(["", " "]), AMOUNTS)
def test_two_amounts_beside_each_other_are_one_only_where_the_second_belongs_to_the_first(
    first: str, between: str, second: str
) -> None:
    """2億5百萬 is one amount; 5百萬2億 and 500萬300萬 are two."""
    outcome = read(CAPITAL, first + between + second)
    if isinstance(outcome, Accepted):
        one, two = numerals.read(first), numerals.read(second)
        assert one is not None
        assert two is not None
        assert one > two
        assert outcome.value == one + two


HAN = "一二三四五六七八九"


@pytest.mark.parametrize("counter", ["", "個", "人", "位", "個人"])
def test_two_digits_in_a_row_are_never_a_number(counter: str) -> None:
    for first in f"{HAN}兩":
        for second in f"{HAN}兩":
            for text in (
                f"{first}{second}{counter}",
                f"{first}、{second}{counter}",
                f"十{first}{second}{counter}",
            ):
                assert not isinstance(read(NUMBER, text), Accepted), text
                assert not isinstance(read(PERCENT, f"{first}{second}成"), Accepted)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1912, 1, 1), date(2024, 5, 20)))
def test_a_bare_date_is_never_another_era(day: date) -> None:
    """Written with the two figures of its AD year, a day is kept only as itself or asked about."""
    outcome = read(DATE, f"{day.year % 100}/{day.month}/{day.day}")
    if isinstance(outcome, Accepted) and day.year >= 2000:
        assert outcome.value == day.isoformat() or day.year % 100 > 31
