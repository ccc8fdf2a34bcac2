"""The selection: exact means, ties told apart by the heaviest criterion, shared ranks, recused reviewers, results."""

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.selection.ranking import (
    Method,
    Outcome,
    Points,
    Ranked,
    Round,
    order,
    outcomes,
    shown,
)

WEIGHTS = (10, 25, 30, 25, 10)


def scored(**cases: Mapping[str, Points]) -> Round:
    """A round of these cases without conflicts."""
    return Round(WEIGHTS, cases)


def ranked(played: Round, method: Method = Method.MEAN) -> list[tuple[str, int]]:
    """Cases with their ranks, best first."""
    return [(one.case, one.rank) for one in order(played, method)]


def test_equal_means_are_told_apart_by_the_heaviest_criterion_then_the_next() -> None:
    heavier = scored(X={"R1": (8, 20, 24, 20, 8)}, Y={"R1": (8, 19, 25, 20, 8)})
    assert ranked(heavier) == [("Y", 1), ("X", 2)]
    next_one = scored(X={"R1": (8, 20, 24, 20, 8)}, Y={"R1": (8, 21, 24, 19, 8)})
    assert ranked(next_one) == [("Y", 1), ("X", 2)]


def test_cases_equal_in_everything_share_a_rank_and_the_next_is_skipped() -> None:
    same = {"R1": (8, 20, 24, 20, 8)}
    assert ranked(scored(X=same, Y=same, Z={"R1": (1, 1, 1, 1, 1)})) == [("X", 1), ("Y", 1), ("Z", 3)]


def test_a_third_is_a_third() -> None:
    thirds = {"R1": (8, 20, 24, 20, 8), "R2": (8, 20, 24, 20, 8), "R3": (8, 20, 24, 20, 9)}
    one = order(scored(X=thirds))[0]
    assert one.mean == Fraction(241, 3)
    assert shown(one.mean) == "80.33"
    assert shown(Fraction(80005, 1000)) == "80.01"


def test_rank_sums_need_everybody_to_have_scored_everything() -> None:
    full = scored(
        X={"R1": (9, 20, 24, 20, 8), "R2": (1, 1, 1, 1, 1)},
        Y={"R1": (8, 20, 24, 20, 8), "R2": (2, 1, 1, 1, 1)},
    )
    assert ranked(full, Method.RANKS) == [("X", 1), ("Y", 1)]
    better = scored(X={"R1": (9, 20, 24, 20, 8)}, Y={"R1": (8, 20, 24, 20, 8)})
    assert ranked(better, Method.RANKS) == [("X", 1), ("Y", 2)]
    missing = scored(X={"R1": (9, 20, 24, 20, 8), "R2": (1, 1, 1, 1, 1)}, Y={"R1": (8, 20, 24, 20, 8)})
    with pytest.raises(ValueError, match="every reviewer"):
        order(missing, Method.RANKS)
    recused = Round(WEIGHTS, full.scores, {"R2": frozenset({"Y"})})
    with pytest.raises(ValueError, match="every reviewer"):
        order(recused, Method.RANKS)


def test_a_case_nobody_scored_has_no_place_in_the_order() -> None:
    with pytest.raises(ValueError, match="nobody has scored X"):
        order(scored(X={}))
    assert scored(X={"R1": (1, 1, 1, 1, 1)}).too_few == ("X",)


def test_awards_reserves_and_the_pass_mark() -> None:
    listed = [Ranked(f"C{place}", place, Fraction(90 - 3 * place)) for place in range(1, 9)]
    told = outcomes(listed, awards=4, reserves=2)
    assert [told[f"C{place}"] for place in range(1, 9)] == [
        *[Outcome.SELECTED] * 4, *[Outcome.RESERVE] * 2, *[Outcome.NOT_SELECTED] * 2
    ]  # fmt: skip
    low = outcomes([Ranked("A", 1, Fraction(70)), Ranked("B", 2, Fraction(6999, 100))], awards=4, reserves=2)
    assert low == {"A": Outcome.SELECTED, "B": Outcome.NOT_SELECTED}


def test_alone_nobody_is_far_from_the_others() -> None:
    assert scored(X={"R1": (0, 0, 0, 0, 0)}).outliers == ()
    apart = scored(X={"R1": (10, 25, 30, 25, 10), "R2": (10, 25, 30, 10, 10)})
    assert apart.outliers == ()
    further = scored(X={"R1": (10, 25, 30, 25, 10), "R2": (10, 25, 30, 9, 10)})
    assert further.outliers == (("X", "R1"), ("X", "R2"))


points = st.tuples(*(st.integers(0, weight) for weight in WEIGHTS))
rounds = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.dictionaries(st.sampled_from(["R1", "R2", "R3"]), points, min_size=1),
    min_size=1,
)


@given(rounds, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_arrival(
    cases: dict[str, dict[str, Points]], shuffler: random.Random
) -> None:
    listed = list(cases.items())
    shuffler.shuffle(listed)
    assert set(order(Round(WEIGHTS, cases))) == set(order(Round(WEIGHTS, dict(listed))))


@given(rounds)
def test_what_a_recused_reviewer_scored_changes_nothing(cases: dict[str, dict[str, Points]]) -> None:
    without = {
        case: {who: given for who, given in scores.items() if who != "R1"} for case, scores in cases.items()
    }
    kept = {case: scores for case, scores in without.items() if scores}
    everywhere = Round(WEIGHTS, {case: cases[case] for case in kept}, {"R1": frozenset(kept)})
    assert order(everywhere) == order(Round(WEIGHTS, kept))
