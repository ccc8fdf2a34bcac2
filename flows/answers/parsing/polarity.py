"""Yes, no and negation: whether a part of a name leaves a negation out, and what a sentence says to yes or no."""

import re
from typing import Final

_NEGATION: Final = re.compile(
    r"不(?![足佳熟良丹])|[沒没無无未]|非(?!洲)|除[了外]|[以之]外|\b(?:not|no|none|never|without|un\w+|non|except)\b|n[’']t\b",
    re.I,
)
"""不足, 不佳 and 不熟 name a difficulty and turn nothing into its opposite."""

_NOTHING: Final = re.compile(
    r"(?:我們|公司|目前|現在|暫時|暫|還|尚|也|都|全|完全|應該)*(?:沒有?|没有?|無|无)(?:了)?"
)
_EMPTY: Final = frozenset("有做在是要會可想了的我們也都過")
"""Characters that say nothing of what is meant: 有做, 在做, 有."""

_PARTICLES: Final = r"[耶喔哦噢啦呢吧啊呀唷嘛欸誒诶了 。.!~]*"
_HEDGES: Final = r"(?:我們|本公司|公司|目前|現在|近三年|這三年|三年內|應該|都|也|完全|從來|真的|暫時|其實)*"
_DONE: Final = r"申請|參加|參與|拿|領|用"
_NO: Final = re.compile(
    rf"{_HEDGES}(?:沒有?|没有?|無|从未|從未|從來沒有?|未曾|不曾|未|還沒有?|尚未|並未)"
    rf"(?:在?(?:{_DONE})+過?(?:任何|相關|政府|這些|這類|的|輔導|補助|計畫|資源|或|/)*)?{_PARTICLES}"
    rf"(?:(?:這是|是)?(?:第一次|頭一次|首次)(?:申請|參加)?{_PARTICLES})?"
    rf"|(?:我們?|公司)*從來?(?:就|都)?[沒未]有?(?:{_DONE})+過?(?:[^不沒除以]{{0,12}})"
)
_NOT_GRANTED: Final = re.compile(
    r"沒有?過(?!申)|沒通過|未通過|未過|沒有?(?:拿|領|申請|核)到?(?:成|下來|上)|未獲(?:核定|通過|補助)?|沒有?(?:核定|入選|中|上|成功)|落選|被退|失敗|審查中|送審"
)
"""An application that was turned down, or is still looked at, is an application."""

_DID: Final = re.compile(
    rf"(?:曾|有|正在|在)(?:{_DONE})|(?:{_DONE})(?:過|中|到|了)|^(?:申請|參加|參與)$|曾經?有|有過|有(?=$|[ ,，、:：])"
)
_NOT_YET: Final = re.compile(r"想|打算|考慮|準備|希望|可以|可能|能不能|將|會|要|[?？嗎]|有沒有")
"""A wish or a question says nothing of what was done."""

_UNSURE: Final = re.compile(
    r"好像|似乎|印象中|依稀|[年]以?前|很久|不太確定|不確定|\bmaybe\b|\bi think\b|years ago", re.I
)

_BARE_NO: Final = re.compile(r"(?:目前|現在|應該|好像)?(?:沒有?|没有?|無|否|還沒有?)")
_CLAUSES: Final = re.compile(r"[，,。；;！!\n]|但是?|不過|可是|只是|然後")


def negates(rest: str) -> bool:
    """Whether what is left of a name beside a part of it turns the part into its opposite."""
    return bool(_NEGATION.search(rest))


def is_nothing(text: str) -> bool:
    """Whether a text (folded) says no more than that there is nothing: 沒有, 目前沒有, 暫時沒有."""
    return bool(_NOTHING.fullmatch(text))


def is_empty(text: str) -> bool:
    """Whether a text (folded) affirms without saying what: 有, 有做, 在做."""
    return set(text) <= _EMPTY


def is_unsure(text: str) -> bool:
    """Whether a yes is said as a guess, or of a time that may be too long ago: 好像有, 四年前有."""
    return bool(_UNSURE.search(text))


def answer(text: str) -> str:
    """`yes`, `no`, `both` or empty: what a sentence says to 「have you applied?」, a refused application included."""
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    said = [_clause(clause) for clause in clauses]
    if "yes" not in said:
        return "no" if "no" in said and all(one in {"no", ""} for one in said) and said[0] == "no" else ""
    denied = [clause for clause, one in zip(clauses, said, strict=True) if one == "no"]
    return "yes" if all(_BARE_NO.fullmatch(clause) for clause in denied) else "both"


def _clause(clause: str) -> str:
    if _NOT_GRANTED.fullmatch(clause) or _NOT_YET.search(clause):
        return ""
    if _NO.fullmatch(clause):
        return "no"
    granted = _NOT_GRANTED.sub("", clause)
    return "yes" if _DID.search(granted) and not _NEGATION.search(granted) else ""
