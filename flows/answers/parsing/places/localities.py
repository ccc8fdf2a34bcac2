"""Finds county and district in an address, by today's names, old names and the short names people use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flows.answers.parsing.places.districts import DISTRICTS

_OLD: Final = {
    "臺北縣": "新北市", "桃園縣": "桃園市", "臺中縣": "臺中市", "臺南縣": "臺南市", "高雄縣": "高雄市",
}  # fmt: skip
"""Counties merged or promoted in 2010 and 2014."""

_PROMOTED: Final = frozenset(_OLD.values())
"""Where every 鄉, 鎮 and 市 of the old county became a 區."""

_RENAMED: Final = {
    ("苗栗縣", "頭份鎮"): "頭份市", ("苗栗縣", "通宵鎮"): "通霄鎮", ("彰化縣", "員林鎮"): "員林市",
    ("新竹縣", "竹北鎮"): "竹北市", ("嘉義縣", "朴子鎮"): "朴子市", ("嘉義縣", "太保鄉"): "太保市",
    ("屏東縣", "三地鄉"): "三地門鄉", ("澎湖縣", "馬公鎮"): "馬公市", ("高雄市", "三民鄉"): "那瑪夏區",
    ("臺南市", "中區"): "中西區", ("臺南市", "西區"): "中西區",
}  # fmt: skip
"""Districts that were renamed, promoted or joined, by today's county and their old name."""

_ALSO: Final = {"馬祖": ("連江縣",)}
"""What else a county is called at the start of an address."""

_VARIANTS: Final = str.maketrans(
    "台巿后裡刺恒塩盐囲围県县郷乡区内双国湾关関来势员园坛坜壮寿学宁宝将冈岛峡仑屿峦库庙弥复爱东栖杨荣栄乐"
    "楽树桥横归帰满満浓滨浜乌营営狮玛结绿緑线罗义脚兴庄荘华万莲芦苏兰观観丰豊贡车军连达边辺铜镇锣长门间云"
    "雾顶头馆马鱼鸟凤莺麦龙竜龟亀巣徳渓穂",
    "臺市後里莿恆鹽鹽圍圍縣縣鄉鄉區內雙國灣關關來勢員園壇壢壯壽學寧寶將岡島峽崙嶼巒庫廟彌復愛東棲楊榮榮樂"
    "樂樹橋橫歸歸滿滿濃濱濱烏營營獅瑪結綠綠線羅義腳興莊莊華萬蓮蘆蘇蘭觀觀豐豐貢車軍連達邊邊銅鎮鑼長門間雲"
    "霧頂頭館馬魚鳥鳳鶯麥龍龍龜龜巢德溪穗",
)  # fmt: skip
"""Simplified, Japanese and look-alike forms of characters in names of places; looked up by, never stored."""

ROAD_NEXT: Final = re.compile(r"[東西南北中]?[一二三四五六七八九十]?(?:路|街|大道|巷|段|里|村|[0-9０-９])")
"""What follows the name of a road: 中壢 before it is no district."""

_NEAR_THE_START: Final = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address lies, and what of it is neither county nor district."""

    county: str
    district: str
    rest: str


def find(address: str) -> Place | None:
    """The place of an address; the district is empty when none follows the county; None without a county.

    A district whose name exists once in the country speaks for its county."""
    found = [_place(address, at, name, counties) for at, name, counties in _mentions(address)]
    county = next((place for place in found if place.county), None)
    if district := next((place for place in found if place.district), None):
        return district
    # 桃園市 is a city of today and was a town: with no district behind it, it is the city.
    named = county is not None and any(folded(address).startswith(folded(name)) for name in DISTRICTS)
    return county if named else find_district(address) or county


def find_district(address: str) -> Place | None:
    """The place of an address that starts with a district found in one county only."""
    found = [
        Place(county, district, address[length:])
        for county in DISTRICTS
        for district, length in [_district(county, address)]
        if district and not (district == "中西區" and length < len(district))
    ]
    return found[0] if len(found) == 1 else None


def find_stem(county: str, text: str) -> Place | None:
    """The district of the county that a text starts with, its 區 or 鄉 left out before a road: 中壢中正路10號."""
    plain = folded(text)
    found = [
        Place(county, district, text[len(district) - 1 :])
        for district in DISTRICTS[county]
        if len(district) > 2 and plain.startswith(folded(district[:-1]))
    ]
    return found[0] if len(found) == 1 and not ROAD_NEXT.match(found[0].rest) else None


def find_short(address: str) -> Place | None:
    """The place of an address that starts with the short names of county and district: 桃園中壢中央西路."""
    stems = {
        county[:2]: county for county in DISTRICTS if sum(each[:2] == county[:2] for each in DISTRICTS) == 1
    }
    county = stems.get(folded(address)[:2])
    return find_stem(county, address[2:].lstrip()) if county else None


def starts_with_district(address: str) -> bool:
    """Whether any county has a district the address starts with."""
    return any(_district(county, address)[0] for county in DISTRICTS)


def _mentions(address: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Where counties are named near the start: full names by place, then short names at the very start."""
    plain = folded(address)
    places = [(plain.find(folded(name), 0, _NEAR_THE_START), name) for name in (*DISTRICTS, *_OLD)]
    for at, name in sorted(places):
        if at >= 0:
            yield at, name, (_OLD.get(name, name),)
    stem = plain[:2]
    counties = _ALSO.get(stem) or tuple(county for county in DISTRICTS if county.startswith(stem))
    if counties and len(stem) == 2:
        yield 0, stem, (*counties, *(_OLD[old] for old in _OLD if old.startswith(stem)))


def _place(address: str, at: int, name: str, counties: tuple[str, ...]) -> Place:
    """The first of the counties that has the district named next; what stood before the county is kept.

    A short name that no district follows names no county: 新竹科學園區… is a park, not a city."""
    before, after = address[:at], address[at + len(name) :].lstrip(" ,，、")
    for county in counties:
        district, length = _district(county, after)
        if district:
            return Place(county, district, before + after[length:])
    return Place(counties[0] if len(name) == 3 else "", "", before + after)


def _district(county: str, text: str) -> tuple[str, int]:
    """The district of the county the text starts with, and how many characters name it."""
    plain = folded(text)
    for district in sorted(DISTRICTS[county], key=len, reverse=True):
        for name in _names(county, district):
            if plain.startswith(folded(name)):
                return district, len(name)
    return "", 0


def _names(county: str, district: str) -> tuple[str, ...]:
    """Today's name and those it had; 東區 and its like were never towns."""
    names = [district]
    if county in _PROMOTED and len(district) > 2:
        names += [name for kind in "市鎮鄉" if (county, name := district[:-1] + kind) not in _RENAMED]
    return (*names, *(old for (where, old), new in _RENAMED.items() if (where, new) == (county, district)))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text in the characters places are compared by, each still one character."""
    return text.translate(_VARIANTS)
