"""Which three consultants fit: the worked example of the office, ties, and who is never offered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.cases.matching import CaseNeeds, Excluded, Proximity, Workload, matched
from flows.definitions.consultant import Consultant
from tests.flows.cases.make import MONDAY

WANTED = CaseNeeds(
    ("ec", "social_kol", "market_research"), ("jp", "th"), "beauty", "高雄市", onsite=True,
    ubn="12345675", company="永豐美妝",
)  # fmt: skip
CHEN = Consultant(
    "chen@example.org",
    "陳",
    frozenset(WANTED.needs),
    frozenset({"jp"}),
    frozenset({"beauty"}),
    ("臺南市",),
    limit=6,
)
LI = Consultant(
    "li@example.org",
    "李",
    frozenset({"ec", "social_kol"}),
    frozenset({"jp", "th"}),
    counties=("高雄市",),
    limit=4,
)
WANG = Consultant(
    "wang@example.org",
    "王",
    frozenset({"ec", "market_research"}),
    frozenset({"th"}),
    frozenset({"beauty"}),
    ("臺北市",),
)
ZHOU = replace(CHEN, address="zhou@example.org", limit=4)
ZHAO = replace(CHEN, address="zhao@example.org", avoids=frozenset({"12345675"}))
LOADS = {
    "chen@example.org": Workload(2),
    "li@example.org": Workload(1),
    "wang@example.org": Workload(0),
    "zhou@example.org": Workload(4),
}


def test_the_worked_example() -> None:
    fits = matched([ZHAO, WANG, ZHOU, LI, CHEN], WANTED, LOADS)
    assert [(fit.consultant.name, fit.sum) for fit in fits[:3]] == [("陳", 85), ("李", 71), ("王", 63)]
    assert fits[1].missing == ("market_research",)
    assert [fit.near for fit in fits[:3]] == [Proximity.REGION, Proximity.COUNTY, Proximity.ELSEWHERE]
    assert {fit.consultant.address: fit.excluded for fit in fits[3:]} == {
        "zhou@example.org": Excluded.FULL,
        "zhao@example.org": Excluded.AVOIDS,
    }


def test_what_the_case_does_not_say_is_left_out_of_the_sum() -> None:
    all_of_it = matched([CHEN], replace(WANTED, markets=()), {})[0]
    assert all_of_it.points == pytest.approx((50 + 10 + 6 + 10) * 100 / 80)
    nothing = matched([CHEN], CaseNeeds(), {})[0]
    assert nothing.points == pytest.approx((10 + 10) * 100 / 30)


def test_of_equals_the_one_without_a_case_for_longest_comes_first() -> None:
    a, b, c = (replace(CHEN, address=f"{name}@example.org") for name in "abc")
    loads = {a.address: Workload(0, MONDAY), b.address: Workload(0, MONDAY - timedelta(days=1))}
    fits = matched([a, b, c], WANTED, loads)
    assert [fit.consultant.address[0] for fit in fits] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("change", "wanted", "why"),
    [
        ({"active": False}, WANTED, Excluded.INACTIVE),
        ({"avoids": frozenset({"永豐美妝"})}, WANTED, Excluded.AVOIDS),
        ({"avoids": frozenset({""})}, replace(WANTED, ubn=""), None),
        ({"onsite": False}, WANTED, Excluded.MODE),
        ({"online": False}, replace(WANTED, onsite=False, online=True), Excluded.MODE),
        ({"online": False}, replace(WANTED, onsite=False), None),
        ({}, replace(WANTED, language="en"), Excluded.LANGUAGE),
        ({"limit": 0}, WANTED, Excluded.FULL),
    ],
)
def test_who_cannot_do_it_is_never_offered(
    change: dict[str, object], wanted: CaseNeeds, why: Excluded | None
) -> None:
    assert matched([replace(CHEN, **change)], wanted, {})[0].excluded is why  # type: ignore[arg-type]


def test_who_declined_is_not_asked_again() -> None:
    assert matched([CHEN], WANTED, {}, [CHEN.address])[0].excluded is Excluded.DECLINED
