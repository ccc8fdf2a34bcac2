"""Finds county and district in an address, by today's names, old names and the short names people use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flows.answers.districts import DISTRICTS

_OLD: Final = {
    "臺北縣": "新北市", "桃園縣": "桃園市", "臺中縣": "臺中市", "臺南縣": "臺南市", "高雄縣": "高雄市",
}  # fmt: skip
"""Counties merged or promoted in 2010 and 2014."""

_PROMOTED: Final = frozenset(_OLD.values())
"""Where every 鄉, 鎮 and 市 of the old county became a 區."""

_RENAMED: Final = {"頭份鎮": "頭份市", "員林鎮": "員林市"}
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
    return (
        next((place for place in found if place.district), None)
        or find_district(address)
        or next((place for place in found if place.county), None)
    )


def find_district(address: str) -> Place | None:
    """The place of an address that starts with a district found in one county only."""
    found = [
        Place(county, district, address[length:])
        for county in DISTRICTS
        for district, length in [_district(county, address)]
        if district
    ]
    return found[0] if len(found) == 1 else None


def starts_with_district(address: str) -> bool:
    """Whether any county has a district the address starts with."""
    return any(_district(county, address)[0] for county in DISTRICTS)


def _mentions(address: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Where counties are named near the start: full names by place, then short names at the very start."""
    plain = address.replace("台", "臺")
    places = [(plain.find(name, 0, _NEAR_THE_START), name) for name in (*DISTRICTS, *_OLD)]
    for at, name in sorted(places):
        if at >= 0:
            yield at, name, (_OLD.get(name, name),)
    stem = plain[:2]
    counties = tuple(county for county in DISTRICTS if county.startswith(stem))
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
    plain = text.replace("台", "臺")
    for district in sorted(DISTRICTS[county], key=len, reverse=True):
        if any(plain.startswith(name) for name in _names(county, district)):
            return district, len(district)
    return "", 0


def _names(county: str, district: str) -> tuple[str, ...]:
    """Today's name and those it had; 東區 and its like were never towns."""
    if county in _PROMOTED and len(district) > 2:
        return tuple(district[:-1] + kind for kind in "區市鎮鄉")
    return (district, *(old for old, new in _RENAMED.items() if new == district))
