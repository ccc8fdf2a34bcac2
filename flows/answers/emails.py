"""Kind `email`: one ASCII address by the rules of RFC 5321 and 5322, without asking the network."""

import re
from typing import Final

from email_validator import EmailNotValidError, validate_email

from flows.answers import clean
from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.questionnaire import Question

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,300}@[A-Za-z0-9.-]{1,300}")
_SAID_BEFORE = re.compile(r"(?:^|[^\w]|是|為|在|到|給|箱|件|[Ee]-?[Mm]ail)$")
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
_TOP_WITHOUT_DOT: Final = re.compile(r"(.+)\.(com|org|edu|gov|net)tw")


class Email:
    """Reads boss@example.com.tw, also inside a sentence and typed full-width."""

    rejects = frozenset({"no_at", "not_an_email", "not_ascii", "several", "too_long"})
    doubts = frozenset({"typo"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """One address; a domain that looks mistyped is asked about."""
        typed = re.sub(r" ?@ ?", "@", clean.code(text))
        typed = re.sub(r"(?<=[A-Za-z0-9])[。｡](?=[A-Za-z0-9])", ".", typed)
        if "@" not in typed:
            return Rejected("no_at")
        found = _addresses(typed)
        if not found:
            return Rejected("not_an_email" if typed.isascii() else "not_ascii")
        return _checked(found[0]) if len(found) == 1 else Rejected("several", {"count": str(len(found))})

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


def _checked(address: str) -> Outcome:
    if len(address) > _LONGEST:
        return Rejected("too_long", {"max": str(_LONGEST), "length": str(len(address))})
    corrected = _corrected(address)
    suggestion = _normalised(corrected) if corrected else None
    literal = _normalised(address)
    if suggestion:
        candidates = (literal, suggestion) if literal else (suggestion,)
        return Doubtful("typo", candidates, {"suggestion": suggestion})
    return Accepted(literal) if literal else Rejected("not_an_email")


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
    better = _TYPOS.get(domain)
    if better is None and rest and top in _TYPOS_OF_TOP:
        better = f"{rest}.{_TYPOS_OF_TOP[top]}"
    if better is None and joined:
        better = f"{joined[1]}.{joined[2]}.tw"
    return f"{local}@{_TYPOS.get(better, better)}" if better else None
