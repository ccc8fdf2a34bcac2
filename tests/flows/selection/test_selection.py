"""The selection as it is played: what may be done when, who is left out of what, and what it comes to."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.selection.criteria import CRITERIA, WEIGHTS, WeightReading, to_be_explained
from flows.selection.decide import refusal
from flows.selection.events import (
    CasesEntered,
    ConflictDeclared,
    OrderDrawn,
    OutlierNoted,
    RankingClosed,
    Recused,
    ResultPublished,
    ReviewersSet,
    ScoreDrafted,
    ScoreReopened,
    ScoreSubmitted,
    ScoringOpened,
    SelectionEvent,
    WeightsConfirmed,
)
from flows.selection.ranking import Method, Points
from flows.selection.refusals import Refusal
from flows.selection.state import Impartiality, Selection, fold

CASES = ("113-A001", "113-A002")
REVIEWERS = ("R1", "R2", "R3", "R4", "R5")
FAIR, HIGH = (8, 20, 24, 20, 8), (10, 20, 24, 20, 8)
COMMENT = "市場分析完整，成員分工清楚。"


def played(events: Iterable[SelectionEvent], state: Selection | None = None) -> Selection:
    """All of it happens, and nothing of it is refused."""
    state = state or Selection()
    for event in events:
        assert refusal(state, event) is None, event
        state = fold([event], state)
    return state


def opened() -> Selection:
    """Two cases, five reviewers who are free in both, and reading A."""
    return played(
        [
            CasesEntered(CASES),
            ReviewersSet(REVIEWERS),
            WeightsConfirmed("A"),
            OrderDrawn(CASES[::-1], "seed"),
            ScoringOpened(),
            *(
                ConflictDeclared(case, who, Impartiality.FREE, f"委員 {who}")
                for case in CASES
                for who in REVIEWERS
            ),
        ]
    )


def score(case: str, who: str, points: Points = FAIR) -> ScoreSubmitted:
    """Points with as many words as are asked for."""
    remarks = dict.fromkeys(to_be_explained(points, WEIGHTS[WeightReading.A]), "請見意見")
    return ScoreSubmitted(case, who, points, COMMENT, remarks)


def all_scored(state: Selection) -> Selection:
    """Everybody gives every case the same but the second criterion, by which the first case is better."""
    given = [
        score(case, who, (8, 20 - place, 24, 20, 8)) for place, case in enumerate(CASES) for who in REVIEWERS
    ]
    return played(given, state)


def test_scoring_cannot_open_before_the_weights_are_confirmed_and_they_never_change_after() -> None:
    state = played([CasesEntered(CASES), ReviewersSet(REVIEWERS)])
    assert refusal(state, ScoringOpened()) is Refusal.WEIGHTS_NOT_CONFIRMED
    assert refusal(state, WeightsConfirmed("C")) is Refusal.UNKNOWN_READING
    state = played([WeightsConfirmed("B")], state)
    assert refusal(state, WeightsConfirmed("A")) is Refusal.WEIGHTS_FIXED
    assert state.round.weights == (25, 10, 30, 25, 10)
    assert refusal(opened(), WeightsConfirmed("B")) is Refusal.WEIGHTS_FIXED


def test_what_a_selection_needs_before_it_opens() -> None:
    assert refusal(Selection(), CasesEntered(())) is Refusal.NO_CASES
    assert refusal(Selection(), ReviewersSet(())) is Refusal.TOO_FEW_REVIEWERS
    assert refusal(Selection(), ScoringOpened()) is Refusal.NO_CASES
    assert refusal(played([CasesEntered(CASES)]), ScoringOpened()) is Refusal.TOO_FEW_REVIEWERS
    assert refusal(opened(), ScoringOpened()) is Refusal.ALREADY_OPEN
    assert refusal(opened(), CasesEntered(CASES)) is Refusal.ALREADY_OPEN
    assert refusal(opened(), OrderDrawn(CASES[:1], "")) is Refusal.UNKNOWN_CASE


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (replace(score(CASES[0], "R1"), reviewer="R9"), Refusal.UNKNOWN_REVIEWER),
        (replace(score(CASES[0], "R1"), case="113-A009"), Refusal.UNKNOWN_CASE),
        (replace(score(CASES[0], "R1"), points=(11, 20, 24, 20, 8)), Refusal.POINTS_OUTSIDE),
        (replace(score(CASES[0], "R1"), points=(8, 20, 24, 20, -1)), Refusal.POINTS_OUTSIDE),
        (replace(score(CASES[0], "R1"), points=(8, 20, 24, 20)), Refusal.POINTS_OUTSIDE),
        (replace(score(CASES[0], "R1"), comment="好"), Refusal.COMMENT_LENGTH),
        (replace(score(CASES[0], "R1"), comment="好" * 501), Refusal.COMMENT_LENGTH),
        (replace(score(CASES[0], "R1", (5, 20, 24, 20, 8)), remarks={}), Refusal.REMARK_MISSING),
        (replace(score(CASES[0], "R1", HIGH), remarks={}), Refusal.REMARK_MISSING),
        (replace(score(CASES[0], "R1", HIGH), remarks={CRITERIA[0]: " "}), Refusal.REMARK_MISSING),
        (ScoreDrafted(CASES[0], "R1", (11, 0, 0, 0, 0)), Refusal.POINTS_OUTSIDE),
        (ScoreReopened(CASES[0], "R1", "請再確認"), Refusal.NOT_SUBMITTED),
        (OutlierNoted(CASES[0], "R1", "已討論"), Refusal.NO_OUTLIER),
        (ConflictDeclared(CASES[0], "R1", Impartiality.FREE, " "), Refusal.NAME_MISSING),
        (Recused(CASES[0], "R1", ""), Refusal.REASON_MISSING),
        (RankingClosed(), Refusal.TOO_FEW_SCORES),
        (ResultPublished(), Refusal.NOT_CLOSED),
    ],
)
def test_what_is_refused_while_scoring(event: SelectionEvent, why: Refusal) -> None:
    assert refusal(opened(), event) is why


def test_nobody_scores_before_it_is_open_or_before_they_declared_how_they_stand() -> None:
    closed = played([CasesEntered(CASES), ReviewersSet(REVIEWERS), WeightsConfirmed("A")])
    assert refusal(closed, score(CASES[0], "R1")) is Refusal.NOT_OPEN
    undeclared = played([ScoringOpened()], closed)
    assert refusal(undeclared, score(CASES[0], "R1")) is Refusal.NOT_DECLARED
    assert undeclared.readable("R1") == ()


def test_a_score_is_submitted_once_and_opened_again_by_staff_alone() -> None:
    state = played([ScoreDrafted(CASES[0], "R1", FAIR), score(CASES[0], "R1")], opened())
    assert state.drafts == {}
    assert refusal(state, score(CASES[0], "R1")) is Refusal.SUBMITTED_ALREADY
    assert refusal(state, ScoreReopened(CASES[0], "R1", " ")) is Refusal.REASON_MISSING
    state = played([ScoreReopened(CASES[0], "R1", "漏看附件一")], state)
    assert state.drafts == {(CASES[0], "R1"): ScoreDrafted(CASES[0], "R1", FAIR, COMMENT)}
    assert played([score(CASES[0], "R1", (9, 20, 24, 20, 8))], state).round.mean(CASES[0]) == 81


@pytest.mark.parametrize("impartiality", [Impartiality.CONFLICT, Impartiality.UNSURE])
def test_who_may_be_partial_finds_the_case_nowhere_until_results_are_published(
    impartiality: Impartiality,
) -> None:
    state = played([ConflictDeclared(CASES[0], "R1", impartiality, "王委員", ("rival",))], opened())
    assert state.visible("R1") == state.readable("R1") == (CASES[1],)
    assert refusal(state, score(CASES[0], "R1")) is Refusal.TAKEN_OUT
    assert refusal(state, ConflictDeclared(CASES[0], "R1", Impartiality.FREE, "王委員")) is Refusal.TAKEN_OUT
    rest = [score(case, who) for case in CASES for who in REVIEWERS if not state.out(case, who)]
    state = played([*rest, RankingClosed(draw=CASES), ResultPublished()], state)
    assert state.visible("R1") == CASES


def test_a_conflict_found_late_voids_the_scores_of_that_case_alone_and_the_ranking_is_closed_anew() -> None:
    state = all_scored(opened())
    state = played([RankingClosed(), Recused(CASES[0], "R1", "委員為成員之顧問")], state)
    assert state.ordered == ()
    assert refusal(state, ResultPublished()) is Refusal.NOT_CLOSED
    assert (CASES[0], "R1") in state.scores, "kept"
    assert "R1" not in state.round.counted(CASES[0])
    assert "R1" in state.round.counted(CASES[1])
    assert [one.case for one in played([RankingClosed()], state).ordered] == list(CASES)


def test_four_reviewers_score_but_the_ranking_is_not_closed_without_a_fifth() -> None:
    four = played(
        [CasesEntered(CASES[:1]), ReviewersSet(REVIEWERS[:4]), WeightsConfirmed("A"), ScoringOpened()]
    )
    declared = [ConflictDeclared(CASES[0], who, Impartiality.FREE, "委員") for who in REVIEWERS[:4]]
    state = played([*declared, *(score(CASES[0], who) for who in REVIEWERS[:4])], four)
    assert state.round.mean(CASES[0]) == 80
    assert refusal(state, RankingClosed()) is Refusal.TOO_FEW_REVIEWERS


def test_a_case_with_fewer_than_three_scores_waits_for_a_substitute() -> None:
    out = [Recused(CASES[0], who, "利益迴避") for who in REVIEWERS[:3]]
    state = played(out, all_scored(opened()))
    assert refusal(state, RankingClosed()) is Refusal.TOO_FEW_SCORES
    assert refusal(state, ReviewersSet((*REVIEWERS[1:], "R6"))) is Refusal.REVIEWER_LEFT_OUT
    substitute: list[SelectionEvent] = [
        ReviewersSet((*REVIEWERS, "R6")),
        ConflictDeclared(CASES[0], "R6", Impartiality.FREE, "替補委員"),
        score(CASES[0], "R6"),
        RankingClosed(),
    ]
    assert played(substitute, state).ordered


def test_the_chair_says_how_a_total_far_from_the_others_was_handled_before_closing() -> None:
    harsh = score(CASES[0], "R5", (4, 9, 14, 10, 5))
    scores = [score(case, who) for case in CASES for who in REVIEWERS if (case, who) != (CASES[0], "R5")]
    state = played([*scores, harsh], opened())
    assert refusal(state, RankingClosed()) is Refusal.OUTLIER_WITHOUT_NOTE
    state = played([OutlierNoted(CASES[0], "R5", "委員說明後維持原分"), RankingClosed()], state)
    assert state.round.mean(CASES[0]) == Fraction(4 * 80 + 42, 5), "nobody's score is changed"


def test_cases_equal_in_everything_need_a_draw() -> None:
    state = played([score(case, who) for case in CASES for who in REVIEWERS], opened())
    assert refusal(state, RankingClosed()) is Refusal.DRAW_MISSING
    ordered = played([RankingClosed(draw=CASES[::-1])], state).ordered
    assert [(one.case, one.rank) for one in ordered] == [(CASES[1], 1), (CASES[0], 1)]


def test_rank_sums_need_everybody_in_every_case() -> None:
    state = played([Recused(CASES[0], "R1", "利益迴避")], all_scored(opened()))
    assert refusal(state, RankingClosed(Method.RANKS)) is Refusal.RANKS_NEED_EVERYBODY
    assert refusal(state, RankingClosed()) is None


def test_nothing_changes_once_results_are_published() -> None:
    state = played([RankingClosed(), ResultPublished()], all_scored(opened()))
    for event in (Recused(CASES[0], "R1", "晚了"), score(CASES[0], "R1"), ResultPublished()):
        assert refusal(state, event) is Refusal.PUBLISHED


@given(
    st.lists(
        st.one_of(
            st.builds(
                ConflictDeclared,
                st.sampled_from(CASES),
                st.sampled_from(REVIEWERS),
                st.sampled_from(Impartiality),
                st.just("委員"),
            ),
            st.builds(Recused, st.sampled_from(CASES), st.sampled_from(REVIEWERS), st.sampled_from(" 人")),
            st.builds(score, st.sampled_from(CASES), st.sampled_from(REVIEWERS)),
            st.builds(ScoreReopened, st.sampled_from(CASES), st.sampled_from(REVIEWERS), st.just("請再確認")),
            st.builds(RankingClosed, draw=st.just(CASES)),
        ),
        max_size=40,
    )
)
def test_whatever_is_tried_nobody_who_is_out_counts_or_sees(acts: list[SelectionEvent]) -> None:
    state = opened()
    for act in acts:
        if refusal(state, act) is None:
            state = fold([act], state)
    for case in CASES:
        for who in REVIEWERS:
            if state.out(case, who):
                assert case not in state.visible(who)
                assert who not in state.round.counted(case)
    if state.closed:
        assert not state.round.too_few
