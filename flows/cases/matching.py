"""Which consultants fit a case best, and why: a sum of 100 from needs, markets, industry, place and load.

Nothing is learnt, no free text is read. Who may not be asked is left out with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.answers.parsing.regions import REGIONS
from flows.definitions.consultant import Consultant
from flows.definitions.languages import CHINESE

NEEDS, MARKETS, INDUSTRY, PLACE, LOAD = 50.0, 20.0, 10.0, 10.0, 10.0
SAME_REGION, ELSEWHERE = 6.0, 2.0
"""Points of a consultant of the same region, or another one, where the visit is on site."""

RANK_WEIGHTS = (3, 2, 1)
"""How much each of the ranked markets counts."""

BEST = 3


@dataclass(frozen=True, slots=True)
class CaseNeeds:
    """What a case asks for: `needs` and ranked `markets` as option ids, neither with what is free text or undecided."""

    needs: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    industry: str = ""
    county: str = ""
    onsite: bool = False
    online: bool = False
    language: str = CHINESE
    ubn: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Workload:
    """How many cases a consultant has now, and when they got the last one."""

    open_cases: int = 0
    last_at: datetime | None = None


class Excluded(StrEnum):
    """Why somebody is not offered."""

    INACTIVE = "inactive"
    AVOIDS = "avoids"
    DECLINED = "declined"
    FULL = "full"
    MODE = "mode"
    LANGUAGE = "language"


class Proximity(StrEnum):
    """How near somebody is to a company that wants a visit on site."""

    COUNTY = "county"
    REGION = "region"
    ELSEWHERE = "elsewhere"
    ANYWHERE = "anywhere"
    """It does not matter."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well somebody fits: the sum of 100, and what it is made of; or why they are not offered."""

    consultant: Consultant
    load: Workload
    points: float = 0.0
    matched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    industry: bool = False
    near: Proximity = Proximity.ANYWHERE
    excluded: Excluded | None = None

    @property
    def sum(self) -> int:
        """The points as they are shown."""
        return round(self.points)


def matched(
    people: Sequence[Consultant],
    wanted: CaseNeeds,
    loads: Mapping[str, Workload],
    declined: Sequence[str] = (),
) -> tuple[Fit, ...]:
    """Everybody, the best first, then those who are left out. Of equals whoever has been without a case for longest."""
    fits = [_fit(one, wanted, loads.get(one.address, Workload()), declined) for one in people]
    return tuple(sorted(fits, key=_order))


def _order(fit: Fit) -> tuple[bool, float, bool, float, str]:
    last = fit.load.last_at
    waiting = last.timestamp() if last else 0.0
    return (fit.excluded is not None, -fit.points, last is not None, waiting, fit.consultant.address)


def _fit(one: Consultant, wanted: CaseNeeds, load: Workload, declined: Sequence[str]) -> Fit:
    matched = tuple(need for need in wanted.needs if need in one.needs)
    missing = tuple(need for need in wanted.needs if need not in one.needs)
    markets = tuple(market for market in wanted.markets if market in one.markets)
    near = _near(one, wanted)
    industry = wanted.industry in one.industries
    return Fit(
        one,
        load,
        _points(one, wanted, load, near),
        matched,
        missing,
        markets,
        industry,
        near,
        _excluded(one, wanted, load, declined),
    )


def _excluded(one: Consultant, wanted: CaseNeeds, load: Workload, declined: Sequence[str]) -> Excluded | None:
    if not one.active:
        return Excluded.INACTIVE
    if {wanted.ubn, wanted.company} & one.avoids - {""}:
        return Excluded.AVOIDS
    if one.address in declined:
        return Excluded.DECLINED
    if load.open_cases >= one.limit:
        return Excluded.FULL
    if (wanted.onsite and not one.onsite) or (wanted.online and not one.online):
        return Excluded.MODE
    return None if wanted.language in one.languages else Excluded.LANGUAGE


def _near(one: Consultant, wanted: CaseNeeds) -> Proximity:
    if not wanted.onsite:
        return Proximity.ANYWHERE
    if wanted.county in one.counties:
        return Proximity.COUNTY
    region = next((counties for counties in REGIONS.values() if wanted.county in counties), frozenset())
    return Proximity.REGION if region & set(one.counties) else Proximity.ELSEWHERE


def _points(one: Consultant, wanted: CaseNeeds, load: Workload, near: Proximity) -> float:
    """Parts that the case says nothing about are left out, and the rest is made 100 again."""
    place = {Proximity.REGION: SAME_REGION, Proximity.ELSEWHERE: ELSEWHERE}.get(near, PLACE)
    points = (INDUSTRY if wanted.industry in one.industries else 0) + place
    points += LOAD * max(0.0, 1 - load.open_cases / one.limit) if one.limit else 0
    most = INDUSTRY + PLACE + LOAD
    if wanted.needs:
        points += NEEDS * sum(need in one.needs for need in wanted.needs) / len(wanted.needs)
        most += NEEDS
    if wanted.markets:
        weights = dict(zip(wanted.markets, RANK_WEIGHTS, strict=False))
        points += (
            MARKETS
            * sum(weight for market, weight in weights.items() if market in one.markets)
            / sum(weights.values())
        )
        most += MARKETS
    return points * 100 / most
