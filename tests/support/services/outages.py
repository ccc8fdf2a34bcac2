"""A service whose mails meet servers that misbehave: applications, a server that says nothing, what one waits for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.telegram.parse import Private, read_update
from bot.config.settings import Settings
from bot.service import Service
from flows.session.frozen import thawed
from flows.session.state import Session
from storage.cases.delivery import Delivery
from tests.faults.crowd import update
from tests.faults.service import open_programme
from tests.support.scripts import application, ubns
from tests.support.services.new_databases import new_sqlite

CASE = "113-0001"


@dataclass
class Silent:
    """A server that takes every connection and says nothing; or speaks its lines and hangs up where they end."""

    lines: list[bytes] = field(default_factory=list)
    then: Callable[[], Awaitable[None]] = field(default=lambda: asyncio.sleep(60))
    connections: int = 0
    url: str = ""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Silent"]:
        server = await asyncio.start_server(self._met, "127.0.0.1", 0)
        self.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            for number, line in enumerate(self.lines):
                if number:
                    await reader.readline()
                writer.write(line)
            if self.lines:
                await reader.readline()
            await self.then()
        finally:
            writer.close()


def settings(folder: Path, url: str, to: str = "staff@programme.example") -> Settings:
    return Settings(
        database_url=new_sqlite(folder / "bot.db"),
        programme_file=open_programme(folder),
        smtp_url=url,
        mail_from="intake@programme.example",
        mail_to=to,
    )


async def apply(service: Service, people: int = 1, address: str = "") -> None:
    """So many people say everything, without any platform, each with an address of their own unless one is given."""
    service.case_status.patience = 0
    for number, ubn in enumerate(ubns(people)):
        for content in application("non_exporter", ubn, address)[0]:
            event = read_update(update(7001 + number, content), "7")
            assert isinstance(event, Private)
            await (await service.turn_processor.receive(event.inbound)).messages()


async def until(true: Callable[[], Awaitable[object]], seconds: float = 20) -> None:
    """Wait for it."""
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.05)


async def delivered(service: Service, kind: str, case: str = CASE) -> Delivery:
    return next(one for one in await service.deliveries.of_case(case) if one.kind == kind)


async def status(service: Service, case: str = CASE) -> list[str]:
    """What the applicant reads under 進度."""
    found = await service.applications.get(case)
    assert found
    told = Session(
        "113.1",
        "zh-TW",
        answers=thawed(found.answers),
        case_number=case,
        submitted_at=found.submitted_at.isoformat(),
    )
    return [line.value for line in (await service.case_status.facts(told, wait=False)).lines]
