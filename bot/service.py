"""A service put together: everything bot/app.py built, for the commands, the worker and the demo to use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from bot.cases import Cases
from bot.copies.reading import Fetch
from bot.one_time.confirming import AddressConfirmation
from bot.papers import Papers
from bot.readiness import Platform
from bot.settings import Settings
from bot.telling import PUSHED, Herald
from bot.turn import Turns
from flows.inbound import Receive
from flows.loader import Edition
from flows.programme import Programme
from storage.applications import Applications
from storage.attempts import Attempts
from storage.database import Database
from storage.deliveries import Deliveries
from storage.erasure import Erasure
from storage.files import Files
from storage.jobs import Jobs
from storage.journal import Journal
from storage.mail_limits import MailLimits
from storage.marks import Marks
from storage.one_time_links import OneTimeLinks
from storage.places import Places
from storage.replacements import Replacements
from storage.secrets import Secrets
from storage.sent_copies import SentCopies
from storage.staff_actions import StaffActions

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the real service."""
    return datetime.now(UTC)


@dataclass
class Service:
    """Everything that was built, for the commands and the demo to use."""

    settings: Settings
    programme: Programme
    editions: Mapping[str, Edition]
    database: Database
    journal: Journal
    applications: Applications
    files: Files
    deliveries: Deliveries
    jobs: Jobs
    erasure: Erasure
    papers: Papers
    cases: Cases
    turns: Turns
    receive: Receive
    """Takes what channels bring, within limits (bot/limits)."""
    fetchers: dict[str, Fetch]
    now: Clock
    herald: Herald
    marks: Marks
    links: OneTimeLinks
    confirmation: AddressConfirmation
    attempts: Attempts
    actions: StaffActions
    sent_copies: SentCopies
    mail_limits: MailLimits
    secrets: Secrets
    replacements: Replacements
    places: Places | None = None
    counters: dict[str, Callable[[], float]] = field(default_factory=dict)
    platforms: list[Platform] = field(default_factory=list)
    """What each channel that is on knows of its platform."""

    async def counted(self) -> dict[str, float]:
        """What the channels count and know of their platforms, for the metrics. Unavailable."""
        found = {name: count() for name, count in self.counters.items()}
        found |= {name: value for each in self.platforms for name, value in each.figures().items()}
        if self.settings.line_on:
            found["line_pushes"] = await self.marks.count(PUSHED)
        return found
