"""What can be put on paper: cleans text, and replaces what the fonts cannot draw."""

import re
import unicodedata

MISSING = "〓"
_LINE_ENDS = {"\u2028", "\u2029", "\u0085", "\v", "\f", "\r"}
_FULL_WIDTH_SPACE = "\u3000"
_ORDINARY = re.compile("[ -~、-〟ぁ-ゖァ-ヺ一-鿿！-～]*")
"""Text of blocks in which nothing is composed, invisible or turns the line: most of every form."""


def printable(text: str, drawable: frozenset[int]) -> str:
    """`text` as it can be printed: composed (NFC), without invisible or direction-changing characters.

    Line ends become newlines and tabs full-width spaces; what no font draws becomes 〓, the mark Chinese
    printers use for a missing sort, so that nothing vanishes unseen.
    """
    if _ORDINARY.fullmatch(text) and drawable.issuperset(map(ord, text)):
        return text.strip()
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_drawn(character, drawable) for character in composed).strip()


def unprintable(text: str, drawable: frozenset[int]) -> str:
    """The characters of `text` that would print as 〓, each once, in order."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(c for c in composed if c != MISSING and _drawn(c, drawable) == MISSING))


def _drawn(character: str, drawable: frozenset[int]) -> str:
    if character == "\n" or character in _LINE_ENDS:
        return "\n"
    if character == "\t":
        return _FULL_WIDTH_SPACE
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs"} or _is_variation_selector(ord(character)):
        return ""
    if ord(character) in drawable:
        return character
    return " " if category == "Zs" else MISSING


def _is_variation_selector(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
