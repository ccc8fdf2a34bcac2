"""What people type about colleagues who fill in a page."""

import re
from collections.abc import Mapping

from flows.definitions.text import normal
from flows.screens.decision import Decision

ALL, EACH, NONE, TAKE, LEAVE = "all", "each", "none", "take", "leave"
"""What may be done with proposed answers: all of them, each looked at, none; this one, not this one."""

_SAID: Mapping[str, str] = {
    **dict.fromkeys(("全部採用", "全採用", "use all", "take all"), ALL),
    **dict.fromkeys(("逐題看", "一題一題看", "one by one"), EACH),
    **dict.fromkeys(("都不採用", "全部不採用", "use none"), NONE),
    **dict.fromkeys(("採用", "採用這題", "use it", "use this"), TAKE),
    **dict.fromkeys(("不採用", "不要這題", "leave it", "skip it"), LEAVE),
}
_LABEL = "button.proposal_"
_NUMBER = re.compile(r"(?:同事|colleague)\s*[:：]?\s*(\d\d)", re.I)
_INVITES = frozenset(("請同事填", "給同事填", "請別人填", "請同事幫忙", "ask a colleague", "colleague"))


def choice(decision: Decision, text: str) -> str:
    """What a text says to do with proposed answers; empty when it says nothing of the kind."""
    label = decision.label(text)
    return label.removeprefix(_LABEL) if label.startswith(_LABEL) else _SAID.get(normal(text), "")


def number_of(text: str) -> str:
    """The two digits in 「同事 47」; empty for any other text."""
    found = _NUMBER.fullmatch(normal(text))
    return found[1] if found else ""


def invites(decision: Decision, text: str) -> bool:
    """Whether a text asks to have a colleague fill in something, in so many words."""
    return normal(text) in _INVITES or decision.label(text) == "button.colleague"
