"""The stage of a case: the first that holds; whose turn, and until when in working days."""

from collections.abc import Sequence
from datetime import date

import pytest

from flows.cases.decide import Case
from flows.cases.events import (
    ActRecalled,
    CaseEvent,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    MessageLeft,
    ReviewPassed,
    SupplementAsked,
    SupplementReceived,
)
from flows.cases.stage import Awaits, Received, Stage
from flows.definitions.working_days import WorkingDays
from flows.session.submitted.signed_copy import SentCopy
from tests.flows.cases.make import MONDAY, TABLE, at, case, copy, stream

ASK = SupplementAsked(("unsigned",), "2024-12-09")
REFUSE = CaseRefused("不是中小企業", "2024-12-30")

FRIDAY, THURSDAY, NEXT_MONDAY = date(2024, 12, 6), date(2024, 12, 5), date(2024, 12, 9)


@pytest.mark.parametrize(
    ("copies", "events", "stage", "awaits", "due"),
    [
        ((), (), Stage.SIGNING, Awaits.APPLICANT, None),
        ((copy(1, signed=False),), (), Stage.SIGNING, Awaits.OFFICE, FRIDAY),
        ((copy(1, signed=False), copy(2)), (), Stage.REVIEW, Awaits.OFFICE, FRIDAY),
        ((copy(2), copy(3, signed=False)), (), Stage.SIGNING, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ReviewPassed(),), Stage.MATCHING, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ASK,), Stage.SUPPLEMENT, Awaits.APPLICANT, NEXT_MONDAY),
        ((copy(0.5), copy(4)), (ASK,), Stage.REVIEW, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ASK, SupplementReceived("來信")), Stage.REVIEW, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ReviewPassed(), ASK), Stage.SUPPLEMENT, Awaits.APPLICANT, NEXT_MONDAY),
        ((copy(0.5),), (ReviewPassed(), ASK, SupplementReceived("x")), Stage.MATCHING, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ReviewPassed(), ActRecalled(1)), Stage.REVIEW, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ASK, ActRecalled(1)), Stage.REVIEW, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (REFUSE,), Stage.REFUSED, Awaits.NOBODY, None),
        ((copy(0.5),), (ASK, CaseWithdrawn("電話")), Stage.WITHDRAWN, Awaits.NOBODY, None),
        ((copy(0.5),), (REFUSE, CaseReopened("申復有理")), Stage.REVIEW, Awaits.OFFICE, FRIDAY),
        ((copy(0.5),), (ReviewPassed(), CaseWithdrawn("x"), CaseReopened("y")), Stage.MATCHING, Awaits.OFFICE, FRIDAY),
    ],
)  # fmt: skip
def test_the_first_stage_that_holds(
    copies: Sequence[SentCopy],
    events: Sequence[CaseEvent],
    stage: Stage,
    awaits: Awaits,
    due: date | None,
) -> None:
    state = case(*events, copies=copies).state
    assert (state.stage, state.awaits, state.due) == (stage, awaits, due)
    assert state.last == len(events)


def test_what_takes_its_place_or_waits_for_consent_comes_before_everything() -> None:
    events = stream(ReviewPassed())
    gone = Case(Received(MONDAY, (copy(0.5),), superseded_at=at(3)), events, TABLE).state
    waits = Case(Received(MONDAY, (copy(0.5),), in_force=False), events, TABLE).state
    assert [(one.stage, one.awaits, one.pending) for one in (gone, waits)] == [
        (Stage.SUPERSEDED, Awaits.NOBODY, ()),
        (Stage.NOT_IN_FORCE, Awaits.NOBODY, ()),
    ]


def test_a_certificate_nobody_verified_is_checked_with_the_rest() -> None:
    state = case(copies=(copy(1, signer="CN=陳"),)).state
    assert (state.stage, state.doubtful) == (Stage.REVIEW, True)


def test_the_applicant_knows_an_act_when_its_message_left() -> None:
    waiting, left = case(ReviewPassed()), case(ReviewPassed(), MessageLeft(1))
    assert (waiting.state.stage, waiting.told_state.stage) == (Stage.MATCHING, Stage.REVIEW)
    assert [one.number for one in waiting.state.pending] == [1]
    assert (left.told_state.stage, left.state.pending) == (Stage.MATCHING, ())
    silent = case(REFUSE, MessageLeft(1), CaseReopened("誤植", tell=False))
    assert silent.told_state.stage is Stage.REVIEW


def test_overdue_from_the_day_after() -> None:
    state = case().state
    assert state.due == FRIDAY
    assert (state.overdue(FRIDAY), state.overdue(date(2024, 12, 7))) == (False, True)
    assert not case(copies=()).state.overdue(date(2030, 1, 1)), "no day was set"


def test_working_days_skip_weekends_and_holidays_and_count_days_that_make_up() -> None:
    days = WorkingDays(
        frozenset({date(2025, 1, day) for day in range(27, 32)}), frozenset({date(2025, 2, 8)})
    )
    assert days.after(date(2025, 1, 24), 1) == date(2025, 2, 3)
    assert days.after(date(2025, 2, 7), 1) == date(2025, 2, 8), "a Saturday that is worked"
    assert days.after(date(2025, 2, 9), 0) == date(2025, 2, 9)


def test_a_day_ends_in_taipei() -> None:
    late = at(14.9)  # 23:54 in Taipei, still the same day
    state = Case(Received(MONDAY, (SentCopy("ab", late.isoformat(), (1,)),)), (), TABLE).state
    assert state.due == FRIDAY
    assert THURSDAY < FRIDAY
