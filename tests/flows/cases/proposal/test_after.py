"""Reserves move up in their order and only into places that became free; newer slides are taken until an hour."""

from datetime import datetime

import pytest

from flows.cases.events import CaseEvent, MessageLeft
from flows.cases.proposal import events as e
from flows.cases.proposal.after import may_conclude, may_move_up, milestone_of, slides_until
from flows.definitions.programme import TAIPEI
from flows.definitions.working_days import Deadlines
from tests.flows.cases.proposal.make import proposal

SELECTED = e.ResultAnnounced("selected")
FAILED = e.ContractFailed("放棄")
FREED = (SELECTED, FAILED, MessageLeft(2))
UP = e.ReserveMovedUp("遞補")


def reserve(position: int, *more: CaseEvent) -> tuple[CaseEvent, ...]:
    """A reserve, and what happened since."""
    return (e.ResultAnnounced("reserve", position), *more)


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (reserve(1), [(SELECTED,), reserve(2)], False),
        (reserve(1), [(SELECTED, FAILED), reserve(2)], False),
        (reserve(1), [FREED, reserve(2)], True),
        (reserve(2), [FREED, reserve(1)], False),
        (reserve(2), [FREED, reserve(1, UP)], False),
        (reserve(2), [FREED, reserve(1, UP, FAILED)], False),
        (reserve(2), [FREED, reserve(1, UP, FAILED, MessageLeft(3))], True),
        (reserve(2), [FREED, FREED, reserve(1, UP)], True),
        ((SELECTED,), [FREED], False),
    ],
)
def test_a_reserve_moves_up_in_order_into_a_free_place(
    own: tuple[CaseEvent, ...], others: list[tuple[CaseEvent, ...]], expected: bool
) -> None:
    found = may_move_up(proposal(*own).state, [proposal(*each).state for each in others])
    assert found is expected


def test_slides_are_taken_until_five_the_day_before() -> None:
    slot = e.SlotAssigned("2024-03-25T09:00:00+08:00", "2024-03-25T09:30:00+08:00", "台北")
    state = proposal(e.QualificationPassed(), slot).state
    assert slides_until(state, Deadlines()) == datetime(2024, 3, 24, 17, 0, tzinfo=TAIPEI)
    assert slides_until(state, Deadlines(slides=2)) == datetime(2024, 3, 23, 17, 0, tzinfo=TAIPEI)
    assert slides_until(proposal().state, Deadlines()) is None


def test_evidence_is_taken_for_the_milestone_that_is_open() -> None:
    year = (SELECTED, e.ContractSent("a", "b.pdf", "2024-04-10", "台北"), e.ContractSigned())
    midterm, final = e.MilestoneOpened("midterm", "2024-07-31"), e.MilestoneOpened("final", "2024-11-30")
    assert milestone_of(proposal(*year).state) is None
    assert milestone_of(proposal(*year, midterm).state) == midterm
    accepted = (midterm, e.MilestoneAccepted("midterm"))
    assert milestone_of(proposal(*year, *accepted).state) is None
    assert milestone_of(proposal(*year, *accepted, final).state) == final
    assert not may_conclude(proposal(*year, *accepted, final).state)
    assert may_conclude(proposal(*year, *accepted, final, e.MilestoneAccepted("final")).state)
    assert milestone_of(proposal(*year, midterm, e.SupportRevoked("停業")).state) is None
