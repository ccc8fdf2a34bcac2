"""What the codes of printed pages say: today's, those of forms printed long ago, and those of forms to come."""

import re

import numpy as np
import pytest

from bot.documents.qr_code import code, page_text
from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.qr_reader import read_codes


def _drawn(text: str) -> Pixels:
    """The code as the form draws it, on white, eight pixels a module."""
    dark = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", code(text))]
    modules = np.zeros([max(map(max, dark)) + 1] * 2, bool)
    modules[tuple(np.array(dark).T[::-1])] = True
    return np.kron(np.where(np.pad(modules, 4), 0, 255), np.ones((8, 8))).astype(np.uint8)


@pytest.mark.parametrize(
    ("text", "case", "part", "page", "printed"),
    [
        ("113-0042 p1", "113-0042", 0, 1, "1"),
        ("113-0042 p0", "113-0042", 0, 0, "1"),
        ("113-0042 p3 f2", "113-0042", 0, 3, "2"),
        ("113-10001 p2 f1", "113-10001", 0, 2, "1"),
        ("113A-0042 p1 f2", "113A-0042", 0, 1, "2"),
        ("113-A007 p1 f2", "113-A007", 0, 1, "2"),
        ("113-A007 m3 p1 f2", "113-A007", 3, 1, "2"),
        ("113-A007 m30 p2", "113-A007", 30, 2, "1"),
    ],
)
def test_a_code_tells_case_form_and_page(text: str, case: str, part: int, page: int, printed: str) -> None:
    (read,) = read_codes(_drawn(text))
    assert (read.case_number, read.part, read.page, read.layout.name) == (case, part, page, printed)


@pytest.mark.parametrize(
    "text",
    ["113-0042", "113-0042 p", "113-0042 p12", "113-0042 m0 p1", "113-0042 m100 p1", "113-0042 p1 m1", "113-0042 p1 f9",
     "https://example.tw/ p", "WIFI:S:x;;"],
)  # fmt: skip
def test_other_codes_are_nobodys_page(text: str) -> None:
    assert read_codes(_drawn(text)) == []


def test_what_is_printed_is_read() -> None:
    assert page_text("113-0042", 1) == "113-0042 p1 f2", "as on every form printed since layout 2"
    for part in (0, 1, 30):
        (read,) = read_codes(_drawn(page_text("113A-0042", 2, part)))
        assert (read.case_number, read.part, read.page) == ("113A-0042", part, 2)
        assert read.layout is layout.LAYOUTS[-1]
