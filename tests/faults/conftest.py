"""The world around the processes under test: platform, mailbox, database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from bot.demo.people import free_port
from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.telegram import TelegramStandin
from flows.interface.callback_data import Verb, decode
from flows.interface.inbound import Tap
from tests.faults.crowd import Answers, Bots, Somebody
from tests.faults.service import Process, environment
from tests.support.scripts import application, ubns

PERSONA = "non_exporter"
TOLD = "told"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Processes that are killed and begin anew take their time, the more so beside other tests."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.timeout(1200))


@dataclass
class World:
    """Stand-ins that outlive the processes, the processes, and the people."""

    folder: Path
    telegram: TelegramStandin
    mailbox: Mailbox
    client: aiohttp.ClientSession
    answers: Answers
    processes: list[Process] = field(default_factory=list)

    def process(self, database_url: str, *arguments: str) -> Process:
        """A process on a port of its own, not started."""
        port = free_port()
        settings = environment(self.folder, database_url, self.telegram.url, self.mailbox.url, port)
        self.processes.append(Process(self.folder, settings, arguments or ("-m", "bot", "serve")))
        return self.processes[-1]

    async def serving(self, database_url: str, *arguments: str) -> Process:
        """A process that answers already."""
        process = self.process(database_url, *arguments)
        await asyncio.to_thread(process.start)
        assert await asyncio.to_thread(process.ready)
        return process

    def bots(self, *processes: Process) -> Bots:
        """The crowd's way to these."""
        return Bots([process.url for process in processes], self.client, self.answers)

    def people(self, count: int) -> list[Somebody]:
        """So many applicants, each with a company."""
        return [
            Somebody(5001 + number, application(PERSONA, ubn)[0]) for number, ubn in enumerate(ubns(count))
        ]

    def expected(self, count: int) -> dict[int, object]:
        """The answers each must end with."""
        return {5001 + number: application(PERSONA, ubn)[1] for number, ubn in enumerate(ubns(count))}


def consented(person: Somebody) -> int:
    """The place in a script after which everything is stored: before consent nothing may be."""
    verbs = [decode(each.data) if isinstance(each, Tap) else None for each in person.script]
    return 1 + next(place for place, tap in enumerate(verbs) if tap and tap.verb is Verb.CONSENT)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    mailbox = Mailbox()
    await mailbox.start()
    async with TelegramStandin().running() as telegram, aiohttp.ClientSession() as client:
        world = World(tmp_path, telegram, mailbox, client, Answers(telegram.calls))
        yield world
        for process in world.processes:
            if process.alive:
                process.kill()
    await mailbox.close()


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say at the end of the run what was tried and what was lost."""
    return partial(record_property, TOLD)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it, whichever process it was tried in."""
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        told = [text for name, text in report.user_properties if name == TOLD and report.when == "call"]
        for text in told:
            terminalreporter.write_line(f"  {text}")
