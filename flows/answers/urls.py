"""Kind `url`: a page on the web, https:// put before a bare domain; 無 where the question allows none."""

import re
from urllib.parse import SplitResult, urlsplit

from flows.answers.base import Accepted, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise
from flows.definitions.languages import is_chinese
from flows.definitions.questionnaire import Question

NONE = "無"
"""What is stored when there is no website."""

_NOTHING = re.compile(
    r"(?:公司|目前|現在|我們|暫時|暫|還|尚|官網|網站|都)*(?:無|沒有?|没有?|未架設|未建置)(?:在?[做架]|架設|建置)?(?:官網|網站|網址)?(?:了|喔|耶)?"
    r"|(?:官網|網站|目前|還在?|正在|尚在|在)*(?:建置|架設|製作|籌備|規劃|施工|建構)中"
    r"|none|no|n/?a|nil|no website|not yet|under construction|-+"
)
_ACCOUNT = re.compile(
    r"臉書|粉專|粉絲|賣場|蝦皮|^@[\w.]+$"
    r"|(?<![a-z])(?:fb|facebook|ig|instagram|line|threads|youtube|shopee)(?![a-z])",
    re.I,
)
"""A page elsewhere, named without its address."""
_LABEL = re.compile(
    r"^(?:公司|企業)?(?:官網|官方網站|網站|網址|網頁|website|web|url|fb|ig)(?:網址)?(?:是|為|: ?| (?=\S))",
    re.I,
)
_SCHEME = re.compile(r"(https?)(?::/{0,3}|/{2})", re.I)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(?:mailto|javascript|data|tel|file|ftp|line):", re.I)
_EMAIL = re.compile(r"(?:mailto:)?[^/@\s]+@[^/@\s]+", re.I)
_LABEL_OF_HOST = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_TOP = re.compile(r"(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})")
_MOST_OF_HOST = 253


class Url:
    """Reads www.example.tw, https://example.tw/shop, 無."""

    rejects = frozenset({"not_a_url", "is_email", "has_spaces", "not_web", "too_long", "account"})
    doubts = frozenset({"seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """An http or https address with a plausible host, or 無."""
        whole = normalise.code(text)
        typed = _LABEL.sub("", whole).strip(" 。，、；;,.<>「」\"'")
        if question.allows_none and _NOTHING.fullmatch(typed.lower()):
            return Accepted(NONE)
        if _EMAIL.fullmatch(typed):
            return Rejected("is_email")
        scheme = _SCHEME.match(typed)
        if scheme is None and _OTHER_SCHEME.match(typed):
            return Rejected("not_web")
        if scheme is None and "." not in typed and _ACCOUNT.search(whole):
            return Rejected("account")
        address = f"{scheme[1].lower()}://{typed[scheme.end() :]}" if scheme else f"https://{typed}"
        return _checked(question, address)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The address, or that there is none."""
        if value == NONE and not is_chinese(names.language):
            return "None"
        return str(value)


def _checked(question: Question, address: str) -> Outcome:
    if " " in address:
        return Rejected("has_spaces" if "." in address else "not_a_url")
    parts = _split(address)
    if parts is None:
        return Rejected("not_a_url")
    host = parts.netloc.lower().replace("。", ".")
    url = parts._replace(netloc=host).geturl()
    if len(url) > question.limits.max_length:
        return Rejected("too_long", {"max": str(question.limits.max_length), "length": str(len(url))})
    return Accepted(url)


def _split(address: str) -> SplitResult | None:
    """The parts of an address whose host is a domain with at least one dot, and no user before it."""
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").replace("。", "."), parts.port
    except ValueError:
        return None
    labels = host.split(".")
    if "@" in parts.netloc or len(labels) < 2 or len(host) > _MOST_OF_HOST:
        return None
    plausible = all(_LABEL_OF_HOST.fullmatch(label) for label in labels) and _TOP.fullmatch(labels[-1])
    return parts if plausible else None
