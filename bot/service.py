"""A service put together: everything bot/app.py built, for the commands, the worker and the demo to use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from bot.channels.base import Channel
from bot.config.settings import Settings
from bot.conversation.alliance.book_store import BookStore
from bot.conversation.case_status import CaseStatus
from bot.conversation.handover.ends import Ends
from bot.conversation.turn_processor import TurnProcessor
from bot.notifications.notifier import Notifier
from bot.notifications.push_quota import PUSHED
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.signing.assembly import OnlineSigning
from bot.web.metrics import Metrics
from bot.web.readiness import Platform
from flows.definitions.edition import Edition
from flows.definitions.programme import Programme
from flows.interface.ports import Receive
from flows.scheme.definition import Catalogue, Definition
from storage.cases.applications import Applications
from storage.cases.attempts import Attempts
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.mail_limits import MailLimits
from storage.cases.one_time_links import OneTimeLinks
from storage.cases.sent_copies import SentCopies
from storage.cases.staff_actions import StaffActions
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.outbox.once import OnceKeys
from storage.places.places import Places
from storage.records import Application
from storage.replacements.requests import Replacements

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the real service."""
    return datetime.now(UTC)


@dataclass
class Service:
    """Everything that was built, for the commands and the demo to use."""

    settings: Settings
    catalogue: Catalogue
    database: Database
    journal: Journal
    applications: Applications
    files: Files
    deliveries: Deliveries
    jobs: Jobs
    erasure: Erasure
    documents: BookStore
    case_status: CaseStatus
    turn_processor: TurnProcessor
    receive: Receive
    """Takes what channels bring, within limits (bot/limits)."""
    channels: Mapping[str, Channel]
    """Those that are on, by name; `serve` starts them."""
    now: Clock
    notifier: Notifier
    once_keys: OnceKeys
    links: OneTimeLinks
    confirmation: AddressConfirmation
    attempts: Attempts
    ends: Ends
    actions: StaffActions
    sent_copies: SentCopies
    mail_limits: MailLimits
    secrets: Secrets
    replacements: Replacements
    signing: OnlineSigning
    places: Mapping[str, Places] = field(default_factory=dict)
    """Of the programmes that have a limit, by id."""
    counters: dict[str, Callable[[], float]] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def platforms(self) -> list[Platform]:
        """What each channel that is on knows of its platform."""
        return [channel.health for channel in self.channels.values() if channel.health]

    @property
    def programme(self) -> Programme:
        """What newcomers begin with now."""
        return self.catalogue.current(self.now()).programme

    @property
    def editions(self) -> Mapping[str, Edition]:
        """Every edition by its version."""
        return self.catalogue.editions

    def definition(self, application: Application) -> Definition:
        """What an application belongs to. Raises UnknownProgramme."""
        return self.catalogue.of_case(application.questionnaire, application.programme)

    async def counted(self) -> dict[str, float]:
        """What the channels count and know of their platforms, for the metrics. Unavailable."""
        found = {name: count() for name, count in self.counters.items()}
        found |= {name: value for each in self.platforms for name, value in each.figures().items()}
        if self.settings.line_on:
            found["line_pushes"] = await self.once_keys.count(PUSHED)
        return found
