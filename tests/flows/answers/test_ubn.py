"""Unified business numbers: the rule of 2023, and every way of typing eight digits."""

import pytest

from flows.answers.base import Rejected
from tests.flows.answers.sample import UBN, both, doubt, read, rejected, value

OLD_AND_NEW = [
    "04595257", "22099131", "20828393", "96979933", "03077208", "84149961", "12345675", "00501503", "89285269",
    "26459190", "28112667", "53212539", "03707901", "70759028", "54900838", "24566673", "27950876", "97179430",
    "23638777", "19312376", "10458575", "10458574",
]  # fmt: skip
NEW_ONLY = ["04595252", "62140097", "00501508", "00000074", "10458570", "10458579"]
FAILING = ["12345678", "11111111", "04595258", "04595259", "04595253", "10458572", "90316313"]


@pytest.mark.parametrize("ubn", [*OLD_AND_NEW, *NEW_ONLY])
def test_valid_numbers_pass(ubn: str) -> None:
    """Numbers valid under the old rule and those only the rule of 2023 allows, leading zeros kept."""
    assert value(UBN, ubn) == ubn
    assert both(UBN, ubn) == (ubn, ubn)


@pytest.mark.parametrize("ubn", FAILING)
def test_a_failed_check_is_asked_about(ubn: str) -> None:
    """Firms with a wrong check digit exist: the number can be confirmed."""
    assert doubt(UBN, ubn) == ("checksum", (ubn,))


@pytest.mark.parametrize(
    "text",
    [
        "１２３４５６７５",
        " 1234 5675 ",
        "1234-5675",
        "1234－5675",
        "統編：12345675",
        "統編12345675",
        "統一編號: 1234 5675 喔",
        "我們的統編是 12345675",
        "12345675。",
        "統編12345675 電話02-2553-3988",
        "統編 12345675、電話 25533988",
        "\u200b12345675",
    ],
)
def test_finds_the_digits(text: str) -> None:
    """The eight digits are found whatever stands around them."""
    assert value(UBN, text) == "12345675"


@pytest.mark.parametrize(
    ("text", "count"),
    [("1234567", "7"), ("123456789", "9"), ("", "0"), ("不知道", "0"), ("25533988 12345675", "16")],
)
def test_other_lengths_are_refused_with_their_count(text: str, count: str) -> None:
    """The person is told how many digits were found."""
    assert read(UBN, text) == Rejected("not_8_digits", {"count": count})


def test_zeros_are_refused() -> None:
    """00000000 passes the check but is nobody's."""
    assert rejected(UBN, "00000000") == "zeros"
