"""Text measured and cut as the platforms count it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.shared.text import cut_graphemes, cut_units, graphemes, split_units, units, well_formed

FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("臺灣", ["臺", "灣"]),
        (FAMILY + "a", [FAMILY, "a"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇹🇼🇯🇵", ["🇹🇼", "🇯🇵"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("❤️1️⃣", ["❤️", "1️⃣"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", ["🏴󠁧󠁢󠁥󠁮󠁧󠁿"]),
        ("ａ\u200dｂ", ["ａ\u200d", "ｂ"]),
    ],
)
def test_a_grapheme_is_what_a_person_takes_for_one_character(text: str, expected: list[str]) -> None:
    assert list(graphemes(text)) == expected


def test_units_are_those_of_utf16() -> None:
    assert [units(text) for text in ("臺", "🍎", FAMILY, "\ud83d")] == [1, 2, 8, 1]


def test_cuts_never_tear_a_character_apart() -> None:
    assert cut_graphemes(FAMILY * 3, 2) == FAMILY + "…"
    assert cut_graphemes(FAMILY * 2, 2) == FAMILY * 2
    assert cut_units(FAMILY * 3, 20) == FAMILY * 2 + "…"


def test_a_long_text_is_parted_where_a_sentence_ends() -> None:
    assert split_units("第一句。第二句很長很長。第三句", 12) == ["第一句。第二句很長很長。", "第三句"]
    assert split_units("甲\n\n乙乙乙乙", 5) == ["甲", "乙乙乙乙"]
    assert split_units("", 5) == []


@given(st.text(), st.integers(2, 40))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str, most: int) -> None:
    pieces = split_units(text, most)
    assert all(0 < units(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert units(cut_units(text, most)) <= most
    assert len(graphemes(cut_graphemes(text, most))) <= most


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_well_formed_text_can_be_sent(text: str) -> None:
    assert well_formed(well_formed(text)) == well_formed(text).encode().decode()


def test_what_people_write_is_not_kept_in_memory() -> None:
    written = "王小明 0912345678 " * 10
    assert graphemes("臺灣") is graphemes("臺灣")
    assert graphemes(written) is not graphemes(written)
