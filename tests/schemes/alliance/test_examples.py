"""The example alliances and the example review come out as written: sums, halves, what blocks, order, outliers."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from flows.schemes.alliance.checks import codes, findings
from flows.schemes.alliance.findings import Severity
from flows.schemes.alliance.growth import percent, total
from flows.schemes.alliance.indicators import Halves
from flows.selection.ranking import Points, Round, level_points, order, shown
from tests.schemes.alliance.examples import ALLIANCES, EXAMPLES, proposal

REVIEW = EXAMPLES["review"]
READING_A, READING_B = (10, 25, 30, 25, 10), (25, 10, 30, 25, 10)


@pytest.mark.parametrize("example", ALLIANCES, ids=lambda example: str(example["id"]))
def test_what_blocks_an_alliance_and_what_is_pointed_out(example: Mapping[str, Any]) -> None:
    found, expected = findings(proposal(example)), example["expect"]
    assert list(codes(found, Severity.BLOCKS)) == expected["blocked_by"]
    assert list(codes(found, Severity.STAFF)) == expected.get("staff", [])
    if "soft" in expected:
        assert list(codes(found, Severity.NOTE)) == expected["soft"]


@pytest.mark.parametrize("example", ALLIANCES, ids=lambda example: str(example["id"]))
def test_sums_are_those_of_the_members_that_count(example: Mapping[str, Any]) -> None:
    revenue, expected = total(one.revenue for one in proposal(example).counted), example["expect"]
    assert (revenue.base, revenue.target) == (expected["base"], expected["target"])
    assert revenue.tenths is not None
    assert percent(revenue.tenths) == expected["percent"]


def test_halves_follow_from_the_months() -> None:
    indicators, expected = proposal(ALLIANCES[0]).indicators, ALLIANCES[0]["expect"]
    assert indicators.of_events() == Halves(*expected["events"])
    assert indicators.of_tools().whole == expected["tools"][0]
    assert indicators.of_channels() == Halves(*expected["channels"])


def test_without_the_company_of_another_alliance_nothing_blocks() -> None:
    example = next(one for one in ALLIANCES if one["id"] == "P5")
    remaining = proposal(example, without=example["elsewhere"][0])
    assert not codes(findings(remaining), Severity.BLOCKS)
    assert len(remaining.counted) == example["expect"]["after"]["members"]


def played() -> Round:
    """The example review."""
    return Round(
        READING_A,
        {
            case: {who: tuple(points) for who, points in given.items()}
            for case, given in REVIEW["scores"].items()
        },
        {who: frozenset(cases) for who, cases in REVIEW["conflicts"].items()},
    )


def test_means_order_pass_mark_and_outliers() -> None:
    scored, expected = played(), REVIEW["expect"]
    ordered = order(scored)
    assert {one.case: shown(one.mean) for one in ordered} == expected["means"]
    assert [one.case for one in ordered] == expected["order"]
    assert list(scored.below_pass_mark) == expected["below_pass_mark"]
    assert [list(one) for one in scored.outliers] == expected["outliers"]
    assert sorted(scored.visible("R1")) == expected["R1_sees"]
    assert not scored.too_few


def test_a_score_given_before_a_conflict_was_declared_counts_for_nothing() -> None:
    scored = played()
    late = Round(
        scored.weights,
        {**scored.scores, "P1": {**scored.scores["P1"], "R1": (0, 0, 0, 0, 0)}},
        scored.conflicts,
    )
    assert order(late) == order(scored)


@pytest.mark.parametrize(("reading", "weights"), [("A", READING_A), ("B", READING_B)])
def test_the_winner_depends_on_which_reading_of_the_weights_holds(reading: str, weights: Points) -> None:
    levels = {"X": (95, 70, 80, 80, 80), "Y": (70, 90, 80, 80, 80)}
    sums = {
        name: sum(
            (Fraction(weight * level, 100) for weight, level in zip(weights, given, strict=True)), Fraction(0)
        )
        for name, given in levels.items()
    }
    expected = REVIEW["expect"]["flip"][reading]
    assert sums == {name: Fraction(text) for name, text in expected.items()}


def test_levels_stand_for_whole_points() -> None:
    levels = [Fraction(level) / 100 for level in (95, 85, 75, 65, 50)]
    assert [level_points(25, level) for level in levels] == [24, 21, 19, 16, 13]
