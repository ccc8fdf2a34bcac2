"""The check code beside a case number: how it is made, written and read.

Case numbers count up, so they prove nothing; the code does. Seven of 25 characters are 32 bits.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
"""No characters that look alike on paper (0 O D, 1 I L, 2 Z, 5 S, 8 B, U V), and no vowels, so no words."""

LENGTH = 7

_LOOKALIKES = str.maketrans("BSZU", "852V")
"""Characters no code has, read as those they are taken for."""

_GAP = r"[\s\-_.‐‑‒–—―−]*"
_CHARACTER = f"[{ALPHABET}BSZU]"
_ALONE = r"(?<![0-9A-Z])", r"(?![0-9A-Z])"
_CODE = rf"({_CHARACTER}(?:{_GAP}{_CHARACTER}){{{LENGTH - 1}}}){_ALONE[1]}"
_PLAIN = r"(\d{3})" + _GAP + r"(\d{4,6}?)"
_LETTERED = rf"(1\d\d)({_GAP})([A-Z])({_GAP})(\d{{3,6}}?)"
"""With a letter, whichever side of the hyphen it stands on. No code looks like it: codes have no 1."""
_WHOLE = re.compile(rf"{_ALONE[0]}(?:{_PLAIN}|{_LETTERED})(?:{_GAP}|[^0-9A-Z]\D{{0,40}}?){_CODE}")
_CODE_ALONE = re.compile(_ALONE[0] + _CODE)
_NUMBER_ALONE = re.compile(r"\D*?(\d{3})(?:[-_ ‐‑‒–—―−]|(?=\d{4}\D*$))(\d{4,6})\D*")
"""`113-0042`, also within a few words; without the hyphen only where it cannot be a 統一編號. It is no code either: ROC
years have a 1 in them until 200."""
_HYPHENATED = re.compile(r"(?<!\d)(\d{3})[-‐‑‒–—―−](\d{4,6})(?!\d)")
_LETTERED_ALONE = re.compile(_ALONE[0] + _LETTERED + _ALONE[1])

_LONGEST = 200
"""Characters of a message that are looked at: number and code within a sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a message names: a case number, a check code, both; empty what it does not."""

    number: str = ""
    code: str = ""


def check_code(choose: Callable[[int], int]) -> str:
    """A new code; `choose` gives an unguessable number below its argument (secrets.randbelow)."""
    return "".join(ALPHABET[choose(len(ALPHABET))] for _ in range(LENGTH))


def with_code(case_number: str, code: str) -> str:
    """Case number and code as they are shown and copied together; the number alone where there is no code."""
    return f"{case_number}-{code}" if code else case_number


def named_in(text: str) -> Named:
    """The case number and the code a person typed, in whatever form and case, with or without hyphens."""
    typed = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().upper()
    if whole := _WHOLE.search(typed):
        plain = whole[1] and f"{whole[1]}-{whole[2]}"
        return Named(plain or _lettered(*whole.groups()[2:7]), _code(whole[8]))
    if number := _HYPHENATED.search(typed):
        return Named(f"{number[1]}-{number[2]}")
    if lettered := _LETTERED_ALONE.search(typed):
        return Named(_lettered(*lettered.groups()))
    if code := _CODE_ALONE.search(typed):
        return Named(code=_code(code[1]))
    number = _NUMBER_ALONE.fullmatch(typed)
    return Named(f"{number[1]}-{number[2]}") if number else Named()


def _lettered(year: str, before: str, letter: str, after: str, number: str) -> str:
    """The letter stays on the side of the hyphen where it was typed; where that cannot be told, the numbers after
    `113A-` have four digits at least, and shorter ones are those of `113-A007`."""
    with_year = bool(after) if bool(before) != bool(after) else len(number) > 3
    return f"{year}{letter}-{number}" if with_year else f"{year}-{letter}{number}"


def _code(typed: str) -> str:
    return re.sub(_GAP, "", typed).translate(_LOOKALIKES)
