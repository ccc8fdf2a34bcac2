"""A text made plain for looking, never for storing: one width and case, no politeness in front, no particles behind."""

import re
from typing import Final

from flows.answers.parsing import normalise

_ZHUYIN: Final = str.maketrans(
    {"ㄇ": "嗎", "ㄚ": "啊", "ㄟ": "欸", "ㄋ": "呢", "ㄛ": "喔", "ㄉ": "的", "臺": "台", "’": "'"}
)
"""Zhuyin letters people write for particles; ㄅㄅ is a farewell of its own."""

_SLIPS: Final = (
    ("甚麼", "什麼"), ("什摩", "什麼"), ("神麼", "什麼"), ("以經", "已經"), ("因該", "應該"), ("布填", "不填"),
    ("怎摸", "怎麼"), ("這提", "這題"), ("载", "再"), ("晚點載", "晚點再"),
    ("打完在", "打完再"), ("乾嘛", "幹嘛"), ("幹麻", "幹嘛"), ("惹", "了"),
)  # fmt: skip
_POLITE: Final = re.compile(
    r"^(?:請問|請教|不好意思|抱歉|拜託|麻煩(?:您|你|一下)?|um+|嗯+|呃|那個|欸|喂|蝦|阿|啊|那"
    r"|excuse me[, ]|sorry[, ]|please "
    r"|(?:您好|你好|妳好|哈囉|hello|hi)(?=[ ,，、!！~～。][^a-z]|[,!]))"
    r"[\s,，、。.!！~～?？:：]*(?=\w)",
    re.I,
)
_PARTICLES: Final = re.compile(
    r"(?:[\s~～!！。.,，…]|喔|哦|噢|耶|啦|齁|吼|欸|誒|啊|呀|(?<!幹)嘛|囉|唷|餒|咧|捏|滴|阿|(?<!什)吧"
    r"|[\U0001F000-\U0001FAFF\u2600-\u27BF\u200D\uFE0F])+$"
)
_PICTURES: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u200d\ufe0f]+")
_THUMBS: Final = re.compile("^[👍👌🆗🙆\u200d\ufe0f\U0001f3fb-\U0001f3ff\u2640\u2642]+$")


def plain(text: str) -> str:
    """The text as patterns look at it; what is nothing but politeness or particles stays."""
    whole = normalise.code(text).casefold().translate(_ZHUYIN)
    if _THUMBS.match(whole):
        return "👍"
    for slip, meant in _SLIPS:
        whole = whole.replace(slip, meant)
    return _stripped(_stripped(_PICTURES.sub("", whole).strip() or whole))


def _stripped(text: str) -> str:
    front = _POLITE.sub("", text, count=1)
    bare = _PARTICLES.sub("", front)
    return bare or front or text
