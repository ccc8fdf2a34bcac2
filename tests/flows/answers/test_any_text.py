"""Properties every kind has: no text raises, codes are announced, accepted values can be shown."""

import json
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import KINDS, parse, show
from flows.answers.base import Accepted, Doubtful, Outcome, Rejected, Texts, Value
from flows.definitions.questionnaire import Kind
from tests.flows.answers.sample import ALL, EN, READING, ZH
from tests.support.stopwatch import processor_seconds

ANYTHING = st.text(st.characters(), max_size=60)
PIECES = [
    *"一十百千萬億兆兩廿零點〇壹仟負0135.,，、;；/／-~()（）「:：＋#@+%元年月日前路號個選約成和與wkA局第x",
    *"\n\t\u3000\u200b\ud800\ufe0f③½㋿豈🙂",
    *(
        "12",
        "500",
        "2024",
        "1/2/2020",
        "jan",
        "NT$",
        "民國",
        "臺北市",
        "台中",
        "新竹",
        "中山區",
        "東區",
        "104",
        "分機",
    ),
    *(
        "+886",
        "02",
        "0912345678",
        "com",
        ".tw",
        "https://",
        "a@b",
        "gmail.con",
        "日本",
        "其他",
        "泰國",
        "代理商",
    ),
    *("全部", "都是", "沒有", "無", "年度", "計畫", "百分之", "100萬", "1. ", "以上皆是"),
]
FRAGMENTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
LONGEST_MESSAGE = 5_000
"""LINE delivers up to 5,000 characters in one message, Telegram 4,096."""


@settings(max_examples=300, deadline=None)
@given(ANYTHING | FRAGMENTS)
def test_no_text_raises_and_values_can_be_shown(text: str) -> None:
    """Whatever is typed, every kind gives an outcome with codes it announced and values JSON can hold."""
    for question in ALL:
        outcome = parse(question, text, READING)
        kind = KINDS[question.kind]
        match outcome:
            case Rejected(code):
                assert code in kind.rejects
            case Doubtful(code, candidates):
                assert code in kind.doubts
                assert candidates
        for value, texts in _values(outcome):
            assert json.loads(json.dumps(value)) == value
            assert all(show(question, value, texts, names) for names in (ZH, EN))


def _values(outcome: Outcome) -> list[tuple[Value, Texts]]:
    match outcome:
        case Accepted(value, texts):
            return [(value, texts)]
        case Doubtful(candidates=candidates):
            return [(value, {}) for value in candidates]
        case _:
            return []


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_parser(kind: Kind) -> None:
    """A question of any kind can be asked."""
    assert KINDS[kind].rejects


@pytest.mark.parametrize(
    "piece",
    ["1", " 1", "日本", "、日本", "，", "，000", "a@", "aa@bb.cc ", "(", "1.", "轉", "台", "萬", "無", "-"],
)
def test_the_longest_message_is_read_quickly(piece: str) -> None:
    """A message as long as the platforms deliver holds nobody else up."""
    text = (piece * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    for question in ALL:
        for hostile in (text, f"{text}!", f"其他：{text}"):
            reading = partial(parse, question, hostile, READING)
            assert processor_seconds(reading, enough=1) < 1, question.kind
