"""Kind `address`: {zip, county, district, rest}, in today's official names.

台 becomes 臺 in the names of counties and districts only; a missing postcode is the district's. Names from
before the mergers of 2010 and 2014, which registrations still carry, become today's.
"""

import re

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise
from flows.answers.parsing.places import by_sound, localities
from flows.answers.parsing.places.districts import DISTRICTS
from flows.answers.parsing.places.localities import Place
from flows.answers.spoken import corrections
from flows.definitions.questionnaire import Question

_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
_POSTCODE = re.compile(
    r"^(?:郵遞區號|〒|[(（\[〔【])?[:： ]*"
    r"([0-9０-９]{3,6}(?:[-－ ][0-9０-９]{2,3})?)(?![0-9０-９])[)）\]〕】]?[ ,，]*"
)
_POSTCODE_INSIDE = re.compile(
    r"^([^0-9０-９]{2,8}?[縣市])[ (（]*([0-9０-９]{3,6})[)）]*(?=[^0-9０-９]{1,3}[區鄉鎮市])"
)
_POSTCODE_BEHIND = re.compile(r"(?<=[號号樓室])[ ,，]+[(（]?([0-9０-９]{5,6})[)）]?$")
_POSTCODE_AFTER_DISTRICT = re.compile(
    r"^[(（]?([0-9０-９]{3}|[0-9０-９]{5,6})[)）]?(?=[^0-9０-９\-－~～之號号巷弄鄰樓、,，/ ])"
)
_EXTRA_BEHIND = re.compile(
    r"(?<=[號号樓室之0-9０-９])(?:[ ,，;；、。(（]*(?:聯絡)?(?:電話|手機|市話|行動|tel|phone)[:：. ]*"
    r"[0-9０-９+()（）\-－ #轉]{6,}"
    r"|[ ,，;；、。(（]+[0０][0-9０-９](?:[-－ ()（）]?[0-9０-９]){7,8}[)）]?|[ ,，]+[(（]?[0-9０-９]{3}[)）]?)$",
    re.I,
)
"""A telephone number behind the house number, or three digits: the postcode, or the number of a room."""

_TO_WHOM_BEHIND = re.compile(
    r"(?<=[號号樓室之0-9０-９])[ ,，;；、。(（]+[^0-9０-９]{1,12}(?:收|啟|轉交)[)）]?$"
    r"|(?<=[號号樓室])[^0-9０-９樓室之]{2,6}(?:收|啟)$"
)
"""Who a letter is for, behind the house number."""

_SAID_BEFORE = re.compile(
    r"^(?:我們?|本?公司|敝公司|工廠|店面?|辦公室|登記|通訊|聯絡|營業|設籍|地址|的|就|現在|目前|家裡?|住家?|倉庫)+"
    r"(?:在|是|為|於|[:：])+[ ,，]*"
    r"|^(?:請|都|可以|麻煩|幫我?)*(?:寄|送)(?:到|去|給|來)?(?:我們?|的|公司|家裡?|店裡?|工廠|辦公室)*[ ,，:：]*"
    r"|^(?:住在?|住址是?|我家|家裡|my address is|address[:：]?)[ ,，:：]*",
    re.I,
)

_SAID_BEHIND = re.compile(
    r"(?<=[號号樓室])[ ,，;；、。]*(?:或|和|跟|還有|以及|我|不|但|因|是|在|也|有|沒|營業|實際|另|可|請|白天|晚上|平日"
    r"|現在|目前|租|寄|送|收件|找|上班|公司(?!大)|工廠|倉庫).*$"
)
"""Words of a sentence behind the house number; 號之3 and 8樓A棟 are none."""

_NUMBER_AT_END = re.compile(r"[0-9０-９一二三四五六七八九十百之-]+[號号][^號号]*$")
_NUMBER_ANEW = re.compile(r"[0-9０-９一二三四五六七八九十百]+(?:之[0-9]+)?[號号].*")

_ESTATE = re.compile("[園工特][業區]區?$|園區$|大樓$|村$|里$")
"""What may stand in front of the county and belongs to the address: 新竹科學園區新竹市力行六路8號."""

_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]{2}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_COUNTRY = re.compile(r"^(?:(?:中華民國|[臺台]灣省?(?![大路街])|福建省)[ ,，]*)+")
_BLANKS = re.compile(r"(?<=[^\x00-\x7F]) | (?=[^\x00-\x7F])")
_ONE_CODE = frozenset({"新竹市", "嘉義市"})
"""Cities whose districts share one postcode, so that people leave the district out."""


class Address:
    """Reads 104097臺北市中山區長安東路二段99號8樓, with or without its postcode."""

    rejects = frozenset({"no_county", "no_district", "no_street", "too_long", "not_chinese"})
    doubts = frozenset({"postcode", "county", "district", "sound", "extra", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The parts of the address; a postcode or county that contradicts the district is asked about."""
        return parse_address(text, question.limits.max_length)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """104097 臺北市中山區長安東路二段99號8樓."""
        if not isinstance(value, dict):
            return str(value)
        return f"{value['zip']} {value['county']}{value['district']}{value['rest']}".strip()


def parse_address(text: str, max_length: int) -> Outcome:
    """What an address means whoever wrote it; `max_length` is in characters, of what follows the district."""
    typed = _SAID_BEFORE.sub("", normalise.line(text))
    if new := corrections.corrected(typed):
        return _corrected(typed, new, max_length)
    extra = _EXTRA_BEHIND.search(typed) or _TO_WHOM_BEHIND.search(typed) or _SAID_BEHIND.search(typed)
    outcome = _read(typed[: extra.start()] if extra else typed, max_length)
    return _without_words(outcome, extra[0]) if extra else outcome


def _corrected(typed: str, new: str, max_length: int) -> Outcome:
    """An address put in the place of another, or a house number in the place of the one before it: asked about."""
    before = typed[: typed.rindex(new)]
    if _NUMBER_ANEW.fullmatch(new) and (number := _NUMBER_AT_END.search(before)):
        new = before[: number.start()] + new
    outcome = _read(new, max_length)
    return Doubtful("seen", (outcome.value,)) if isinstance(outcome, Accepted) else outcome


def _read(typed: str, max_length: int) -> Outcome:
    postcode, street = _without_postcode(typed)
    street = _COUNTRY.sub("", street)
    place = localities.find(street)
    if place is None and (short := localities.find_short(street)):
        value = _value(DISTRICTS[short.county][short.district], short, short.rest)
        return Doubtful("district", (value,), {"district": short.district})
    if place is None:
        foreign = _LATIN.search(typed) and not _CHINESE.search(typed)
        return _heard(postcode, street) or Rejected("not_chinese" if foreign else "no_county")
    rest = re.sub(r"^[ ,，、]+", "", place.rest)
    stem = None if place.district else localities.find_stem(place.county, rest)
    heard = None if place.district else _heard(postcode, street, stem)
    if heard:
        return heard
    if not place.district and (place.county not in _ONE_CODE or localities.starts_with_district(rest)):
        return _elsewhere(postcode, place, rest)
    inside = None if postcode else _POSTCODE_AFTER_DISTRICT.match(rest)
    if inside:
        postcode, rest = _figures(inside[1]), rest[inside.end() :]
    if sum(char.isalnum() for char in rest) < 2:
        return Rejected("no_street", {"place": place.county + place.district})
    if len(rest) > max_length:
        return Rejected("too_long", {"max": str(max_length), "length": str(len(rest))})
    if said := _said_before(street, place):
        outcome = _with_postcode(postcode, place, rest.removeprefix(said))
        return _without_words(outcome, said)
    return _with_postcode(postcode, place, rest)


def _said_before(street: str, place: Place) -> str:
    """Words in front of county or district, when the street stands behind them: 不一樣，是臺南市安平區建平路8號."""
    names = [localities.folded(name) for name in (place.county, place.district, place.county[:2]) if name]
    plain = localities.folded(street)
    at = min((found for name in names if (found := plain.find(name)) >= 0), default=0)
    said = street[:at]
    words = any(map(str.isalpha, said)) and not any(map(str.isdigit, said)) and not _ESTATE.search(said)
    return said if words and place.rest.startswith(said) else ""


def _without_words(outcome: Outcome, words: str) -> Outcome:
    """The same, asked about when some of the words were left out."""
    if isinstance(outcome, Accepted):
        return Doubtful("extra", (outcome.value,), {"extra": words.strip(" ,，;；、。(（")})
    return outcome


def _without_postcode(typed: str) -> tuple[str, str]:
    """The postcode's digits, perhaps none or too many, and the rest, blanks next to CJK closed.

    The code stands in front, between county and district (台北市104中山區), or behind the house number."""
    front, inside = _POSTCODE.match(typed), _POSTCODE_INSIDE.match(typed)
    behind = _POSTCODE_BEHIND.search(typed)
    if front:
        figures, rest = front[1], typed[front.end() :]
    elif inside:
        figures, rest = inside[2], inside[1] + typed[inside.end() :]
    elif behind:
        figures, rest = behind[1], typed[: behind.start()]
    else:
        figures, rest = "", typed
    return _figures(figures), _BLANKS.sub("", rest)


def _figures(text: str) -> str:
    return re.sub(r"[^0-9]", "", text.translate(_FIGURES))


def _code_of(place: Place) -> str:
    codes = DISTRICTS[place.county]
    return codes[place.district] if place.district else next(iter(codes.values()))


def _elsewhere(postcode: str, place: Place, rest: str) -> Outcome:
    """The district is missing, or lies in another county: 臺北市板橋區 can only mean 新北市."""
    if stem := localities.find_stem(place.county, rest):
        code = DISTRICTS[stem.county][stem.district]
        kept = postcode if _fits(postcode, code) else code
        return Doubtful("district", (_value(kept, stem, stem.rest),), {"district": stem.district})
    other = localities.find_district(rest)
    if other is None or sum(char.isalnum() for char in other.rest) < 2:
        return Rejected("no_district", {"county": place.county})
    code = DISTRICTS[other.county][other.district]
    kept = postcode if _fits(postcode, code) else code
    return Doubtful("county", (_value(kept, other, other.rest),), {"county": other.county})


def _heard(postcode: str, street: str, read: Place | None = None) -> Outcome | None:
    """What an address says that was spoken and written down by its sound; asked back, and None where it is unclear or
    `read` so already."""
    place = by_sound.find(street)
    if place is None or place == read or (not place.district and localities.find(street)):
        return None
    if not place.district:
        return Rejected("no_district", {"county": place.county})
    name, rest = place.county + place.district, re.sub(r"^[ ,，、]+", "", place.rest)
    if sum(char.isalnum() for char in rest) < 2:
        return Rejected("no_street", {"place": name})
    kept = postcode if _fits(postcode, _code_of(place)) else _code_of(place)
    return Doubtful("sound", (_value(kept, place, rest),), {"place": name})


def _with_postcode(postcode: str, place: Place, rest: str) -> Outcome:
    code = _code_of(place)
    if not postcode:
        return Accepted(_value(code, place, rest))
    if _fits(postcode, code):
        return Accepted(_value(postcode, place, rest))
    corrected = _value(code, place, rest)
    literal = (_value(postcode, place, rest),) if len(postcode) in {3, 5, 6} else ()
    return Doubtful("postcode", (*literal, corrected), {"suggestion": code})


def _fits(postcode: str, code: str) -> bool:
    return len(postcode) in {3, 5, 6} and postcode.startswith(code)


def _value(postcode: str, place: Place, rest: str) -> Value:
    return {"zip": postcode, "county": place.county, "district": place.district, "rest": rest}
