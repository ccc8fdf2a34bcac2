"""Until when each step from the assignment of a consultant to the end of a case is to be done."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from flows.cases.consultation import Consultation, Step
from flows.cases.visit_checks import LAPSES
from flows.definitions.programme import taipei_day
from flows.definitions.working_days import Deadlines, WorkingDays


def step_due(
    consulted: Consultation, since: datetime, days: WorkingDays, deadlines: Deadlines
) -> date | None:
    """The last day of the present step, which began at `since`: a visit's own day; None once the case is closed."""
    match consulted.step:
        case Step.CLOSED:
            return None
        case Step.VISIT if consulted.visit:
            return taipei_day(consulted.visit.start)
        case Step.RECEIPT:
            return taipei_day(since) + timedelta(days=deadlines.receipt)
    due = days.after(taipei_day(since), _working_days(deadlines)[consulted.step])
    if consulted.step is Step.PICK and consulted.offer:
        return min(due, taipei_day(min(consulted.offer.starts) - LAPSES))
    return due


def _working_days(deadlines: Deadlines) -> Mapping[Step, int]:
    return {
        Step.ASSIGN: deadlines.assign,
        Step.ANSWER: deadlines.answer,
        Step.PROPOSE: deadlines.propose,
        Step.PICK: deadlines.pick,
        Step.WRITE: deadlines.advice,
        Step.RELEASE: deadlines.release,
    }
