"""The programme: its year, times, contact and notice, as the settings file gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")
ROC_OFFSET = 1911
"""Years of the Republic of China count from 1912 = 民國 1 年."""


class Window(StrEnum):
    """Where a moment lies relative to the application period."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom applicants ask and whom applications are mailed to."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Programme:
    """One year of the programme. `year` is the ROC year; instants are timezone-aware.

    `words` holds its texts by language: title, form_title, host, executor, fee, notice.…"""

    year: int
    questionnaire: str
    opens: datetime
    closes: datetime
    contact: Contact
    notice_version: str
    words: Mapping[str, Mapping[str, str]]

    def window(self, now: datetime) -> Window:
        """Not yet open, open or closed at that instant; the closing instant itself is closed."""
        if now < self.opens:
            return Window.NOT_YET
        return Window.OPEN if now < self.closes else Window.CLOSED

    @property
    def latest_year(self) -> int:
        """The latest complete business year, in AD: the application year minus one."""
        return self.year + ROC_OFFSET - 1


def taipei_day(now: datetime) -> date:
    """The calendar day in Taipei at that instant."""
    return now.astimezone(TAIPEI).date()
