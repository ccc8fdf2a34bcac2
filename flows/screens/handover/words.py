"""What people type about going on elsewhere: the nine digits, the way back, the ways on."""

import re
import unicodedata

from flows.definitions.text import normal
from flows.screens.decision import Decision

WEB, LINE, TELEGRAM = "web", "line", "telegram"
CHANNELS = (WEB, LINE, TELEGRAM)
"""Where an application can be handed."""

TAKE_OVER = "接手"
"""What a prefilled message to take over with begins with; its nine digits follow."""

BACK, CANCEL = "back", "cancel"
"""What buttons name besides a channel: take it back or give it back; hand it to nobody."""

_BACK = frozenset((
    "拿回來", "拿回", "收回", "還回", "還回去", "拿回來填", "回到這裡", "take back", "take it back", "give back",
    "give it back", "return it",
))  # fmt: skip
_CANCEL = frozenset(("取消", "不換了", "不換", "cancel", "stop"))
_CODE = re.compile(
    r"(?:/start\s+h_|接手|接手申請|take ?over|continue)\s*[:：]?\s*"
    r"(?:(?P<digits>\d{3}[\s\-]*\d{3}[\s\-]*\d{3})|(?P<token>[A-Za-z0-9_\-]{40,60}))",
    re.I,
)
_TOKEN = re.compile(r"h_(?P<token>[A-Za-z0-9_\-]{40,60})")
_BESIDE_DIGITS = re.compile(r"[\s\-‐–—.,。，、!！:：()（）「」\[\]]")
_NUMERAL = re.compile(r"[〇零一二兩三四五六七八九十]+")


def code_in(text: str) -> str:
    """What a message names of an offer, to take it over: nine digits, or the token of a link; empty when it names
    none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _CODE.fullmatch(plain) or _TOKEN.fullmatch(plain)
    if found is None:
        return ""
    parts = found.groupdict()
    return re.sub(r"\D", "", parts.get("digits") or "") or parts.get("token") or ""


def digits_of(text: str) -> str:
    """The digits of a message that is nothing else; a number in Chinese counts as none that could be right: "?"."""
    bare = _BESIDE_DIGITS.sub("", normal(text))
    if bare.isascii() and bare.isdecimal():
        return bare
    return "?" if _NUMERAL.fullmatch(bare) else ""


def goes_back(decision: Decision, text: str) -> bool:
    """Whether a text asks for the application to be in the owner's chat again."""
    return normal(text) in _BACK or decision.label(text) in ("button.take_back", "button.give_back")


def cancels(decision: Decision, text: str) -> bool:
    """Whether a text ends the waiting for digits, and asks for nothing else."""
    return normal(text) in _CANCEL or decision.label(text) == "button.handover_cancel"
