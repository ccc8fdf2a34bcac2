"""Every check of a proposal: what sets it off, alone; what does not; and that sums never depend on rounding."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.verdict import State
from flows.schemes.alliance.checks import findings
from flows.schemes.alliance.findings import Finding, Severity
from flows.schemes.alliance.growth import Revenue, percent, shares, total
from flows.schemes.alliance.indicators import Halves, Indicator
from flows.schemes.alliance.proposal import Files, Member, NameCheck, Proposal, Prose, Source
from flows.schemes.alliance.schedule import Row, Schedule, placed, weighed
from tests.schemes.alliance.examples import ALLIANCES, CLOSES, MEASURED, proposal

PLAIN = replace(
    proposal(ALLIANCES[0]),
    members=tuple(replace(one, source=Source.CERTIFIED) for one in proposal(ALLIANCES[0]).members),
)
"""Nothing is wrong with it, and nothing to point out."""

Change = Callable[[Proposal], Proposal]


def of_member(place: int, **changes: object) -> Change:
    """Another state of one member; the leader is the first."""

    def change(plain: Proposal) -> Proposal:
        members = list(plain.members)
        members[place] = replace(members[place], **changes)  # type: ignore[arg-type]
        return replace(plain, members=tuple(members))

    return change


def of_indicators(**changes: object) -> Change:
    """Other indicators."""
    return lambda plain: replace(plain, indicators=replace(plain.indicators, **changes))  # type: ignore[arg-type]


def of_measured(**changes: object) -> Change:
    """Another first indicator of the first tool."""

    def change(plain: Proposal) -> Proposal:
        first, *others = plain.indicators.tools
        changed = replace(first, indicators=(replace(MEASURED, **changes),))  # type: ignore[arg-type]
        return replace(plain, indicators=replace(plain.indicators, tools=(changed, *others)))

    return change


def of(**changes: object) -> Change:
    """Another value of the proposal itself."""
    return lambda plain: replace(plain, **changes)  # type: ignore[arg-type]


def scheduled(change: Callable[[Schedule], Schedule]) -> Change:
    """Another schedule."""
    return lambda plain: replace(plain, schedule=change(plain.schedule))


FIRST, SECOND = PLAIN.members[0].ubn, PLAIN.members[1].ubn
MEASURED_NAME = (MEASURED.name,)
B, S, N = Severity.BLOCKS, Severity.STAFF, Severity.NOTE
ONE_ROW_TYPED = Row("events", 20, (6, 9), {6: 100})

CASES: tuple[tuple[Change, tuple[Finding, ...]], ...] = (
    (lambda plain: replace(plain, members=plain.members[:5]), (Finding("A01", B),)),
    (of_member(1, verdict=State.NOT_ELIGIBLE), (Finding("A02", B, (SECOND,)),)),
    (of_member(1, verdict=State.NEEDS_STAFF), (Finding("A02", S, (SECOND,)),)),
    (of_member(0, leader=False), (Finding("A03", B),)),
    (of_member(1, leader=True), (Finding("A03", B),)),
    (of_member(1, ubn=FIRST), (Finding("A04", B, (FIRST,)),)),
    (of(market=""), (Finding("A05", B),)),
    (of(market="other"), (Finding("A05", S),)),
    (of(industry="none"), (Finding("A06", B),)),
    (of_indicators(own=()), (Finding("A11", B),)),
    (of_measured(evidence=()), (Finding("A12", B, MEASURED_NAME),)),
    (of_measured(goal=Halves(6, 3, 2)), (Finding("A13", B, MEASURED_NAME),)),
    (of_indicators(typed=(Halves(6, 3, 2),)), (Finding("A13", B),)),
    (scheduled(lambda plain: weighed(plain, (20, 25, 25, 20, 15))), (Finding("A14", B),)),
    (scheduled(lambda plain: Schedule((ONE_ROW_TYPED, *plain.rows[1:]))), (Finding("A15", B, ("events",)),)),
    (
        scheduled(lambda plain: placed(plain, "overseas", ())),
        (Finding("A16", B, ("overseas",)), Finding("W05", N, ("overseas",))),
    ),
    (of(prose=Prose.OWN_BOOK, files=Files(True, True, True)), (Finding("A17", B), Finding("W11", N))),
    (of(prose=Prose.OWN_BOOK, files=Files(True, True, True, True)), (Finding("W11", N),)),
    (of(summary_pages=2), (Finding("A18", B),)),
    (of(empty=("summary_market",)), (Finding("A19", B, ("summary_market",)),)),
    (of_member(1, name_check=NameCheck.DIFFERENT), (Finding("A20", B, (SECOND,)),)),
    (of_member(1, name_check=NameCheck.EXPLAINED), (Finding("A20", S, (SECOND,)),)),
    (of_member(1, name_check=NameCheck.NOT_LOOKED_UP), (Finding("W12", N, (SECOND,)),)),
    (of(files=Files(slides=True)), (Finding("A21", B),)),
    (of(files=Files(registration=True)), (Finding("A22", B),)),
    (of(prose=Prose.OWN_BOOK, files=Files(True, True, False, True)), (Finding("A22", B),)),
    (of_member(1, declared=False), (Finding("A23", B, (SECOND,)),)),
    (of(declared=False), (Finding("A23", B),)),
    (of_member(1, elsewhere=True), (Finding("A24", B, (SECOND,)),)),
    (of(received=CLOSES), (Finding("A25", B),)),
    (of(received=CLOSES - timedelta(seconds=2)), ()),
    (of(consented=False), (Finding("A26", B),)),
    (of(mail_proven=False), (Finding("A27", B),)),
    (of(name="南向智慧餐旅"), (Finding("W01", N),)),
    (of_member(1, source=Source.OWN_CLOSING), (Finding("W02", N, (SECOND,)),)),
    (of_member(0, revenue=Revenue(12_000_000, 90_000_000)), (Finding("W03", N, (FIRST,)),)),
    (of_member(1, related=True), (Finding("W07", N, (SECOND,)),)),
    (of_member(1, changed=True), (Finding("W09", N, (SECOND,)),)),
    (of_member(1, supported=True), (Finding("W08", N, (SECOND,)),)),
    (of(supported=True), (Finding("W08", N),)),
    (of_measured(level=True, before=1000), (Finding("W10", N, MEASURED_NAME),)),
    (scheduled(lambda plain: placed(plain, "events", (9,))), (Finding("W05", N, ("events",)),)),
)


def test_nothing_is_wrong_with_a_plain_one() -> None:
    assert findings(PLAIN) == ()


@pytest.mark.parametrize("number", range(len(CASES)))
def test_each_fault_is_found_and_nothing_besides(number: int) -> None:
    change, expected = CASES[number]
    assert findings(change(PLAIN)) == expected


def test_two_with_the_same_head_belong_together() -> None:
    same = of_member(2, head="王大明")(of_member(1, head="王大明")(PLAIN))
    assert findings(same) == (Finding("W07", N, (SECOND, PLAIN.members[2].ubn)),)


def test_no_promise_for_the_first_half_and_much_left_for_the_end() -> None:
    late = Halves(1000, 0, 1000)
    measured: Indicator = replace(MEASURED, goal=late)
    given = PLAIN.indicators
    plan = replace(
        given,
        events=tuple(replace(one, month=9) for one in given.events),
        tools=tuple(replace(one, start=9, indicators=(measured,)) for one in given.tools),
        channels=tuple(replace(one, month=9) for one in given.channels),
        own=tuple(replace(one, month=9, indicator=measured) for one in given.own),
        overseas_first_half=0,
    )
    codes = [found.code for found in findings(replace(PLAIN, indicators=plan))]
    assert codes == ["W04"]
    at_the_end = placed(placed(PLAIN.schedule, "channels", (11,)), "tools", (11,))
    assert "W06" in [found.code for found in findings(replace(PLAIN, schedule=at_the_end))]


def test_without_exports_staff_decide() -> None:
    none = replace(PLAIN, members=tuple(replace(one, revenue=Revenue(0, 100)) for one in PLAIN.members))
    assert Finding("A10", S) in findings(none)
    assert not [found for found in findings(none) if found.severity is B]


revenues = st.builds(Revenue, st.integers(1, 10**10), st.integers(0, 2 * 10**10))


@given(revenues)
def test_fifteen_percent_is_shown_exactly_when_it_is_met(revenue: Revenue) -> None:
    assert revenue.tenths is not None
    assert revenue.met == (revenue.tenths >= 150)
    assert Revenue(revenue.base, revenue.target + revenue.missing).met
    assert not revenue.missing or not Revenue(revenue.base, revenue.target + revenue.missing - 1).met


@given(st.lists(revenues, min_size=6, max_size=30))
def test_shares_add_up_and_keep_the_order_of_the_rises(members: list[Revenue]) -> None:
    rises = [one.rise for one in members]
    found = shares(rises)
    assert sum(found) == (1000 if any(rise > 0 for rise in rises) else 0)
    assert all(share == 0 for rise, share in zip(rises, found, strict=True) if rise <= 0)
    ordered = sorted(zip(rises, found, strict=True))
    assert all(before <= after + 1 for (_, before), (_, after) in pairwise(ordered))
    assert total(members).rise == sum(rises)


@pytest.mark.parametrize(("tenths", "expected"), [(166, "16.6"), (150, "15.0"), (-7, "-0.7"), (0, "0.0")])
def test_tenths_are_printed_with_one_decimal(tenths: int, expected: str) -> None:
    assert percent(tenths) == expected


def test_whoever_has_not_confirmed_does_not_count() -> None:
    waiting = of_member(1, confirmed=False)(PLAIN)
    assert len(waiting.counted) == len(PLAIN.members) - 1
    assert isinstance(waiting.counted[0], Member)
