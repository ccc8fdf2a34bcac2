"""Cleaning shared by every kind of answer: what is invisible goes, what a person can see stays.

Codes (numbers, dates, addresses on the net) are brought to NFKC, so that full-width typing counts as
half-width. Names and prose are not: NFKC, and even NFC, would replace CJK compatibility characters, which
people do have in their names; those characters are stepped around.
"""

import re
import unicodedata

_COMPATIBILITY = re.compile(r"([\uF900-\uFAFF\U0002F800-\U0002FA1F]+)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣⁃", "-"))
_WAVES = str.maketrans(dict.fromkeys("〜∼～", "~"))
_EXCERPT = 40
_ASIDE = re.compile(r"\(([^()]*)\)|（([^（）]*)）")


def line(text: str) -> str:
    """Words for one line: visible characters as typed, every run of blanks or line breaks one space."""
    return " ".join(_composed(visible(text)).split())


def block(text: str) -> str:
    """Words for several lines: each as `line`, never more than one blank line in a row."""
    lines = [" ".join(row.split()) for row in _composed(visible(text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def code(text: str) -> str:
    """A code on one line: NFKC, one kind of dash and wave, blanks collapsed."""
    folded = unicodedata.normalize("NFKC", visible(text)).translate(_DASHES).translate(_WAVES)
    return " ".join(folded.split())


def visible(text: str) -> str:
    """The text without controls, bidi marks, zero-width characters, lone surrogates and noncharacters.

    Line breaks of every sort become a newline; other white space stays for the caller to collapse."""
    if text.isprintable():
        return text
    text = re.sub(r"\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)
    return "".join(char for char in text if char in "\n\t" or not _invisible(char))


def has_words(text: str) -> bool:
    """Whether there is any letter, CJK character or digit at all."""
    return any(char.isalnum() for char in text)


def excerpt(text: str) -> str:
    """The text on one line, cut to what a message quotes."""
    words = line(text)
    return words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1]}…"


def without_asides(text: str) -> str:
    """The text without what stands in parentheses: 其他（請說明） → 其他."""
    return _ASIDE.sub("", text).strip()


def asides(text: str) -> list[str]:
    """What stands in parentheses, in order."""
    return [match[1] or match[2] or "" for match in _ASIDE.finditer(text)]


def _invisible(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return True
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _composed(text: str) -> str:
    parts = _COMPATIBILITY.split(text)
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(parts)
    )
