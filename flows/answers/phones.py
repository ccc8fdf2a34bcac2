"""Kind `phone`: one number, Taiwanese unless it says otherwise, with its extension.

Stored as people here write it, (02)2553-3988#606 or 0912-345-678; a foreign number in international form.
libphonenumber does not know 分機 and 轉, hence they become # first.
"""

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise
from flows.definitions.questionnaire import Question

_LABEL = re.compile(
    r"^(?:我的|公司|聯絡)?(?:電話|手機|市話|行動電話|tel|phone|mobile|cell)?(?:號碼)?(?:是|為)?[:. ]*"
)
_EXTENSION_PART = r"[ ,;(]{0,4}(?:分機|轉接?(?:分機)?|內線|extension|ext\.?|x|#)[ .:]{0,4}([0-9]{1,7})\)?"
_EXTENSION = re.compile(_EXTENSION_PART + "$")
_EXTENSION_INSIDE = re.compile(_EXTENSION_PART + "(?![0-9])")
_BETWEEN = re.compile(r"[/、,;&]|或|和|及|or")
_TAIWAN: Final = 886
_FEWEST, _MOST, _LONGEST = 6, 20, 120
_LINE_DIGITS: Final = {"02": {8}, "03": {7}, "05": {7}, "06": {7}, "07": {7}, "08": {7}}
"""How many digits follow these area codes; 04 has seven or eight, smaller places have codes of their own."""

_MARKS = re.compile(r"[ ,.。!()\[\]:]+")
_BESIDE = re.compile(
    r"(?:(?:同|是|也是|有|可|加)*line(?:同號|同|也是|id)?|代表號|總機|手機|電話|市話|公司|本人|私人|主要|無市話|沒有?市話|市話沒有?|無|沒有)*",
    re.I,
)
"""Words beside a number that say what it is, and change nothing about it."""

_NOT_GEOGRAPHIC_412 = re.compile(r"412[0-9]{4,5}")
"""Numbers under 412 are dialled without an area code all over Taiwan; libphonenumber does not know them."""


class Phone:
    """Reads (02)25533988 分機 606, 0912345678, +81 3-1234-5678."""

    rejects = frozenset({"not_a_phone", "too_short", "no_area_code", "several"})
    doubts = frozenset({"unusual", "beside", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """One number in local form; one that no numbering plan knows is asked about."""
        typed = _LABEL.sub("", normalise.code(text).lower().replace("_", "-"), count=1).strip(" .。!,")
        number, extension = _apart(typed)
        digits = re.sub(r"[^0-9]", "", number)
        if sum(len(re.sub(r"[^0-9]", "", part)) >= _FEWEST + 1 for part in _BETWEEN.split(typed)) > 1:
            return Rejected("several")
        if re.search(r"[^0-9+()\-. ~*/]", number) or len(digits) > _MOST or not digits:
            return _among_words(typed) or Rejected("not_a_phone")
        if len(digits) < _FEWEST:
            return Rejected("too_short", {"count": str(len(digits))})
        return _judged(number, digits, extension)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The number."""
        return str(value)


def _apart(typed: str) -> tuple[str, str]:
    """The number and its extension, either may be empty."""
    match = _EXTENSION.search(typed)
    return (typed[: match.start()], match[1]) if match else (typed, "")


def _judged(number: str, digits: str, extension: str) -> Outcome:
    tail = f"#{extension}" if extension else ""
    local = len(digits) in {7, 8} and digits[0] != "0" and "+" not in number
    if local and not _NOT_GEOGRAPHIC_412.fullmatch(digits):
        return Rejected("no_area_code", {"count": str(len(digits))})
    known = None if local else _known(number, digits)
    if known:
        return Accepted(known + tail)
    return Doubtful("unusual", (re.sub(r" *([-()]) *", r"\1", number).strip() + tail,))


def _among_words(typed: str) -> Outcome | None:
    """The one number among words; taken when they are labels, else asked about: they may say whose it is."""
    if len(typed) > _LONGEST:
        return None
    found = list(phonenumbers.PhoneNumberMatcher(typed, "TW"))
    if len(found) != 1:
        return None
    number, extension = _apart(typed[found[0].start : found[0].end].strip())
    after = _EXTENSION_INSIDE.match(typed, found[0].end)
    known = _judged(number, re.sub(r"[^0-9]", "", number), extension or (after[1] if after else ""))
    if not isinstance(known, Accepted):
        return None
    beside = _MARKS.sub("", typed[: found[0].start] + typed[after.end() if after else found[0].end :])
    return known if _BESIDE.fullmatch(beside) else Doubtful("beside", (known.value,))


def _known(number: str, digits: str) -> str | None:
    """The number as it is written, when a numbering plan knows it. 886… and 00886… may lack their plus."""
    international = "+" in number or re.match(r"(?:00|002|009)?886", digits)
    text = "+" + re.sub(r"^(?:00|002|009)(?=886)", "", digits) if international else digits
    try:
        parsed = phonenumbers.parse(text, "TW")
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    if parsed.country_code == _TAIWAN:
        return _taiwanese(parsed)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def _taiwanese(parsed: PhoneNumber) -> str | None:
    """(02)2553-3988, (037)323456, 0912-345-678, 0800-123-456; None when digits are missing, as in (02)255-3398."""
    national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    if phonenumbers.number_type(parsed) == PhoneNumberType.FIXED_LINE:
        area, _, rest = national.partition(" ")
        line = rest.replace(" ", "")
        if len(line) not in _LINE_DIGITS.get(area, {len(line)}) and not line.startswith("412"):
            return None
        return f"({area}){line[:-4]}-{line[-4:]}" if len(line) > 6 else f"({area}){line}"
    plain = national.replace(" ", "")
    return f"{plain[:4]}-{plain[4:7]}-{plain[7:]}" if len(plain) == 10 else plain
