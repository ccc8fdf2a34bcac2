"""Finds county and district in an address that was spoken: 「新北是版橋區」 is 新北市板橋區. Only to be asked."""

from collections.abc import Iterator

from flows.answers.parsing.places.districts import DISTRICTS
from flows.answers.parsing.places.homophones import alike
from flows.answers.parsing.places.localities import ROAD_NEXT, Place, folded


def find(address: str) -> Place | None:
    """The only place an address may begin with as it sounds, half of its characters at least being right; the
    district is empty where only a county is heard. None for none, or several as good as each other."""
    for leads in (_counties, _stems, _no_county):
        heard = [place for county, lead in leads() for place in _after(county, lead, address)]
        if best := max((right for right, _ in heard), default=0):
            likely = [place for right, place in heard if right == best]
            return likely[0] if len(likely) == 1 else None
    heard_counties = [
        Place(county, "", address[len(county) :]) for county in DISTRICTS if _right(address, county)
    ]
    return heard_counties[0] if len(heard_counties) == 1 else None


def _counties() -> Iterator[tuple[str, str]]:
    return ((county, county) for county in DISTRICTS)


def _stems() -> Iterator[tuple[str, str]]:
    return ((county, county[:2]) for county in DISTRICTS)


def _no_county() -> Iterator[tuple[str, str]]:
    return ((county, "") for county in DISTRICTS)


def _after(county: str, lead: str, address: str) -> Iterator[tuple[int, Place]]:
    """The county's districts the address begins with behind `lead`, their 區 or 鄉 perhaps left out, and how many
    characters of both are right."""
    if lead and not alike(folded(address[: len(lead)]), folded(lead)):
        return
    for district in DISTRICTS[county]:
        for name in (lead + district, *([lead + district[:-1]] if lead and len(district) > 2 else [])):
            rest = address[len(name) :]
            if (right := _right(address, name)) and (name.endswith(district) or not ROAD_NEXT.match(rest)):
                yield right, Place(county, district, rest)
                break


def _right(address: str, name: str) -> int:
    """How many characters of a name an address that sounds like it begins with are right; 0 for less than half."""
    typed, meant = folded(address[: len(name)]), folded(name)
    right = sum(one == other for one, other in zip(typed, meant, strict=False))
    return right if 2 * right >= len(name) and alike(typed, meant) else 0
