"""Somebody who has applied and sends photos, to processes that read them with a stub of the sandbox's child."""

import asyncio
import itertools
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from bot.conversation.copy_intake.intake import CopyIntake
from bot.conversation.copy_intake.process_instance import Instance
from bot.conversation.copy_intake.virus_scan import VirusScan
from bot.conversation.follow_ups.signed_copy import CopyReader
from bot.conversation.turn_processor import TurnProcessor
from bot.sandbox.runner import Limits, Sandbox
from flows.interface.inbound import Inbound, Media, Unsent, Upload
from flows.interface.messages import Message
from storage.cases.files import Files
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.records import NewFile
from storage.schema.tables import application
from tests.support.lobby import ANSWERS, START, Visitor, replica
from tests.support.programmes import NOW

STUB = "tests.support.signed_copies.stub_reader"
LIMITS = Limits(seconds=5, at_once=2)

_ref = itertools.count(1)


@dataclass
class Platform:
    """Gives what was uploaded; counts what it was asked for, and how many at once of one person."""

    contents: dict[str, bytes] = field(default_factory=dict)
    trouble: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    now: int = 0
    most: int = 0

    async def fetch(self, ref: str) -> bytes:
        """The content behind a pointer."""
        self.asked.append(ref)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        self.now -= 1
        if ref in self.trouble:
            raise self.trouble[ref]
        return self.contents[ref]


@dataclass
class Uploader(Visitor):
    """One person who sends photos."""

    platform: Platform = field(default_factory=Platform)

    def upload(self, content: bytes, **more: Any) -> Inbound:
        """A photo to be received."""
        ref = f"{self.user}-photo-{next(_ref)}"
        self.platform.contents[ref] = content
        return replace(self.inbound(Upload(Media.PHOTO, ref, **more)), message=ref)

    async def photograph(self, turns: TurnProcessor, content: bytes, **more: Any) -> tuple[Message, ...]:
        """Send a photo and look at the reply."""
        return await self.seen(await turns.receive(self.upload(content, **more)))

    async def unsend(self, turns: TurnProcessor, inbound: Inbound) -> tuple[Message, ...]:
        """Take a photo back."""
        return await self.send(turns, Unsent(inbound.message))


def reading_replica(
    database: Database,
    journal: Journal,
    platform: Platform,
    *,
    patience: float = 0.2,
    limits: Limits = LIMITS,
    instance: str = "",
    scan: VirusScan | None = None,
) -> TurnProcessor:
    """A process that reads what is sent; `instance` is its name, `scan` looks for viruses first."""
    intake = CopyIntake(
        Files(database),
        {"line": platform.fetch},
        Sandbox(limits, STUB),
        Instance(instance) if instance else Instance(),
        scan=scan,
    )
    return replica(database, journal, more=[CopyReader(intake, lambda: NOW, patience)])


async def applied(
    turns: TurnProcessor, database: Database, platform: Platform, user: str = "mei", **answers: Any
) -> Uploader:
    """Somebody who has submitted an application, whose document is made."""
    person = Uploader(user, platform=platform)
    for content in START:
        await person.send(turns, content)
    await person.act([turns], {**ANSWERS, **answers}, "receipt")
    assert person.at("receipt")
    async with database.read() as connection:
        cases = (await connection.execute(select(application.c.case_number))).scalars().all()
    document = NewFile(max(cases), "document", "form.pdf", "application/pdf", b"%PDF the form")
    await Files(database).put(document, NOW)
    return person


def told(messages: tuple[Message, ...]) -> str:
    """Everything a reply says."""
    words = []
    for message in messages:
        words += [note.text for note in message.notes]
        words += [message.title, message.body, *(f"{line.label} {line.value}" for line in message.lines)]
    return "\n".join(words)
