"""Chinese numerals: whatever number is written, in whichever style, reads back exactly."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers.parsing import numerals

PLAIN, FINANCIAL = "零一二三四五六七八九", "零壹貳參肆伍陸柒捌玖"
STYLES = [(PLAIN, "十百千"), (FINANCIAL, "拾佰仟")]


def four(number: int, digits: str, units: str) -> str:
    """A number below 10,000 in words: 1,050 is 一千零五十."""
    text, gap = "", False
    for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // place % 10
        gap = gap or (digit == 0 and bool(text))
        if digit:
            text += ("零" if gap else "") + digits[digit] + unit
            gap = False
    return text


def written(number: int, digits: str, units: str) -> str:
    """A whole number in words, 零 wherever a place is skipped."""
    text = ""
    for place, unit in ((10**12, "兆"), (10**8, "億"), (10**4, "萬"), (1, "")):
        group = number // place % 10**4
        if group:
            text += ("零" if text and group < 1000 else "") + four(group, digits, units) + unit
    return text


@settings(deadline=None)
@given(st.integers(1, 10**13), st.sampled_from(STYLES))
def test_words_read_back(number: int, style: tuple[str, str]) -> None:
    """Plain and financial numerals of every size."""
    assert numerals.read(written(number, *style)) == number


@settings(deadline=None)
@given(st.integers(0, 10**8 - 1), st.integers(0, 10**4 - 1))
def test_mixed_writing_reads_back(high: int, low: int) -> None:
    """Figures with units, with and without thousands marks: 1,200萬500."""
    ten_thousands = Fraction(high * 10**4 + low)
    assert numerals.read(f"{high}萬零{low}") == ten_thousands
    assert numerals.read(f"{high:,} 萬 {low:04}") == ten_thousands
    assert numerals.read(f"{high}.{low:04}萬") == ten_thousands


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二", 120),
        ("兩千三", 2300),
        ("十三萬六", 136_000),
        ("一百二十萬五", 1_205_000),
        ("一萬零二", 10_002),
        ("一百零二", 102),
        ("十", 10),
        ("十五", 15),
        ("廿五", 25),
        ("二〇二四", 2024),
        ("一一三", 113),
        ("一五〇萬", 1_500_000),
        ("三百萬億", 3 * 10**14),
        ("十二點五", Fraction(25, 2)),
        ("一點零五萬", 10_500),
        ("0", 0),
        ("零", 0),
    ],
)
def test_spoken_and_positional_forms(text: str, value: Fraction) -> None:
    """What people leave out, and digits read one by one."""
    assert numerals.read(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "萬", "百", "一百千", "千百", "一十百", "二三百", "三五萬", "一萬二三", "1.2.3", "1,23", "12,34", "1 2",
     "一點", "點五", "-1", "+1", "1e5", "٣", "一二點三點四", "x", "9" * 61],
)  # fmt: skip
def test_no_guessing(text: str) -> None:
    """What is no number in any of these ways is none."""
    assert numerals.read(text) is None
