"""Who may do what with a proposal: when, with what, and what it takes back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.cases.consultant_acts import Actor
from flows.cases.decide import Act, StaffRole, open_acts
from flows.cases.events import ActRecalled, CaseEvent, CaseWithdrawn, DataRequested, MessageLeft
from flows.cases.proposal import events as e
from flows.cases.proposal.acts import STAGES, decide_proposal_act, may
from flows.cases.proposal.incomplete import ProposalRefusal as Why
from flows.cases.stage import PROPOSAL_STAGES, Stage
from tests.flows.cases.proposal.make import (
    CHECKED,
    CLOSES,
    CONTEXT,
    DUE,
    FORM,
    KPI,
    LATE,
    NOW,
    PAPER,
    POSTMARKED,
    SEALS,
    asked,
    left,
    proposal,
)

FAILED = e.QualificationFailed((e.FailedPoint("complete", "沒有紙本"),), "請洽")
PASSED = e.QualificationPassed()
TOLD = left([PAPER])


def outcome(
    before: Sequence[CaseEvent], event: e.ProposalEvent, actor: Actor = Actor.OFFICE, revision: int = 1
) -> tuple[CaseEvent, ...] | Why:
    """What an act brings after these events."""
    return decide_proposal_act(proposal(*before, revision=revision), event, actor, CONTEXT)


@pytest.mark.parametrize(
    ("before", "event", "why"),
    [
        ((), replace(PAPER, at=(NOW + timedelta(seconds=1)).isoformat()), Why.MOMENT),
        ((), replace(PAPER, at="2024-03-06T12:00"), Why.MOMENT),
        ((), replace(PAPER, at="昨天"), Why.MOMENT),
        ((), replace(PAPER, way="pigeon"), Why.WAY),
        ((), replace(PAPER, copies=0), Why.COPIES),
        ((), replace(PAPER, sealed=3), Why.COPIES),
        ((), replace(PAPER, annex=-1), Why.COPIES),
        ((), replace(PAPER, revision=2), Why.REVISION),
        ((), replace(POSTMARKED, postmark="2024-03-07"), Why.POSTMARK),
        ((), replace(PAPER, postmark="2024-03-05"), Why.POSTMARK),
        ((), replace(POSTMARKED, postmark="三月"), Why.POSTMARK),
        ((), replace(PAPER, corrects=4), Why.ENTRY),
        ((*TOLD, CaseWithdrawn("")), PAPER, Why.NOT_NOW),
        ((), e.LatePaperDecided(True, "x"), Why.NOT_LATE),
        ((PAPER,), e.LatePaperDecided(True, "x"), Why.NOT_LATE),
        ((LATE,), e.LatePaperDecided(True, " "), Why.REASON_MISSING),
        ((LATE,), e.LatePaperDecided(False, "長" * 1001), Why.TOO_LONG),
        ((), e.PointChecked("elsewhere"), Why.POINT),
        ((), e.PointChecked("complete", ("ended",)), Why.POINT),
        ((), asked(), Why.PLACES),
        ((), asked(KPI, KPI), Why.PLACES),
        ((), asked(replace(KPI, seat="seat2")), Why.PLACES),
        ((), asked(replace(FORM, seat="seat9")), Why.PLACES),
        ((), asked(replace(KPI, line="　")), Why.LINE_MISSING),
        ((), asked(replace(KPI, line="長" * 201)), Why.TOO_LONG),
        ((), asked(KPI, due="2024-03-06"), Why.DATE_PAST),
        ((), asked(KPI, due=""), Why.DATE_PAST),
        (left([asked(KPI), e.CorrectionReceived(2)]), asked(FORM), Why.ROUNDS),
        (left([asked(KPI)]), asked(KPI, FORM), Why.ROUNDS),
        ((), PASSED, Why.PAPER_MISSING),
        ((LATE,), PASSED, Why.LATE_UNDECIDED),
        ((POSTMARKED,), PASSED, Why.LATE_UNDECIDED),
        ((PAPER,), PASSED, Why.UNCHECKED),
        ((PAPER, *CHECKED[:2]), PASSED, Why.UNCHECKED),
        ((), e.QualificationFailed((), "請洽"), Why.POINT),
        ((), e.QualificationFailed((e.FailedPoint("other", "x"),), "請洽"), Why.POINT),
        ((), e.QualificationFailed((e.FailedPoint("complete", " "),), "請洽"), Why.REASON_MISSING),
        ((), e.QualificationFailed((e.FailedPoint("complete", "x"),), ""), Why.REASON_MISSING),
        (left([PAPER, *CHECKED, PASSED]), asked(KPI), Why.NOT_NOW),
        ((PAPER,), e.SlotAssigned("2024-03-25T10:00:00+08:00", "2024-03-25T10:30:00+08:00", "x"), Why.NOT_NOW),
        ((DataRequested("stop", "", "s"),), PAPER, Why.FROZEN),
        ((PAPER,), PAPER, Why.TWICE),
    ],
)  # fmt: skip
def test_is_refused_with_its_reason(before: Sequence[CaseEvent], event: e.ProposalEvent, why: Why) -> None:
    assert outcome(before, event) is why


@pytest.mark.parametrize(
    ("before", "event", "undone"),
    [
        ((), PAPER, ()),
        ((PAPER,), replace(PAPER, copies=1, sealed=1, annex=1, corrects=1), (1,)),
        (TOLD, replace(PAPER, copies=1, sealed=1, annex=1, corrects=1), ()),
        ((LATE,), e.LatePaperDecided(True, "郵戳"), ()),
        ((LATE, e.LatePaperDecided(True, "郵戳")), e.LatePaperDecided(False, "看錯"), (2,)),
        ((PAPER,), asked(KPI, FORM, SEALS), ()),
        ((PAPER, asked(KPI)), asked(KPI, FORM), (2,)),
        (left([PAPER, asked(KPI)]), asked(KPI, due="2024-03-14"), ()),
        ((*TOLD, *CHECKED), PASSED, ()),
        ((*TOLD, *CHECKED[:2], e.PointChecked("conform", (), "第 3 頁不同，已電話確認")), PASSED, ()),
        ((POSTMARKED, e.LatePaperDecided(True, "郵戳"), *CHECKED), PASSED, ()),
        ((*TOLD, *CHECKED, PASSED), FAILED, (6,)),
        ((), FAILED, ()),
        (left([asked(KPI)]), FAILED, ()),
    ],
)  # fmt: skip
def test_what_an_act_brings(
    before: Sequence[CaseEvent], event: e.ProposalEvent, undone: tuple[int, ...]
) -> None:
    assert outcome(before, event) == (*map(ActRecalled, undone), event)


def test_each_does_what_is_theirs() -> None:
    open_case = proposal(*left([PAPER, asked(KPI)]))
    assert may(open_case, e.CorrectionReceived, Actor.APPLICANT)
    assert not may(open_case, e.CorrectionReceived, Actor.OFFICE)
    assert not may(open_case, e.QualificationPassed, Actor.APPLICANT)
    waiting = proposal(*TOLD, asked(KPI))
    assert not may(waiting, e.CorrectionReceived, Actor.APPLICANT), "nobody has told them yet"
    assert set(STAGES) == set(e.ProposalEvent.__args__)


def test_the_desk_offers_a_proposal_neither_review_nor_consultant() -> None:
    for events in ((), TOLD, (*TOLD, *CHECKED, PASSED, MessageLeft(6))):
        case = proposal(*events)
        assert open_acts(case, StaffRole.OFFICER) == (Act.WITHDRAW,)
    assert Act.REOPEN in open_acts(proposal(*left([FAILED])), StaffRole.MANAGER)
    assert case.state.stage in PROPOSAL_STAGES
    assert case.state.stage is Stage.QUALIFIED
    assert CLOSES < NOW
    assert DUE
