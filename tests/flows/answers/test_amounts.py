"""Amounts as bosses type them, and what must be asked back."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from flows.answers import show
from flows.answers.base import Rejected
from tests.flows.answers.sample import CAPITAL, EN, REVENUE, ZH, both, doubt, read, rejected, value

ROUND = st.tuples(st.integers(1, 9_999), st.sampled_from([10**power for power in range(2, 10)])).map(
    lambda parts: parts[0] * parts[1]
)
"""Round amounts, as capital usually is."""


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("五百萬", 5_000_000),
        ("500萬", 5_000_000),
        ("500万", 5_000_000),
        ("5百萬", 5_000_000),
        ("５００萬", 5_000_000),
        ("500 萬", 5_000_000),
        ("500萬元", 5_000_000),
        ("500萬元整", 5_000_000),
        ("約500萬", 5_000_000),
        ("大概五百萬吧", 5_000_000),
        ("實收資本額：500萬", 5_000_000),
        ("500萬元（新臺幣）", 5_000_000),
        ("5,000,000.00", 5_000_000),
        ("1仟5佰萬", 15_000_000),
        ("大約 500 萬左右", 5_000_000),
        ("資本額500萬", 5_000_000),
        ("NT$5,000,000", 5_000_000),
        ("NTD 5,000,000", 5_000_000),
        ("nt 5000000", 5_000_000),
        ("TWD5000000", 5_000_000),
        ("$5,000,000", 5_000_000),
        ("＄５，０００，０００", 5_000_000),
        ("新臺幣五百萬元整", 5_000_000),
        ("新台幣 500 萬元", 5_000_000),
        ("台幣500萬塊", 5_000_000),
        ("5,000,000元", 5_000_000),
        ("5 000 000", 5_000_000),
        ("5,000千元", 5_000_000),
        ("5000仟元", 5_000_000),
        ("伍佰萬", 5_000_000),
        ("伍佰萬圓整", 5_000_000),
        ("貳仟萬元整", 20_000_000),
        ("新台幣壹仟萬元整", 10_000_000),
        ("貳仟叁佰肆拾伍萬陸仟柒佰捌拾玖元", 23_456_789),
        ("一億二千萬", 120_000_000),
        ("1億2000萬", 120_000_000),
        ("1億2,000萬", 120_000_000),
        ("1.2億", 120_000_000),
        ("1.5億", 150_000_000),
        ("一點五億", 150_000_000),
        ("一億", 100_000_000),
        ("壹億元", 100_000_000),
        ("1億零500萬", 105_000_000),
        ("兩千五百萬", 25_000_000),
        ("二千五百萬", 25_000_000),
        ("2千5百萬", 25_000_000),
        ("兩億", 200_000_000),
        ("三千萬", 30_000_000),
        ("十萬", 100_000),
        ("二十五萬", 250_000),
        ("廿五萬", 250_000),
        ("一百二十萬五千", 1_205_000),
        ("一百二十萬零五百", 1_200_500),
        ("120萬5千", 1_205_000),
        ("120.5萬", 1_205_000),
        ("一千二百三十四萬五千六百七十八元", 12_345_678),
        ("1234萬5678", 12_345_678),
        ("三萬五", 35_000),
        ("三萬零五", 30_005),
        ("一億五", 150_000_000),
        ("0.5萬", 5_000),
        ("500元", 500),
        ("NT$500", 500),
        ("10000", 10_000),
        ("1,000,000", 1_000_000),
        ("1兆", 10**12),
        ("一萬億", 10**12),
    ],
)
def test_reads(text: str, dollars: int) -> None:
    """Every way of writing an amount comes to the same whole dollars."""
    assert value(CAPITAL, text) == dollars


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_an_amount"),
        ("很多", "not_an_amount"),
        ("500萬以下", "not_an_amount"),
        ("不到一千萬", "not_an_amount"),
        ("1萬2.5", "several"),
        ("幾百萬", "not_an_amount"),
        ("1,2萬", "several"),
        ("1.2.3", "not_an_amount"),
        ("百千萬", "not_an_amount"),
        ("五百萬（600萬）", "not_an_amount"),
        ("-500萬", "negative"),
        ("負五百萬", "negative"),
        ("100.5元", "fraction"),
        ("100000.5", "fraction"),
        ("1.00005萬", "fraction"),
        ("1.0000000000000000000000000000000001萬", "fraction"),
        ("美金50萬", "foreign_currency"),
        ("USD 500,000", "foreign_currency"),
        ("US$500000", "foreign_currency"),
        ("$US500000", "foreign_currency"),
        ("500萬日圓", "foreign_currency"),
        ("人民幣 100 萬", "foreign_currency"),
        ("€5000", "foreign_currency"),
        ("0", "too_small"),
        ("沒有", "too_small"),
        ("無", "too_small"),
        ("2兆", "too_large"),
        ("9" * 55, "too_large"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    """What is no amount in whole New Taiwan dollars is refused with its reason."""
    assert rejected(CAPITAL, text) == code


def test_limits_come_with_the_refusal() -> None:
    """The refusal carries the limit in figures."""
    assert read(CAPITAL, "2兆") == Rejected("too_large", {"max": "1,000,000,000,000"})
    assert read(CAPITAL, "0") == Rejected("too_small", {"min": "1"})


@pytest.mark.parametrize(
    ("text", "code", "readings"),
    [
        ("500", "unit", (500, 5_000_000)),
        ("五百", "unit", (500, 5_000_000)),
        ("3千", "unit", (3_000, 30_000_000)),
        ("9,999", "unit", (9_999, 99_990_000)),
        ("一億二千", "unit", (100_002_000, 120_000_000)),
        ("1億5百元", "unit", (100_000_500, 105_000_000)),
        ("500w", "abbreviation", (5_000_000,)),
        ("2500W", "abbreviation", (25_000_000,)),
        ("500k", "abbreviation", (500_000,)),
        ("5M", "abbreviation", (5_000_000,)),
        ("0.5", "unit", (5_000,)),
        ("100.5", "unit", (1_005_000,)),
    ],
)
def test_asks(text: str, code: str, readings: tuple[int, ...]) -> None:
    """A number whose unit is missing or abbreviated is asked about, the literal reading first."""
    assert doubt(CAPITAL, text) == (code, readings)


@pytest.mark.parametrize("text", ["0", "零", "沒有", "無", "0元", "目前沒有", "0萬"])
def test_zero_is_confirmed_where_it_may_be(text: str) -> None:
    """A turnover of zero is possible, but asked about."""
    assert doubt(REVENUE, text) == ("zero", (0,))


@pytest.mark.parametrize(
    ("dollars", "zh", "en"),
    [
        (5_000_000, "新臺幣 5,000,000 元（500 萬元）", "NT$5,000,000 (500 萬元)"),
        (500, "新臺幣 500 元", "NT$500"),
        (1_205_000, "新臺幣 1,205,000 元（120.5 萬元）", "NT$1,205,000 (120.5 萬元)"),
        (120_000_000, "新臺幣 120,000,000 元（1 億 2,000 萬元）", "NT$120,000,000 (1 億 2,000 萬元)"),
        (100_000_000, "新臺幣 100,000,000 元（1 億元）", "NT$100,000,000 (1 億元)"),
        (100_000_001, "新臺幣 100,000,001 元（1 億又 1 元）", "NT$100,000,001 (1 億又 1 元)"),
        (100_002_000, "新臺幣 100,002,000 元（1 億又 2,000 元）", "NT$100,002,000 (1 億又 2,000 元)"),
        (
            123_450_600,
            "新臺幣 123,450,600 元（1 億 2,345 萬又 600 元）",
            "NT$123,450,600 (1 億 2,345 萬又 600 元)",
        ),
        (12_345_678, "新臺幣 12,345,678 元（1,234 萬 5,678 元）", "NT$12,345,678 (1,234 萬 5,678 元)"),
        (10_001, "新臺幣 10,001 元（1 萬又 1 元）", "NT$10,001 (1 萬又 1 元)"),
    ],
)
def test_shows_both_units(dollars: int, zh: str, en: str) -> None:
    """An amount is always shown in 元 and in 萬元."""
    assert both(CAPITAL, dollars) == (zh, en)


@settings(deadline=None)
@given(st.integers(1, 10**12) | st.integers(0, 10**4).map(lambda ones: 10**8 + ones) | ROUND)
@example(100_000_001)
@example(100_002_000)
def test_reads_what_it_shows(dollars: int) -> None:
    """What the bot shows can be sent back to it, whole or the words in parentheses alone."""
    assume(1 <= dollars <= 10**12)
    shown = [show(CAPITAL, dollars, {}, names) for names in (ZH, EN)]
    assert [value(CAPITAL, text) for text in shown] == [dollars, dollars]
    words = [part.rstrip("）") for part in shown[0].split("（")[1:]]
    assert [value(CAPITAL, text) for text in words] == [dollars] * len(words)
