"""Properties every kind has: no text raises, codes are announced, accepted values can be shown."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import KINDS, parse, show
from flows.answers.base import Accepted, Doubtful, Outcome, Rejected
from flows.questionnaire import Kind
from tests.flows.answers.sample import ALL, EN, READING, ZH

ANYTHING = st.text(st.characters(), max_size=60)
FRAGMENTS = st.lists(
    st.sampled_from(
        "一 十 百 千 萬 億 兩 零 點 〇 壹 0 1 3 5 12 500 2024 . , ， 、 ; / - ~ ( ) （ ） 「 : ： ＋ # @ + % 元 NT$ 年 月 日 民國 前 "
        "臺北市 台中 新竹 中山區 東區 104 路 號 分機 +886 02 0912345678 com .tw https:// a@b gmail.con 日本 其他 泰國 A "
        "代理商 ／ 和 與 全部 都是 沒有 無 年度 局 計畫 第 個 選 約 成 百分之 w k \n \t \u3000 \u200b \ud800 ③ ½ ㋿ 豈 🙂 1/2/2020 jan".split(
            " "
        )
    ),
    max_size=12,
).map("".join)


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


def _values(outcome: Outcome) -> list[tuple[object, object]]:
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
