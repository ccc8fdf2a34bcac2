"""The programme: its year, times, contact and notice, as the settings file gives them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import phonenumbers

from flows.definitions.consultant import Consultant
from flows.definitions.retention import Retention
from flows.definitions.working_days import Deadlines, WorkingDays

TAIPEI = ZoneInfo("Asia/Taipei")
ROC_OFFSET = 1911
"""Years of the Republic of China count from 1912 = 民國 1 年."""

SOON_DAYS = 7
"""From so many days before the last one on, the days left are counted aloud."""


class Window(StrEnum):
    """Where a moment lies relative to the application periods; BETWEEN two of them it opens again."""

    NOT_YET = "not_yet"
    OPEN = "open"
    BETWEEN = "between"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom applicants ask and whom applications are mailed to."""

    name: str
    phone: str
    email: str

    @property
    def dialled(self) -> str:
        """The phone number as an address to ring (RFC 3966), an extension dialled after a pause; "" when it is none."""
        try:
            number = phonenumbers.parse(re.sub(r"[^\d+()#,\s-]+", " ext ", self.phone), "TW")
        except phonenumbers.NumberParseException:
            return ""
        rung = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return f"tel:{rung},{number.extension}" if number.extension else f"tel:{rung}"


@dataclass(frozen=True, slots=True)
class Period:
    """When applications are taken; the closing instant itself is closed."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Programme:
    """One year of a scheme. `year` is the ROC year; instants are timezone-aware.

    `words` holds its texts by language: title, form_title, host, executor, fee, notice.… `reopened` are later
    periods; who began in time may submit until `grace` after closing; `places` is None when not limited;
    `links` are the programme's pages by name. So many days after submitting, `remind_days`, whoever has not sent the
    signed copy is reminded of it; 0 is never. `days` and `deadlines` are those of the office afterwards,
    `retention` how long data is kept, `consultants` the people it may ask."""

    year: int
    questionnaire: str
    opens: datetime
    closes: datetime
    contact: Contact
    notice_version: str
    words: Mapping[str, Mapping[str, str]]
    reopened: tuple[Period, ...] = ()
    grace: timedelta = timedelta(minutes=60)
    places: int | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    remind_days: int = 0
    scheme: str = "diagnosis"
    days: WorkingDays = field(default_factory=WorkingDays)
    deadlines: Deadlines = field(default_factory=Deadlines)
    retention: Retention = field(default_factory=Retention)
    printing_checked: date | None = None
    """When somebody last looked whether the ways to print in its words hold."""
    consultants: tuple[Consultant, ...] = ()

    @property
    def id(self) -> str:
        """Its name in journals: scheme and year."""
        return f"{self.scheme}-{self.year}"

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period, the first one first."""
        return (Period(self.opens, self.closes), *self.reopened)

    def period(self, now: datetime) -> Period:
        """The period to speak of at that instant: the one under way, else the next, else the last."""
        return next((each for each in self.periods if now < each.closes), self.periods[-1])

    def window(self, now: datetime) -> Window:
        """Not yet open, open, between two periods or closed at that instant."""
        period = self.period(now)
        if now >= period.closes:
            return Window.CLOSED
        if now >= period.opens:
            return Window.OPEN
        return Window.NOT_YET if period == self.periods[0] else Window.BETWEEN

    def days_left(self, now: datetime) -> int | None:
        """Calendar days in Taipei until the last one, 0 on that day; None unless open and closing soon."""
        if self.window(now) is not Window.OPEN:
            return None
        last = taipei_day(self.period(now).closes - timedelta(seconds=1))
        days = (last - taipei_day(now)).days
        return days if days <= SOON_DAYS else None

    def grace_until(self, begun: datetime, now: datetime) -> datetime | None:
        """Until when somebody who began at `begun` may still submit, though it has closed; None if not."""
        ends = (each.closes + self.grace for each in self.periods if each.opens <= begun < each.closes <= now)
        return next((end for end in ends if now < end), None)

    @property
    def latest_year(self) -> int:
        """The latest complete business year, in AD: the application year minus one."""
        return self.year + ROC_OFFSET - 1


def roc_year(now: datetime) -> int:
    """The year of the Republic of China in Taipei at that instant."""
    return taipei_day(now).year - ROC_OFFSET


def taipei_day(now: datetime) -> date:
    """The calendar day in Taipei at that instant."""
    return now.astimezone(TAIPEI).date()
