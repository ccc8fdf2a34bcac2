"""Words for yes and no: what confirms or refuses what is on the screen, and what answers a question with yes or no."""

from typing import Final

_BOTH_YES: Final = ("是", "對", "好", "沒錯", "同意", "可以", "正確", "yes", "y", "ok")
_BOTH_NO: Final = ("否", "不", "不對", "不是", "不同意", "no", "n")

YES: Final = frozenset((
    *_BOTH_YES, "確認", "確定", "我同意", "送出", "確認送出",
    "agree", "i agree", "confirm", "right", "correct", "submit",
))  # fmt: skip
"""Confirms what is on the screen."""

NO: Final = frozenset((*_BOTH_NO, "我不同意", "取消", "cancel"))
"""Refuses it."""

REPLIES: Final = (YES | NO) - {"好", "y", "n", "ok"}
"""What nobody is called, nor sells: typed to a question in words, it was meant for the screen before."""

ANSWERS_YES: Final = (*_BOTH_YES, "有", "要", "是的", "對的", "有的", "好的", "當然", "true")
"""Answers a question with yes, besides the names of its options."""

ANSWERS_NO: Final = (*_BOTH_NO, "沒有", "無", "沒", "不要", "不可以", "没有", "nope", "false")
"""Answers it with no."""
