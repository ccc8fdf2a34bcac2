"""Everything people may send, for Hypothesis: sensible answers, words that work, nonsense, buttons never drawn."""

from hypothesis import strategies as st

from flows.interface.callback_data import Verb, encode
from tests.support.personas import NAMES, answers
from tests.support.programmes import edition, questionnaire

COMMANDS = (
    "開始", "繼續", "上一題", "略過", "修改", "檢視", "進度", "暫停", "說明", "語言", "中文", "英文", "真人協助",
    "刪除我的資料", "了解計畫", "/start", "/back", "/skip", "/review", "/status", "/pause", "help", "language",
    "english", "human", "erase", "about", "你好", "hi",
)  # fmt: skip
REPLIES = (
    "是", "否", "好", "不對", "同意", "不同意", "確認", "送出", "完成", "done", "yes", "no", "y", "n", "ok",
    "元", "萬元", "同上", "same", "全部", "1,2", "1-3", "135", "33333333", "-1", "修改第6題", "change 22",
    *(f"修改 {number}" for number in range(48)), *map(str, range(50)),
)  # fmt: skip
AMOUNTS = ("1億", "2億", "100000001", "350", "200", "199.9", "0", "500", "500萬", "5w", "無")
ODD = (
    "", " ", "\n", "。", "🙂", "👨‍👩‍👧‍👦", "\ud800", "\x00", "\u202e", "<b>&amp;", "{answer}", "%s",
    "１" * 300, "字" * 5000,
)  # fmt: skip


def plausible() -> list[str]:
    """What personas type, and every example, label and synonym of the words files."""
    typed: dict[str, None] = {}
    for name in NAMES:
        for answer in answers(name).values():
            parts = answer.values() if isinstance(answer, dict) else [answer]
            typed |= dict.fromkeys(part for part in parts if isinstance(part, str))
    for question in questionnaire().questions:
        for words in edition().words.values():
            typed[words.of(question.id, "example")] = None
        for synonyms in edition().names["zh-TW"][question.id].values():
            typed |= dict.fromkeys(synonyms)
    return [text for text in typed if text]


texts = st.one_of(
    st.sampled_from(plausible()),
    st.sampled_from(COMMANDS),
    st.sampled_from(REPLIES),
    st.sampled_from(AMOUNTS),
    st.sampled_from(ODD),
    st.text(st.characters(), max_size=30),
    st.text(st.characters(categories=["Cs", "Cc", "Nd", "Lo", "Po"]), max_size=8),
)
"""Anything that may be typed."""

_NAMES = st.sampled_from([
    "", "zh-TW", "en", "fr", "start", "skip", "1", "5", "9", "-1", "none", "other", "yes", "no", "y1", "promotion",
    "113-1", *(question.id for question in questionnaire().questions),
])  # fmt: skip

taps = st.one_of(
    st.builds(
        lambda verb, version, parts: encode(verb, version, *parts),
        st.sampled_from(Verb),
        st.sampled_from(["113.1", "112.9", ""]),
        st.lists(_NAMES, max_size=3),
    ),
    st.text(max_size=20),
)
"""Data of buttons that no screen ever offered."""
