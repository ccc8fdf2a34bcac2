"""Numbers and percentages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import show
from flows.answers.base import Rejected
from tests.flows.answers.sample import EN, NUMBER, PERCENT, WHOLE, ZH, both, doubt, read, rejected, value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("12人", 12),
        ("12 位", 12),
        ("12名員工", 12),
        ("12人（含負責人）", 12),
        ("十二", 12),
        ("十二人", 12),
        ("約12", 12),
        ("大約 12 人左右", 12),
        ("員工12人", 12),
        ("我們有12個人", 12),
        ("１２", 12),
        ("12.", 12),
        ("12 people", 12),
        ("about 12", 12),
        ("1,200", 1200),
        ("１，２００人", 1200),
        ("一千二百", 1200),
        ("兩百", 200),
        ("199.9", 199.9),
        ("199.95", 199.95),
        ("十二點五", 12.5),
        ("0", 0),
        ("零", 0),
        ("沒有", 0),
        ("無", 0),
        ("沒有員工", 0),
        ("12.50", 12.5),
        ("12.0", 12),
    ],
)
def test_reads_numbers(text: str, number: float) -> None:
    """Head counts in figures and in words, with and without what is said around them."""
    read_as = value(NUMBER, text)
    assert read_as == number
    assert isinstance(read_as, type(number))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_number"),
        ("很多", "not_a_number"),
        ("十幾人", "not_a_number"),
        ("200人以下", "not_a_number"),
        ("1,2", "not_a_number"),
        ("3 5", "not_a_number"),
        ("人", "not_a_number"),
        ("-3", "negative"),
        ("負三", "negative"),
        ("１９９．９９９", "too_many_decimals"),
        ("100001", "too_large"),
        ("12萬", "too_large"),
    ],
)
def test_refuses_numbers(text: str, code: str) -> None:
    """What is no number, or not one within the limits."""
    assert rejected(NUMBER, text) == code


def test_whole_numbers_are_never_rounded() -> None:
    """A fraction is refused where only whole numbers count, and limits come with the refusal."""
    assert rejected(WHOLE, "12.5") == "not_whole"
    assert read(WHOLE, "0") == Rejected("too_small", {"min": "1"})
    assert read(WHOLE, "501") == Rejected("too_large", {"max": "500"})
    assert read(NUMBER, "1.234") == Rejected("too_many_decimals", {"decimals": "2"})


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("12.5%", 12.5),
        ("12.5", 12.5),
        ("１２．５％", 12.5),
        ("12.5 %", 12.5),
        ("約12.5%", 12.5),
        ("百分之十二點五", 12.5),
        ("百分之 12.5", 12.5),
        ("十二點五趴", 12.5),
        ("1成5", 15),
        ("一成五", 15),
        ("三成", 30),
        ("約三成", 30),
        ("三成左右", 30),
        ("30%左右", 30),
        ("十成", 100),
        ("100%", 100),
        ("百分之百", 100),
        ("百分百", 100),
        ("0", 0),
        ("0%", 0),
        ("無", 0),
        ("0.3%", 0.3),
        ("三十", 30),
    ],
)
def test_reads_percentages(text: str, share: float) -> None:
    """Shares as signs, in words and in tenths."""
    assert value(PERCENT, text) == share


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("101", "too_large"),
        ("-1%", "negative"),
        ("12.55%", "too_many_decimals"),
        ("一半", "not_a_number"),
        ("成", "not_a_number"),
        ("", "not_a_number"),
    ],
)
def test_refuses_percentages(text: str, code: str) -> None:
    """What is no share from 0 to 100 with one decimal."""
    assert rejected(PERCENT, text) == code


def test_a_bare_fraction_is_asked_about() -> None:
    """0.3 may be 0.3 % or 30 %; 0.125 can only be 12.5 %."""
    assert doubt(PERCENT, "0.3") == ("fraction", (0.3, 30))
    assert doubt(PERCENT, "0.125") == ("fraction", (12.5,))


def test_shows_figures() -> None:
    """Thousands marks in numbers, the sign after percentages."""
    assert both(NUMBER, 1200) == ("1,200", "1,200")
    assert both(PERCENT, 12.5) == ("12.5%", "12.5%")


@settings(deadline=None)
@given(st.integers(0, 1000))
def test_reads_the_percentage_it_shows(tenths: int) -> None:
    """What the bot shows can be sent back to it."""
    share = value(PERCENT, f"{tenths // 10}.{tenths % 10}%")
    assert share == tenths / 10
    assert [value(PERCENT, show(PERCENT, share, {}, names)) for names in (ZH, EN)] == [share, share]
