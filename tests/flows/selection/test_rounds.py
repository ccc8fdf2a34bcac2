"""What the desk adds to a selection: people invited and taken out, who is not sure, a draw that can be repeated."""

import json
from dataclasses import replace
from typing import Any

import pytest

from flows.selection.codec import from_json, to_json
from flows.selection.decide import refusal
from flows.selection.draw import drawn_order
from flows.selection.events import (
    ChairNamed,
    CommentsReleased,
    ConflictCleared,
    ConflictDeclared,
    OrderDrawn,
    RankingClosed,
    Recused,
    ReviewerInvited,
    ReviewerRemoved,
    ScoreDrafted,
    ScoringOpened,
    SelectionEvent,
)
from flows.selection.ranking import Method
from flows.selection.refusals import Refusal
from flows.selection.state import Impartiality, fold
from tests.flows.selection.test_selection import CASES, FAIR, REVIEWERS, all_scored, opened, played, score

CHEN = ReviewerInvited("chen@school.example", "陳委員", "2024-03-20", "2024-04-10")


@pytest.mark.parametrize(
    "event",
    [
        CHEN,
        ScoreDrafted(CASES[0], "R1", (8, None, None, 3, None), "還在寫", {"target_market": "明確"}, "私下"),
        score(CASES[0], "R1"),
        RankingClosed(Method.RANKS, CASES, "a seed"),
        ConflictDeclared(CASES[0], "R1", "conflict", "王委員", ("rival", "other"), "同業"),
        OrderDrawn(CASES, "a seed"),
        ScoringOpened(),
    ],
)
def test_what_is_stored_is_read_as_it_was(event: SelectionEvent) -> None:
    assert from_json(json.loads(json.dumps(to_json(event)))) == event


def test_a_substitute_may_come_while_scores_are_given_and_nobody_after_the_closing() -> None:
    state = played([CHEN], opened())
    assert state.active[-1] == "chen@school.example"
    assert state.name("chen@school.example") == "陳委員"
    closed = played([RankingClosed()], all_scored(opened()))
    assert refusal(closed, CHEN) is Refusal.CLOSED_ALREADY
    assert refusal(opened(), replace(CHEN, until="2024-03-19")) is Refusal.DAYS
    assert refusal(opened(), replace(CHEN, since="三月")) is Refusal.DAYS
    assert refusal(opened(), replace(CHEN, name=" ")) is Refusal.NAME_MISSING


def test_who_is_taken_out_finds_nothing_and_what_they_scored_is_kept_and_counts_for_nothing() -> None:
    state = played([RankingClosed()], all_scored(opened()))
    state = played([ReviewerRemoved("R5", "住院")], state)
    assert state.closed is None, "the ranking has to be closed anew"
    assert state.visible("R5") == state.readable("R5") == ()
    assert (CASES[0], "R5") in state.scores
    assert "R5" not in state.round.counted(CASES[0])
    assert refusal(state, RankingClosed()) is Refusal.TOO_FEW_REVIEWERS
    assert refusal(state, score(CASES[0], "R5")) is Refusal.UNKNOWN_REVIEWER
    state = played([CHEN], state)
    assert (
        refusal(state, RankingClosed(Method.RANKS)) is Refusal.RANKS_NEED_EVERYBODY
        or state.round.too_few == ()
    )


def test_ranks_count_without_whoever_was_replaced_altogether() -> None:
    state = played([Recused(CASES[0], "R1", "利害關係")], all_scored(opened()))
    assert refusal(state, RankingClosed(Method.RANKS)) is Refusal.RANKS_NEED_EVERYBODY
    state = played([ReviewerRemoved("R1", "整場替換"), CHEN], state)
    free = [ConflictDeclared(case, CHEN.reviewer, Impartiality.FREE, "陳委員") for case in CASES]
    state = played([*free, score(CASES[0], CHEN.reviewer), score(CASES[1], CHEN.reviewer)], state)
    assert refusal(state, RankingClosed(Method.RANKS, CASES)) is None


def test_staff_decide_about_who_is_not_sure() -> None:
    state = played([ConflictDeclared(CASES[0], "R1", "unsure", "王委員")], opened())
    assert state.undecided == ((CASES[0], "R1"),)
    assert refusal(state, ConflictCleared(CASES[0], "R1", " ")) is Refusal.REASON_MISSING
    assert refusal(state, ConflictCleared(CASES[0], "R2", "無關")) is Refusal.NOTHING_TO_DECIDE
    cleared = played([ConflictCleared(CASES[0], "R1", "無關")], state)
    assert cleared.readable("R1") == CASES
    out = played([Recused(CASES[0], "R1", "姻親")], state)
    assert (out.undecided, out.visible("R1")) == ((), (CASES[1],))


def test_who_says_late_that_they_are_partial_takes_their_score_out_and_opens_the_ranking() -> None:
    state = played([RankingClosed()], all_scored(opened()))
    state = played([ConflictDeclared(CASES[0], "R1", "conflict", "王委員", ("rival",))], state)
    assert state.closed is None
    assert "R1" not in state.round.counted(CASES[0])
    assert (CASES[0], "R1") in state.scores


def test_a_draft_may_lack_points_and_be_too_long_and_is_kept() -> None:
    draft = ScoreDrafted(CASES[0], "R1", (8, None, None, None, None), "長" * 600)
    assert played([draft], opened()).drafts[CASES[0], "R1"] == draft
    assert refusal(opened(), replace(draft, points=(11, None, None, None, None))) is Refusal.POINTS_OUTSIDE
    assert refusal(opened(), replace(draft, comment="長" * 2001)) is Refusal.TOO_LONG


@pytest.mark.parametrize("one", [20.5, "20", True, None])
def test_points_are_whole_numbers_whatever_a_file_says(one: Any) -> None:
    assert (
        refusal(opened(), replace(score(CASES[0], "R1"), points=(8, one, 24, 20, 8)))
        is Refusal.POINTS_OUTSIDE
    )


def test_the_same_seed_draws_the_same_order_and_nobody_draws_twice() -> None:
    cases = [f"113-A{number:03}" for number in range(1, 9)]
    assert drawn_order(cases, "seed") == drawn_order(cases[::-1], "seed")
    assert drawn_order(cases, "seed") != drawn_order(cases, "another")
    assert sorted(drawn_order(cases, "seed")) == cases
    assert refusal(opened(), OrderDrawn(CASES, "better")) is Refusal.DRAWN_ALREADY


def test_a_case_that_left_is_in_no_count_and_no_order() -> None:
    state = replace(all_scored(opened()), left=frozenset({CASES[0]}))
    assert state.cases == state.presented == state.visible("R1") == (CASES[1],)
    closed = played([RankingClosed()], state)
    assert [one.case for one in closed.ordered] == [CASES[1]]


def test_chair_and_released_comments_are_kept() -> None:
    state = fold([ChairNamed("wang@office.example"), CommentsReleased(CASES[0], ("R2",))], opened())
    assert (state.chair, state.released) == ("wang@office.example", {CASES[0]: ("R2",)})
    assert refusal(state, CommentsReleased("113-A009", ())) is Refusal.UNKNOWN_CASE
    assert refusal(state, score(CASES[0], "R1", FAIR)) is None
    assert state.active == REVIEWERS
