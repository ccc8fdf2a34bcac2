"""The check code beside a case number: unguessable, readable from paper, and taken however it is typed."""

import math
import random
import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.session.case_number import PATTERN, case_number
from flows.session.check_code import ALPHABET, LENGTH, Named, check_code, named_in, with_code

BOTH = Named("113-0042", "K7QX2MR")
codes = st.builds(lambda seed: check_code(random.Random(seed).randrange), st.integers(0, 10**6))  # noqa: S311
numbers = st.builds("{}-{:04d}".format, st.integers(100, 999), st.integers(1, 999_999))


def test_it_has_30_bits_and_nothing_that_looks_alike() -> None:
    assert LENGTH * math.log2(len(ALPHABET)) >= 30
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert set(ALPHABET).isdisjoint("01OIL")
    for pair in ("2Z", "5S", "8B", "UV"):
        assert len(set(ALPHABET) & set(pair)) == 1
    assert len({check_code(secrets.randbelow) for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        "113-0042-K7QX2MR",
        "113-0042 K7QX2MR",
        "113 0042 k7qx2mr",
        "１１３－００４２－Ｋ７ＱＸ２ＭＲ",
        "1130042K7QX2MR",
        "113-0042K7QX2MR",
        "113–0042—K7QX2MR",
        "案號113-0042，檢查碼 K7QX2MR",
        "案件編號：113-0042\n檢查碼：k7qx 2mr",
        "case 113-0042, code: k7qx-2mr.",
        "113-0042/K7QX2MR",
        "113-0042（K7QX2MR）謝謝",
        " 113 - 0042 - K7QX2MR ",
        "113-0042-k7qxzmr",
    ],
)
def test_both_are_read_in_any_usual_way(typed: str) -> None:
    assert named_in(typed) == BOTH


@pytest.mark.parametrize(
    "typed",
    [
        "113-0042",
        "１１３－００４２",
        "113 0042",
        "1130042",
        "案號是 113-0042",
        "113-0042-K7QX2M",
        "113-0042-K0QX2MR",
    ],
)
def test_a_number_alone_or_with_half_a_code_is_a_number(typed: str) -> None:
    assert named_in(typed) == Named("113-0042")


@pytest.mark.parametrize("typed", ["K7QX2MR", "k7qx2mr", "檢查碼 K7QX-2MR", "code: K7QX 2MR."])
def test_a_code_alone_is_a_code(typed: str) -> None:
    assert named_in(typed) == Named(code="K7QX2MR")


@pytest.mark.parametrize(
    "typed",
    ["12345675", "31415922", "統一編號 04595257", "王小明", "不知道", "02-2345-6789", "I do not know", ""],
)
def test_anything_else_is_neither(typed: str) -> None:
    assert named_in(typed) == Named()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("113A-0042", "113A-0042"),
        ("113-A007", "113-A007"),
        ("113－a007", "113-A007"),
        ("113a0042", "113A-0042"),
        ("113A007", "113-A007"),
        ("113 A007", "113-A007"),
        ("113A 0042", "113A-0042"),
        ("113-A0042", "113-A0042"),
        ("113A-007", "113A-007"),
        ("案號 113-A007。", "113-A007"),
        ("case 113A-12345, please", "113A-12345"),
    ],
)
def test_numbers_of_a_second_kind_of_application_are_read_with_and_without_code(
    typed: str, number: str
) -> None:
    assert named_in(typed) == Named(number)
    for code in ("K7QX2MR", "2345679"):
        for both in (f"{typed}-{code}", f"{typed} {code}", f"{typed}，檢查碼 {code}", f"{typed}{code}"):
            assert named_in(both) == Named(number, code)


@pytest.mark.parametrize("code", ["234C567", "K7QX2MR", "2345679", "234-C567"])
def test_a_code_is_no_number_with_a_letter(code: str) -> None:
    assert named_in(code) == Named(code=code.replace("-", ""))


@given(st.integers(100, 199), st.sampled_from(["", "A", "Z"]), st.integers(1, 999_999), codes)
def test_every_number_that_is_given_out_has_the_form_and_can_be_typed(
    year: int, letter: str, count: int, code: str
) -> None:
    number = case_number(f"{year}{letter}", count)
    assert re.fullmatch(PATTERN, number)
    assert named_in(number) == Named(number)
    assert named_in(with_code(number, code)) == Named(number, code)


@given(numbers, codes)
def test_what_is_shown_can_be_typed(number: str, code: str) -> None:
    for typed in (with_code(number, code), f"{number} {code}".lower(), f"{number}{code}"):
        assert named_in(typed) == Named(number, code)
    assert with_code(number, "") == number


@given(st.text(max_size=400))
def test_nothing_typed_breaks_it(typed: str) -> None:
    named_in(typed)
