"""From the assignment of a consultant to the end of a case: steps, who may do what when, calendars, and any order."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cases.codec import from_json, to_json
from flows.cases.consultant_acts import Actor, decide_consultant_act
from flows.cases.consultant_events import (
    APPLICANT,
    AdviceReceived,
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    CaseClosed,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantDeclined,
    ConsultantEvent,
    OtherTimesAsked,
    Rated,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.consultation import Step, consultation
from flows.cases.decide import Case, StaffRole, decide
from flows.cases.events import (
    ActRecalled,
    CaseEvent,
    CaseReopened,
    CaseWithdrawn,
    MessageLeft,
    RecordedEvent,
    ReviewPassed,
    SupplementAsked,
)
from flows.cases.stage import Awaits, Stage, in_effect
from flows.cases.visit_changes import ended_visit, moved_visit
from flows.cases.visit_checks import ActContext, VisitRefusal
from tests.flows.cases.make import TODAY, at, case, stream

PASSED = (ReviewPassed(), MessageLeft(1))
ASSIGN = ConsultantAssigned("chen@example.org", "陳美美", ("chen@example.org 85",))
TIMES = tuple((at(hours)).isoformat() for hours in (72, 96, 120))
PROPOSE = TimesProposed(TIMES, 60, True, "https://meet.example/1")
FIX = VisitFixed(TIMES[0], 60, True, "https://meet.example/1", "u@example.org")
UPLOAD, RELEASE = AdviceUploaded("ab", "建議書.pdf"), AdviceReleased("ab", "建議書.pdf")
OFFERED = (*PASSED, ASSIGN, MessageLeft(3), PROPOSE, MessageLeft(5))
AGREED = (*OFFERED, FIX, MessageLeft(7))


def around(hours: float = 10, **more: object) -> ActContext:
    """So many hours after that Monday's opening."""
    return ActContext(at(hours), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("events", "stage", "awaits", "due"),
    [
        (PASSED, Stage.MATCHING, Awaits.OFFICE, date(2024, 12, 6)),
        ((*PASSED, ASSIGN), Stage.MATCHING, Awaits.CONSULTANT, date(2024, 12, 5)),
        ((*PASSED, ASSIGN, ConsultantDeclined("出國")), Stage.MATCHING, Awaits.OFFICE, date(2024, 12, 6)),
        ((*PASSED, ASSIGN, ConsultantAccepted()), Stage.VISIT, Awaits.CONSULTANT, date(2024, 12, 6)),
        ((*PASSED, ASSIGN, PROPOSE), Stage.VISIT, Awaits.APPLICANT, date(2024, 12, 4)),
        ((*PASSED, ASSIGN, PROPOSE, OtherTimesAsked()), Stage.VISIT, Awaits.CONSULTANT, date(2024, 12, 6)),
        (AGREED, Stage.VISIT, Awaits.CONSULTANT, date(2024, 12, 5)),
        ((*AGREED, OtherTimesAsked()), Stage.VISIT, Awaits.CONSULTANT, date(2024, 12, 5)),
        ((*AGREED, VisitCancelled("感冒")), Stage.VISIT, Awaits.CONSULTANT, date(2024, 12, 6)),
        ((*AGREED, VisitHeld("談妥")), Stage.ADVICE, Awaits.CONSULTANT, date(2024, 12, 17)),
        ((*AGREED, VisitMissed("")), Stage.VISIT, Awaits.CONSULTANT, date(2024, 12, 6)),
        ((*AGREED, VisitHeld("談妥"), UPLOAD), Stage.ADVICE, Awaits.OFFICE, date(2024, 12, 5)),
        (
            (*AGREED, VisitHeld("談妥"), UPLOAD, AdviceReturned("錯字")),
            Stage.ADVICE,
            Awaits.CONSULTANT,
            date(2024, 12, 17),
        ),
        ((*AGREED, VisitHeld("談妥"), UPLOAD, RELEASE), Stage.ADVICE, Awaits.APPLICANT, date(2024, 12, 9)),
        ((*AGREED, VisitHeld("談妥"), UPLOAD, RELEASE, AdviceReceived()), Stage.DONE, Awaits.NOBODY, None),
        ((*AGREED, VisitHeld("談妥"), UPLOAD, RELEASE, CaseClosed()), Stage.DONE, Awaits.NOBODY, None),
        (
            (*AGREED, SupplementAsked(("other",), "2024-12-09", "x")),
            Stage.SUPPLEMENT,
            Awaits.APPLICANT,
            date(2024, 12, 9),
        ),
        (
            (*AGREED, CaseWithdrawn("電話"), CaseReopened("誤會")),
            Stage.MATCHING,
            Awaits.OFFICE,
            date(2024, 12, 6),
        ),
    ],
)
def test_the_stage_follows_from_what_happened(
    events: tuple[CaseEvent, ...], stage: Stage, awaits: Awaits, due: date | None
) -> None:
    state = case(*events).state
    assert (state.stage, state.awaits, state.due) == (stage, awaits, due)


def test_a_visit_keeps_its_id_and_counts_up_each_time_it_is_moved() -> None:
    events: tuple[CaseEvent, ...] = AGREED
    for number, start in enumerate((TIMES[1], TIMES[2], TIMES[1]), 1):
        act = replace(FIX, start=start, uid="another@example.org")
        done = decide_consultant_act(stream(*events), act, Actor.OFFICE, around())
        assert isinstance(done, tuple)
        events = (*events, *done)
        [fixed] = [one for one in done if isinstance(one, VisitFixed)]
        assert (fixed.uid, fixed.sequence) == ("u@example.org", number)
    assert isinstance(events[-2], ActRecalled), "a move nobody has heard of is taken back by the next"
    moved = moved_visit(stream(*events), len(events))
    assert moved is not None
    assert moved.start == datetime.fromisoformat(TIMES[0])


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        (VisitCancelled("感冒"), True),
        (CaseWithdrawn("電話"), True),
        (ConsultantAssigned("li@example.org", "李"), True),
        (replace(FIX, start=TIMES[1], sequence=1), False),
        (OtherTimesAsked(), False),
        (SupplementAsked(("other",), "2024-12-09", "x"), False),
    ],
)
def test_what_leaves_takes_its_visit_out_of_calendars(act: CaseEvent, ends: bool) -> None:
    events = stream(*AGREED, act)
    found = ended_visit(events, len(events))
    assert (found is not None) is ends


def test_a_visit_that_was_is_taken_out_of_no_calendar() -> None:
    late = RecordedEvent(9, at(200), "x", CaseWithdrawn("電話"))
    assert ended_visit((*stream(*AGREED), late), 9) is None


def test_an_end_of_the_case_takes_back_times_nobody_has_heard_of() -> None:
    withdrawn = decide(case(*PASSED, ASSIGN, PROPOSE), CaseWithdrawn("電話"), StaffRole.OFFICER, TODAY)
    assert withdrawn == (ActRecalled(3), ActRecalled(4), CaseWithdrawn("電話"))
    asked = SupplementAsked(("other",), "2024-12-09", "x")
    assert decide(case(*PASSED, ASSIGN, PROPOSE), asked, StaffRole.OFFICER, TODAY) == (asked,)


def test_what_applicants_do_themselves_waits_for_nobody() -> None:
    recorded = [*stream(*PASSED, ASSIGN, PROPOSE), RecordedEvent(5, at(6), APPLICANT, FIX)]
    state = case(*PASSED).state
    assert state.pending == ()
    picked = Case(case().received, recorded, case().table)
    assert picked.told_state.consulted.visit is not None
    assert {one.number for one in picked.state.pending} == {3, 4}


_STARTS = st.sampled_from(TIMES)
_ACTS: st.SearchStrategy[ConsultantEvent] = st.one_of(
    st.builds(ConsultantAssigned, st.sampled_from(["a@example.org", "b@example.org"]), st.just("名")),
    st.just(ConsultantAccepted()),
    st.just(ConsultantDeclined("不便")),
    st.just(PROPOSE),
    st.just(OtherTimesAsked()),
    st.builds(lambda start: replace(FIX, start=start), _STARTS),
    st.just(VisitCancelled("x")),
    st.just(VisitHeld("x")),
    st.just(VisitMissed("")),
    st.just(UPLOAD),
    st.just(AdviceReturned("x")),
    st.just(RELEASE),
    st.just(AdviceReceived()),
    st.builds(Rated, st.sampled_from(["process", "x"]), st.integers(0, 6)),
    st.just(CaseClosed()),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_ACTS, st.sampled_from(Actor), st.booleans()), max_size=12))
def test_any_order_of_acts_keeps_the_promises(acts: list[tuple[ConsultantEvent, Actor, bool]]) -> None:
    events = stream(*PASSED)
    for hour, (act, actor, leaves) in enumerate(acts):
        outcome = decide_consultant_act(events, act, actor, around(10 + hour * 8))
        if isinstance(outcome, VisitRefusal):
            continue
        for one in outcome:
            assert from_json(to_json(one)) == one
            events = (*events, RecordedEvent(len(events) + 1, at(10 + hour * 8), "x", one))
        if leaves:
            left = MessageLeft(len(events))
            events = (*events, RecordedEvent(len(events) + 1, at(10 + hour * 8), "x", left))
        found = consultation(in_effect(events))
        assert found.step is not Step.VISIT or found.visit is not None
        assert not found.released or found.uploaded
        sequences: dict[str, int] = {}
        for recorded in in_effect(events):
            if isinstance(recorded.event, VisitFixed):
                assert recorded.event.sequence >= sequences.get(recorded.event.uid, 0)
                sequences[recorded.event.uid] = recorded.event.sequence
        Case(case().received, events, case().table).state.overdue(TODAY + timedelta(days=1))
