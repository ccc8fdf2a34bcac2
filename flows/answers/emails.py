"""Kind `email`: one ASCII address by the rules of RFC 5321 and 5322, without asking the network."""

import re
from typing import Final

from email_validator import EmailNotValidError, validate_email

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise
from flows.answers.parsing.top_domains import TOP_DOMAINS
from flows.definitions.questionnaire import Question

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,300}@[A-Za-z0-9.-]{1,300}")
_SAID_BEFORE = re.compile(r"(?:^|[^\w]|是|為|在|到|給|箱|件|[Ee]-?[Mm]ail)$")
_LABELLED = re.compile(
    r"(?:(?:請?寄?到?|我們?|公司|敝公司|本公司|聯絡人?|主要|目前|my|our|the|的| )*"
    r"(?:e-?mail|mail|gmail|電子(?:郵件|信箱)|電郵|信箱|郵件|郵箱)(?:信箱|帳號|地址|address)?"
    r"|(?:請?寄到?|傳到?)(?:這個?)?)?"
    r"(?:[ :=]|是|為|在|到|給|is)*",
    re.I,
)
_GOES_ON = re.compile(r"[ ,;:/\\|?&=+~*'`_-]*[A-Za-z0-9@_]")
"""After an address: what may belong to it, as in amy@company.com,tw."""
_NAMED = re.compile(r"[^@<>]{0,60}<(?:mailto:)?", re.I)
_SCHEME = re.compile(r"(?:https?:/*|mailto:)", re.I)
_LONGEST: Final = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets

_TYPOS: Final = {
    "gmial.com": "gmail.com", "gamil.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com",
    "gmaill.com": "gmail.com", "gmil.com": "gmail.com", "gnail.com": "gmail.com", "gmail.cm": "gmail.com",
    "gmail.co": "gmail.com", "gmail.om": "gmail.com", "gmail.com.tw": "gmail.com", "gmail.tw": "gmail.com",
    "gmailcom": "gmail.com", "hotmal.com": "hotmail.com", "hotmial.com": "hotmail.com",
    "hotmai.com": "hotmail.com", "homail.com": "hotmail.com", "hotmail.co": "hotmail.com",
    "yaho.com": "yahoo.com", "yhaoo.com": "yahoo.com", "yahooo.com": "yahoo.com", "yahoo.co": "yahoo.com",
    "yaho.com.tw": "yahoo.com.tw", "yhaoo.com.tw": "yahoo.com.tw", "yahooo.com.tw": "yahoo.com.tw",
    "yahoo.con.tw": "yahoo.com.tw", "outlok.com": "outlook.com", "outllok.com": "outlook.com",
    "outlook.co": "outlook.com", "hinet.com": "hinet.net", "hinet.ent": "hinet.net", "hinet.ner": "hinet.net",
    "msa.hinet.com": "msa.hinet.net", "iclod.com": "icloud.com", "icloud.co": "icloud.com",
}  # fmt: skip
_TYPOS_OF_TOP: Final = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "nte": "net"}
_TYPOS_UNDER_TW: Final = frozenset({"con", "cmo", "ocm", "comm", "vom", "cm", "om", "co", "coml"})
_TOP_WITHOUT_DOT: Final = re.compile(r"(.+)\.(com|org|edu|gov|net)tw")


class Email:
    """Reads boss@example.com.tw, also inside a sentence and typed full-width."""

    rejects = frozenset({"no_at", "not_an_email", "not_ascii", "several", "too_long"})
    doubts = frozenset({"typo", "context", "suffix", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """One address; asked about when its domain looks mistyped or does not exist, and when what stands before
        it is no label and may belong to it (amy lin@…)."""
        typed = re.sub(r" ?@ ?", "@", normalise.code(text))
        typed = _SCHEME.sub(" ", typed).strip()
        typed = re.sub(r"(?<=[A-Za-z0-9])[。｡](?=[A-Za-z0-9])", ".", typed)
        if "@" not in typed:
            return Rejected("no_at")
        found = _addresses(typed)
        if not found:
            return Rejected("not_an_email" if typed.isascii() else "not_ascii")
        if len(found) > 1:
            return Rejected("several", {"count": str(len(found))})
        outcome = _checked(found[0])
        if isinstance(outcome, Accepted) and not _stands_alone(typed):
            return Doubtful("context", (outcome.value,))
        return outcome

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The address."""
        return str(value)


def _addresses(typed: str) -> list[str]:
    """Distinct ASCII addresses; none when a letter outside ASCII runs into one, as in 王小明abc@…"""
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(typed):
        if not _SAID_BEFORE.search(typed[max(0, match.start() - 6) : match.start()]):
            return []
        found[match[0].strip(".-'`*")] = None
    return list(found)


def _stands_alone(typed: str) -> bool:
    """Whether nothing but a label, a name before <…> or an opening mark precedes the address, and nothing that may be
    part of it follows, as it was typed."""
    first, *_, last = matches if len(matches := list(_ADDRESS.finditer(typed))) > 1 else matches * 2
    before = typed[: first.start()].lstrip("([「『\"'“ ")
    if first[0].startswith(("-", "`", "*", "'", ".")) or _GOES_ON.match(typed[last.end() :]):
        return False
    return bool(_LABELLED.fullmatch(before) or _NAMED.fullmatch(before))


def _checked(address: str) -> Outcome:
    if len(address) > _LONGEST:
        return Rejected("too_long", {"max": str(_LONGEST), "length": str(len(address))})
    corrected = _corrected(address)
    suggestion = _normalised(corrected) if corrected else None
    literal = _normalised(address)
    if suggestion:
        candidates = (literal, suggestion) if literal else (suggestion,)
        return Doubtful("typo", candidates, {"suggestion": suggestion})
    if literal is None:
        return Rejected("not_an_email")
    known = literal.rpartition(".")[2].lower() in TOP_DOMAINS
    return Accepted(literal) if known else Doubtful("suffix", (literal,))


def _normalised(address: str) -> str | None:
    """The address with its domain in lower case, or None when it breaks the rules."""
    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        return None


def _corrected(address: str) -> str | None:
    """The address with the domain it probably meant, or None when nothing looks mistyped."""
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    rest, _, top = domain.rpartition(".")
    joined = _TOP_WITHOUT_DOT.fullmatch(domain)
    own, _, second = rest.rpartition(".")
    better = _TYPOS.get(domain)
    if better is None and rest and top in _TYPOS_OF_TOP:
        better = f"{rest}.{_TYPOS_OF_TOP[top]}"
    if better is None and own and top == "tw" and second in _TYPOS_UNDER_TW:
        better = f"{own}.com.tw"
    if better is None and joined:
        better = f"{joined[1]}.{joined[2]}.tw"
    return f"{local}@{_TYPOS.get(better, better)}" if better else None
