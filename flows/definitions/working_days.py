"""Working days of the office: Monday to Friday, without public holidays, with Saturdays that make up for them."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5

LOOKING_AHEAD = 45
"""Days: so far ahead of a new year its holidays are missed; the official calendar is out half a year before."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`holidays` are days off besides weekends, `makeup` days of a weekend that are worked, as the programme file
    lists them."""

    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the office works on that day."""
        return day in self.makeup or (day.weekday() < SATURDAY and day not in self.holidays)

    def years_without_holidays(self, day: date) -> tuple[int, ...]:
        """The years, of that day and of the deadlines that begin on it, of which no holiday is listed: in these only
        weekends are taken out."""
        years = sorted({day.year, (day + timedelta(days=LOOKING_AHEAD)).year})
        return tuple(year for year in years if year not in {one.year for one in self.holidays})

    def after(self, day: date, count: int) -> date:
        """The working day that is so many after a day, which itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long each step may take, in working days: the office to `review`, to `assign` a consultant and to `release`
    the advice; a consultant to `answer`, to `propose` times and to write the `advice`; the applicant to `pick` one.
    In calendar days: a `supplement`, and until somebody who does not confirm the `receipt` of the advice is no longer
    waited for. How long somebody may object to a refusal, `objection`, is for the office to set, in calendar days; 0
    is not set. Of an alliance's proposal: the office's `qualification` after closing and the leader's `correction`, in
    working days; how often one may be asked for (`correction_rounds`); how many days before its meeting it may
    bring newer `slides` for the last time, until SLIDES_HOUR (flows/cases/proposal/after.py)."""

    review: int = 3
    supplement: int = 7
    assign: int = 3
    objection: int = 0
    answer: int = 2
    propose: int = 3
    pick: int = 3
    advice: int = 10
    release: int = 2
    receipt: int = 7
    qualification: int = 2
    correction: int = 2
    correction_rounds: int = 1
    slides: int = 1
