"""Working days of the office: Monday to Friday, without public holidays, with Saturdays that make up for them."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`holidays` are days off besides weekends, `makeup` days of a weekend that are worked, as the programme file
    lists them."""

    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the office works on that day."""
        return day in self.makeup or (day.weekday() < SATURDAY and day not in self.holidays)

    def after(self, day: date, count: int) -> date:
        """The working day that is so many after a day, which itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long each step may take: `review` and `assign` in working days, `supplement` in calendar days. How long
    somebody may object to a refusal, `objection`, is for the office to set, in calendar days; 0 is not set."""

    review: int = 3
    supplement: int = 7
    assign: int = 3
    objection: int = 0
