"""What may follow a result or a slot, beyond the stage: newer slides until an hour, reserves in their order."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from flows.cases.proposal.events import (
    MILESTONES,
    ContractFailed,
    MilestoneOpened,
    ReserveMovedUp,
    ResultAnnounced,
    SlotAssigned,
)
from flows.cases.stage import CaseState, Stage
from flows.definitions.programme import TAIPEI, taipei_day
from flows.definitions.working_days import Deadlines

SLIDES_HOUR = time(17)
"""The hour in Taipei until which newer slides are taken."""

MOST_SPEAKERS = 3


def slot_of(state: CaseState) -> SlotAssigned | None:
    """The slot that counts."""
    found = state.proposal.slot if state.proposal else None
    return found.event if found and isinstance(found.event, SlotAssigned) else None


def slides_until(state: CaseState, deadlines: Deadlines) -> datetime | None:
    """Until when newer slides are taken; None without a slot."""
    slot = slot_of(state)
    if slot is None:
        return None
    day = taipei_day(datetime.fromisoformat(slot.start)) - timedelta(days=deadlines.slides)
    return datetime.combine(day, SLIDES_HOUR, TAIPEI)


def milestone_of(state: CaseState) -> MilestoneOpened | None:
    """The milestone that evidence is taken for: it was opened last, and is not accepted."""
    found = state.proposal.latest.get(MilestoneOpened) if state.proposal else None
    if state.stage not in (Stage.MIDTERM, Stage.FINAL) or not found or not state.proposal:
        return None
    event = found.event
    if not isinstance(event, MilestoneOpened) or event.milestone in state.proposal.accepted:
        return None
    return event


def may_conclude(state: CaseState) -> bool:
    """Whether the last milestone was accepted."""
    return state.proposal is not None and MILESTONES[-1] in state.proposal.accepted


def position_of(state: CaseState) -> int:
    """The place among the reserves; 0 for none."""
    found = state.proposal.latest.get(ResultAnnounced) if state.proposal else None
    return found.event.position if found and isinstance(found.event, ResultAnnounced) else 0


def may_move_up(state: CaseState, others: Iterable[CaseState]) -> bool:
    """Whether this reserve is the next one, and a place became free that no other reserve has taken; `others` are the
    cases of the same round. A place is free once its contract's failure was told: until then it can be taken back."""
    rest = list(others)
    waiting = [position_of(one) for one in rest if one.stage is Stage.RESERVE]
    freed = sum(one.proposal is not None and _failed(one) for one in rest)
    moved = sum(bool(one.proposal and ReserveMovedUp in one.proposal.latest) for one in rest)
    first = all(position_of(state) < position for position in waiting)
    return state.stage is Stage.RESERVE and first and freed > moved


def _failed(state: CaseState) -> bool:
    closed = state.proposal.closed if state.proposal else None
    return closed is not None and isinstance(closed.event, ContractFailed) and closed not in state.pending
