"""Words: what is cleaned, what stays as typed, what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers.base import Rejected
from flows.answers.parsing import normalise
from tests.flows.answers.sample import LONG_TEXT, TEXT, both, read, rejected, value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  好味食品  ", "好味食品"),
        ("好味　食品", "好味 食品"),
        ("好味\n食品", "好味 食品"),
        ("好\u200b味\u202e食\ufeff品", "好味食品"),
        ("好味\x00食品\x07", "好味食品"),
        ("好味\ud800食品", "好味食品"),
        ("ＡＢＣ食品", "ＡＢＣ食品"),
        ("豈先生", "豈先生"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("Cafe\u0301", "Café"),
        ("𠮷野家", "𠮷野家"),
        ("愛台灣 ❤", "愛台灣 ❤"),
    ],
)
def test_one_line(text: str, words: str) -> None:
    """Invisible characters go, blanks collapse, everything visible stays as typed."""
    assert value(TEXT, text) == words
    assert both(TEXT, words) == (words, words)


def test_prose_keeps_its_lines() -> None:
    """Line breaks of every sort stay, with one blank line in a row at most."""
    assert value(LONG_TEXT, "  手工皂 \r\n蠟燭\r\r\n\n\n\n香氛\u2028精油  ") == "手工皂\n蠟燭\n\n香氛\n精油"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\u3000\u200b", "empty"),
        ("。。。", "no_words"),
        ("🙂👍", "no_words"),
        ("正確", "only_reply"),
        ("不同意", "only_reply"),
        ("Yes", "only_reply"),
        ("王", "too_short"),
        ("一二三四五六七八九十一", "too_long"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    """Nothing, nothing said, too little, too much."""
    assert rejected(TEXT, text) == code


def test_lengths_count_characters_after_cleaning() -> None:
    """Ten characters fit, however much white space stood around them; the refusal counts, and says where they end."""
    assert value(TEXT, "  一二三四五六七八九十\u200b\u200b ") == "一二三四五六七八九十"
    facts = {"length": "11", "max": "10", "end": "三四五六七八九十"}
    assert read(TEXT, "一二三四五六七八九十一") == Rejected("too_long", facts)
    assert read(TEXT, "王") == Rejected("too_short", {"length": "1", "min": "2"})


@settings(deadline=None)
@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What was cleaned is clean, in all three ways, and holds nothing UTF-8 cannot write."""
    for way in (normalise.line, normalise.block, normalise.code):
        once = way(text)
        assert way(once) == once
        once.encode("utf-8")
