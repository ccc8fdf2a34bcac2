"""Values as registers write them, and what becomes of each."""

from typing import Any

import pytest

from flows.registry.company_types import foreign_by_name, paid_in, registration, status_of
from flows.registry.merge import address, section
from flows.registry.values import amount, day, masked, text, ubn


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("0760221", "1987-02-21"), ("0680718", "1979-07-18"), ("990101", "2010-01-01"), ("1001012", "2011-10-12"),
        ("1150618", "2026-06-18"), ("１０４０７０６", "2015-07-06"), ("1130229", "2024-02-29"), (990101, "2010-01-01"),
        ({"year": 2012, "month": 12, "day": 21}, "2012-12-21"), ("20121221", "2012-12-21"),
        ("0000000", ""), ("       ", ""), ("", ""), (None, ""), ("1130230", ""), ("1120229", ""), ("無", ""),
        ({"year": 2012}, ""), ({"year": "x", "month": [], "day": None}, ""), ([], ""), (True, ""), ("9" * 50, ""),
    ],
)  # fmt: skip
def test_a_day(written: Any, iso: str) -> None:
    assert day(written) == iso


@pytest.mark.parametrize(
    ("written", "twd"),
    [
        (259323700670, 259323700670), ("1,600,000", 1_600_000), ("１，６００，０００", 1_600_000), (0, 0), ("0", 0),
        ("2000000.00", 2_000_000), (2000000.0, 2_000_000), ("968000元", 968_000), (["5000000"], 5_000_000),
        ("", None), ("       ", None), (None, None), (True, None), (-5, None), ("-5", None), (0.5, None),
        (float("inf"), None), (float("nan"), None), ("五百萬", None), (10**400, None), ("9" * 5000, None), ({}, None),
    ],
)  # fmt: skip
def test_an_amount(written: Any, twd: int | None) -> None:
    assert amount(written) == twd


@pytest.mark.parametrize(
    "name", ["陳O聖", "王○明", "朱Ｏ勝", "朱O勝", "林〇〇", "張o", "李OO", "周**", "吳Ｘ華", "歐陽●"]
)
def test_a_name_hidden_in_part(name: str) -> None:
    assert masked(name)


@pytest.mark.parametrize(
    "name", ["王大明", "John O'Neil", "Otto", "OSCAR WU", "歐文 Oscar", "彼得‧邦菲爵士", "歐文O'Brien", ""]
)
def test_a_name_in_full(name: str) -> None:
    assert not masked(name)


@pytest.mark.parametrize(
    ("paid", "stock", "name", "capital"),
    [
        (259323700670, 280500000000, "台灣積體電路製造股份有限公司", 259323700670),
        (0, 2_000_000, "台積電機有限公司", 2_000_000),
        (None, 2_000_000, "台積電機有限公司", 2_000_000),
        (1_500_000, 2_000_000, "台積電機有限公司", 1_500_000),
        (0, 50_000_000, "晴川國際股份有限公司", None),
        (0, 0, "空有限公司", None),
        (None, None, "空有限公司", None),
        (0, 5_000_000, "三人無限公司", None),
    ],
)
def test_paid_in_capital(paid: int | None, stock: int | None, name: str, capital: int | None) -> None:
    assert paid_in(paid, stock, name) == capital


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("股份有限公司", "company"), ("有限公司", "company"), ("獨資", "sole_prop"), ("合夥", "partnership"),
        ("有限合夥", "limited_partnership"), ("外國公司在臺分公司", "foreign_branch"), ("分公司", "company"),
        ("補習班", "other"), ("社團法人", "other"), ("其他", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_type(words: str, kind: str) -> None:
    assert registration(words) == kind


@pytest.mark.parametrize(
    ("name", "foreign"),
    [
        ("新加坡商曦光數位有限公司台灣分公司", True), ("美商示範股份有限公司台灣分公司", True),
        ("英屬維京群島商示範有限公司台灣分公司", True), ("全家商店股份有限公司台北分公司", False),
        ("大發食品股份有限公司高雄分公司", False), ("美商示範股份有限公司", False),
    ],
)  # fmt: skip
def test_a_foreign_name(name: str, foreign: bool) -> None:
    assert foreign_by_name(name) is foreign


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ("核准設立", "01", "active"), ("核准登記", "", "active"), ("核准認許", "", "active"), ("", "01", "active"),
        ("解散", "04", "dissolved"), ("核准設立，但已命令解散", "", "dissolved"), ("廢止", "02", "dissolved"),
        ("歇業／撤銷", "03", "dissolved"), ("", "11", "dissolved"), ("停業", "02", "suspended"),
        ("列入廢止中", "06", "other"), ("遷他縣市", "05", "other"), ("核准遷出", "10", "other"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_state(words: str, code: str, status: str) -> None:
    assert status_of(words, code) == status


def test_a_suspended_company_is_still_established() -> None:
    assert status_of("核准設立", "01", suspended=True) == "suspended"
    assert status_of("解散", "04", suspended=True) == "dissolved"


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        ("011101", "a"), ("050000", "b"), ("089999", "c"), ("340000", "c"), ("350000", "d"), ("472927", "g"),
        ("563111", "i"), ("620100", "j"), ("740199", "m"), ("791100", "n"), ("853000", "p"), ("930000", "r"),
        ("963000", "s"), ("990000", ""), ("000000", ""), ("47", ""), ("47x927", ""), ("４７２９２７", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_section_of_industry(code: str, letter: str) -> None:
    assert section(code) == letter


def test_an_address_in_doubt_is_left_to_the_applicant() -> None:
    """Which of county and district is wrong only they can know."""
    assert address("臺北市板橋區府中路2號") is None
    assert address("臺北市") is None
    assert address("") is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("  大發　食品 ", "大發 食品"),
        (["", "甲", "乙"], "甲"),
        ([["甲"]], ""),
        (5, "5"),
        (None, ""),
        ({"a": 1}, ""),
    ],
)
def test_words(value: Any, words: str) -> None:
    assert text(value) == words


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("12345675", "12345675"),
        (501503, "00501503"),
        ("00000000", ""),
        ("", ""),
        (None, ""),
        ("123456789", ""),
    ],
)
def test_a_number_of_a_head_office(value: Any, digits: str) -> None:
    assert ubn(value) == digits
