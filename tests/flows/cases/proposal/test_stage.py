"""The stage of a proposal: the first that holds, whose turn it is, until when; what the moments of paper mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cases.codec import from_json, stored_types, to_json
from flows.cases.events import ActRecalled, CaseEvent, CaseRefused, CaseReopened, CaseWithdrawn
from flows.cases.proposal import events as e
from flows.cases.proposal.progress import Arrival
from flows.cases.stage import OPEN, PROPOSAL_STAGES, Awaits, Stage
from tests.flows.cases.proposal.make import (
    CHECKED,
    CLOSES,
    DUE,
    FORM,
    KPI,
    LATE,
    PAPER,
    POSTMARKED,
    SEALS,
    asked,
    left,
    proposal,
)

PASSED, SLOT = (
    e.QualificationPassed(),
    e.SlotAssigned("2024-03-25T10:00:00+08:00", "2024-03-25T10:30:00+08:00", "x"),
)
FAILED = e.QualificationFailed((e.FailedPoint("complete", "沒有紙本"),), "書面申復")
HELD, WON = e.PresentationHeld(True), e.ResultAnnounced("selected")
SENT_CONTRACT, SIGNED = e.ContractSent("ab", "c.pdf", "2024-04-20", "p"), e.ContractSigned()
MIDTERM, FINAL = e.MilestoneOpened("midterm", "2024-07-31"), e.MilestoneOpened("final", "2024-11-30")
MET, CONTRACTED = (PAPER, PASSED, SLOT, HELD), (PAPER, PASSED, SLOT, HELD, WON, SENT_CONTRACT, SIGNED)
US, THEM, NOBODY = Awaits.OFFICE, Awaits.APPLICANT, Awaits.NOBODY
LAST, CHECKED_BY = date(2024, 3, 6), date(2024, 3, 8)


@pytest.mark.parametrize(
    ("events", "stage", "awaits", "due"),
    [
        ((), Stage.PROPOSED, THEM, LAST),
        ((PAPER,), Stage.PROPOSED, US, CHECKED_BY),
        ((LATE,), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, ActRecalled(1)), Stage.PROPOSED, THEM, LAST),
        ((PAPER, *CHECKED), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, asked(KPI)), Stage.CORRECTION, THEM, date(2024, 3, 11)),
        ((PAPER, asked(KPI), e.CorrectionReceived(2)), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, asked(KPI), e.CorrectionClosed("逾期")), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, asked(SEALS), PAPER), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, asked(KPI, SEALS), PAPER), Stage.CORRECTION, THEM, date(2024, 3, 11)),
        ((PAPER, asked(KPI, SEALS), e.CorrectionReceived(2)), Stage.CORRECTION, THEM, date(2024, 3, 11)),
        ((PAPER, asked(KPI, SEALS), e.CorrectionReceived(2), PAPER), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, asked(KPI, SEALS), PAPER, e.CorrectionReceived(2)), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, asked(KPI), asked(KPI, due="2024-03-13")), Stage.CORRECTION, THEM, date(2024, 3, 13)),
        ((PAPER, PASSED), Stage.QUALIFIED, US, None),
        ((FAILED,), Stage.UNQUALIFIED, NOBODY, None),
        ((FAILED, CaseReopened("申復有理")), Stage.PROPOSED, THEM, LAST),
        ((PAPER, CaseRefused("不實", DUE)), Stage.UNQUALIFIED, NOBODY, None),
        ((PAPER, CaseWithdrawn("")), Stage.WITHDRAWN, NOBODY, None),
        ((PAPER, CaseWithdrawn(""), e.ProposalSentAgain(2)), Stage.PROPOSED, US, CHECKED_BY),
        ((PAPER, CaseRefused("x", DUE), e.ProposalSentAgain(2)), Stage.UNQUALIFIED, NOBODY, None),
        ((PAPER, PASSED, SLOT), Stage.MEETING, THEM, date(2024, 3, 25)),
        ((PAPER, PASSED, SLOT, e.SlotAnswered(True)), Stage.MEETING, US, date(2024, 3, 25)),
        (MET, Stage.SELECTION, US, None),
        ((*MET, WON), Stage.SELECTED, US, None),
        ((*MET, e.ResultAnnounced("reserve", 1)), Stage.RESERVE, NOBODY, None),
        ((*MET, e.ResultAnnounced("reserve", 1), e.ReserveMovedUp("x")), Stage.SELECTED, US, None),
        ((*MET, e.ResultAnnounced("not_selected")), Stage.NOT_SELECTED, NOBODY, None),
        ((*MET, WON, SENT_CONTRACT), Stage.CONTRACT, THEM, date(2024, 4, 20)),
        ((*MET, WON, SENT_CONTRACT, e.ContractReturned("cd", "s.pdf")), Stage.CONTRACT, US, None),
        ((*MET, WON, SENT_CONTRACT, e.ContractFailed("放棄")), Stage.NOT_SELECTED, NOBODY, None),
        (CONTRACTED, Stage.GUIDANCE, NOBODY, None),
        ((*CONTRACTED, MIDTERM), Stage.MIDTERM, THEM, date(2024, 7, 31)),
        ((*CONTRACTED, MIDTERM, e.MilestoneAccepted("midterm")), Stage.MIDTERM, NOBODY, None),
        ((*CONTRACTED, MIDTERM, FINAL), Stage.FINAL, THEM, date(2024, 11, 30)),
        ((*CONTRACTED, MIDTERM, FINAL, e.CaseConcluded()), Stage.CONCLUDED, NOBODY, None),
        ((*CONTRACTED, e.SupportRevoked("停權")), Stage.REVOKED, NOBODY, None),
    ],
)  # fmt: skip
def test_the_first_stage_that_holds(
    events: Sequence[CaseEvent], stage: Stage, awaits: Awaits, due: date | None
) -> None:
    state = proposal(*events).state
    assert (state.stage, state.awaits, state.due) == (stage, awaits, due)


@pytest.mark.parametrize(
    ("events", "arrival"),
    [
        ((), Arrival.MISSING),
        ((replace(PAPER, at="2024-03-06T16:59:59.999+08:00"),), Arrival.IN_TIME),
        ((replace(PAPER, at="2024-03-06T17:00:00.000+08:00"),), Arrival.LATE),
        ((replace(PAPER, at="2024-03-06T09:00:00+00:00"),), Arrival.LATE),
        ((POSTMARKED,), Arrival.LATE_POSTMARKED),
        ((replace(POSTMARKED, postmark="2024-03-06"),), Arrival.LATE_POSTMARKED),
        ((replace(POSTMARKED, postmark="2024-03-07"),), Arrival.LATE),
        ((replace(POSTMARKED, way="courier"),), Arrival.LATE),
        ((POSTMARKED, e.LatePaperDecided(True, "郵戳")), Arrival.ACCEPTED),
        ((POSTMARKED, e.LatePaperDecided(False, "非郵戳為憑")), Arrival.REJECTED),
        ((PAPER, LATE), Arrival.IN_TIME),
        ((LATE, PAPER), Arrival.IN_TIME),
        ((LATE, replace(PAPER, corrects=1)), Arrival.IN_TIME),
        ((PAPER, replace(LATE, corrects=1)), Arrival.LATE),
    ],
)
def test_what_arrival_and_postmark_mean(events: Sequence[CaseEvent], arrival: Arrival) -> None:
    found = proposal(*events).state.proposal
    assert found
    assert found.arrival is arrival


def test_an_alliance_knows_what_has_left_and_nothing_else() -> None:
    """Neither a verdict that waits nor a result that is not announced changes what it is told."""
    case = proposal(*left([PAPER]), *CHECKED, PASSED)
    assert (case.state.stage, case.told_state.stage) == (Stage.QUALIFIED, Stage.PROPOSED)
    assert [one.event for one in case.state.pending] == [PASSED]
    held = proposal(*left(MET))
    assert held.told_state.stage is Stage.SELECTION
    assert held.told_state == replace(held, events=(*held.events,)).told_state


def test_mended_in_the_system_a_place_is_no_longer_open() -> None:
    found = proposal(PAPER, asked(KPI, FORM, SEALS)).state.proposal
    assert found
    assert found.entered_places == (KPI, FORM)
    found = proposal(PAPER, asked(KPI, FORM, SEALS), e.CorrectionReceived(2)).state.proposal
    assert found
    assert (found.entered_places, found.places) == ((), (KPI, FORM, SEALS))


def test_every_event_is_read_as_it_was_written() -> None:
    nested = (asked(KPI, FORM), FAILED, PAPER, e.ResultAnnounced("reserve", 2, "255/3", ("佳", "可")))
    assert [from_json(to_json(event)) for event in nested] == list(nested)
    assert {kind.__name__ for kind in e.TOLD} <= set(stored_types())


def test_stages_of_proposals_are_their_own() -> None:
    assert {Stage.PROPOSED, Stage.RESERVE} <= OPEN & PROPOSAL_STAGES
    assert not {Stage.SIGNING, Stage.REVIEW, Stage.WITHDRAWN} & PROPOSAL_STAGES


EVENTS = st.sampled_from(
    [PAPER, LATE, asked(KPI), e.CorrectionReceived(2), e.CorrectionClosed("x"), PASSED, FAILED, SLOT, HELD, WON,
     CaseWithdrawn(""), CaseReopened("y"), e.ProposalSentAgain(2), SENT_CONTRACT, SIGNED, MIDTERM, ActRecalled(1)]
)  # fmt: skip


@given(st.lists(EVENTS, max_size=8))
def test_any_stream_has_a_stage_of_its_kind(events: list[CaseEvent]) -> None:
    case = proposal(*events)
    for state in (case.state, case.told_state):
        assert state.stage in PROPOSAL_STAGES | {Stage.WITHDRAWN}
        assert state.proposal
    assert case.state.since >= CLOSES - timedelta(days=3)
