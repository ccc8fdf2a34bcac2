"""Who may do what with a proposal, and what an act brings or why not.

An act is an event that is wanted. What waits to leave of the same matter is taken back by the next act on it, so that
no alliance gets two letters that contradict each other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.cases.consultant_acts import Actor
from flows.cases.decide import Case
from flows.cases.events import ActRecalled, CaseEvent, RecordedEvent
from flows.cases.proposal import events as e
from flows.cases.proposal.incomplete import ProposalRefusal, incomplete
from flows.cases.requests import is_frozen
from flows.cases.stage import CaseState, Stage, untold

_CHECKED = frozenset({Stage.PROPOSED, Stage.CORRECTION})
_UNDECIDED = _CHECKED | {Stage.QUALIFIED, Stage.MEETING, Stage.SELECTION}
_YEAR = frozenset({Stage.GUIDANCE, Stage.MIDTERM, Stage.FINAL})

STAGES: Mapping[type, frozenset[Stage]] = {
    e.ProposalSentAgain: frozenset({Stage.PROPOSED, Stage.WITHDRAWN}),
    e.PaperReceived: _UNDECIDED | {Stage.UNQUALIFIED},
    e.LatePaperDecided: _CHECKED,
    e.PointChecked: _CHECKED | {Stage.QUALIFIED},
    e.CorrectionAsked: _CHECKED,
    e.CorrectionReceived: frozenset({Stage.CORRECTION}),
    e.CorrectionClosed: frozenset({Stage.CORRECTION}),
    e.MemberGone: _UNDECIDED | {Stage.SELECTED, Stage.RESERVE, Stage.CONTRACT} | _YEAR,
    e.QualificationPassed: _CHECKED,
    e.QualificationFailed: _CHECKED,
    e.SlotAssigned: frozenset({Stage.QUALIFIED, Stage.MEETING}),
    e.SlotAnswered: frozenset({Stage.MEETING}),
    e.SlidesReplaced: frozenset({Stage.MEETING}),
    e.QuestionNoted: frozenset({Stage.MEETING, Stage.SELECTION}),
    e.PresentationHeld: frozenset({Stage.MEETING, Stage.SELECTION}),
    e.ResultAnnounced: frozenset({Stage.QUALIFIED, Stage.MEETING, Stage.SELECTION}),
    e.ReserveMovedUp: frozenset({Stage.RESERVE}),
    e.ContractSent: frozenset({Stage.SELECTED, Stage.CONTRACT}),
    e.ContractReturned: frozenset({Stage.CONTRACT}),
    e.ContractSigned: frozenset({Stage.CONTRACT}),
    e.ContractFailed: frozenset({Stage.SELECTED, Stage.CONTRACT}),
    e.MilestoneOpened: _YEAR,
    e.EvidenceReceived: frozenset({Stage.MIDTERM, Stage.FINAL}),
    e.MilestoneAccepted: frozenset({Stage.MIDTERM, Stage.FINAL}),
    e.SupportRevoked: _YEAR,
    e.CaseConcluded: _YEAR,
}
"""At which stages each may happen."""

_APPLICANTS = (
    e.ProposalSentAgain, e.CorrectionReceived, e.SlotAnswered, e.SlidesReplaced, e.ContractReturned,
    e.EvidenceReceived,
)  # fmt: skip
_ACTORS: Mapping[type, Actor] = {
    **dict.fromkeys(STAGES, Actor.OFFICE),
    **dict.fromkeys(_APPLICANTS, Actor.APPLICANT),
    e.ResultAnnounced: Actor.SYSTEM,
}
"""Whose each is."""

_JUDGED = (e.CorrectionAsked, e.CorrectionClosed, e.QualificationPassed, e.QualificationFailed)
_CONTRACT = (e.ContractSent, e.ContractSigned, e.ContractFailed)
_MATTERS: Mapping[type, tuple[type, ...]] = {
    **dict.fromkeys(_JUDGED, _JUDGED),
    **dict.fromkeys(_CONTRACT, _CONTRACT),
    **{kind: (kind,) for kind in (e.LatePaperDecided, e.SlotAssigned, e.MilestoneOpened, e.ReserveMovedUp)},
}
"""What of the same matter an act takes back while it has not left."""


@dataclass(frozen=True, slots=True)
class ProposalContext:
    """What an act is looked at against: the moment, the points of the qualification with what is ticked of each, and
    the places that may be mended, by the session of the seat they belong to ("" for the leader's)."""

    now: datetime
    points: Mapping[str, Collection[str]] = field(default_factory=dict)
    places: Mapping[str, Collection[str]] = field(default_factory=dict)


def may(case: Case, kind: type, actor: Actor) -> bool:
    """Whether somebody may do this now."""
    return not is_frozen(case.events) and _why_not(_seen(case, kind, actor), kind, actor) is None


def decide_proposal_act(
    case: Case, event: e.ProposalEvent, actor: Actor, around: ProposalContext
) -> tuple[CaseEvent, ...] | ProposalRefusal:
    """The events that an act brings, or why it may not be."""
    if is_frozen(case.events):
        return ProposalRefusal.FROZEN
    if any(one.event == event for one in untold(case.events)):
        return ProposalRefusal.TWICE
    state = _seen(case, type(event), actor, event)
    if why := _why_not(state, type(event), actor):
        return why
    if why := incomplete(event, state, case, around.now, around.points, around.places):
        return why
    undone = (ActRecalled(one.number) for one in _recalled(case, type(event), event))
    return (*undone, event)


def _seen(case: Case, kind: type, actor: Actor, event: e.ProposalEvent | None = None) -> CaseState:
    """The state an act builds on: an alliance's is what it was told; the office's is without what the act takes
    back."""
    if actor is Actor.APPLICANT:
        return case.told_state
    gone = {one.number for one in _recalled(case, kind, event)}
    return replace(case, events=[one for one in case.events if one.number not in gone]).state


def _recalled(case: Case, kind: type, event: e.ProposalEvent | None) -> list[RecordedEvent]:
    matter, corrects = _MATTERS.get(kind, ()), event.corrects if isinstance(event, e.PaperReceived) else 0
    return [
        one
        for one in untold(case.events)
        if isinstance(one.event, matter) or (corrects and one.number == corrects)
    ]


def _why_not(state: CaseState, kind: type, actor: Actor) -> ProposalRefusal | None:
    known = state.proposal is not None and state.stage in STAGES[kind] and _ACTORS[kind] is actor
    return None if known else ProposalRefusal.NOT_NOW
