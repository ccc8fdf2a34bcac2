"""What a monitor and a balancer are told: of the database, and of a worker that does not keep up."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.demo.rehearsal import staged
from bot.demo.standins.telegram import Trouble
from bot.demo.standins.telegram_person import TelegramPerson
from bot.web.metrics import Metrics
from bot.web.readiness import CLOCK_TOLD, LATE, PAUSE, Readiness
from bot.web.server import HttpServer
from storage.cases.files import Files
from storage.engine.database import Database
from storage.errors import Unavailable
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.stored_names import JobKind
from tests.storage.make import NOW
from tests.support.services.metrics import figures
from tests.support.services.new_databases import new_sqlite


class Service:
    """A database, its HTTP face, and a clock."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.jobs = Jobs(database)
        self.now = NOW
        readiness = Readiness(database, self._time)
        face = HttpServer(Files(database), self.jobs, self._time, self._counters, readiness, Metrics())
        self.client = TestClient(TestServer(face.application()))

    async def ask(self, path: str) -> tuple[int, str]:
        """Status and text."""
        async with self.client.get(path) as response:
            return response.status, await response.text()

    def _time(self) -> datetime:
        return self.now

    async def _counters(self) -> dict[str, float]:
        return {"telegram_sent": 7}


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    service = Service(database, tmp_path)
    await service.client.start_server()
    yield service
    await service.client.close()
    await database.close()


async def test_ready_until_a_job_waits_too_long_for_a_worker(service: Service) -> None:
    assert await service.ask("/readyz") == (200, "ready\noldest due job: 0 s\n")
    await service.jobs.add(NewJob("mail", {}, NOW + timedelta(hours=1)), NOW)
    assert (await service.ask("/readyz"))[0] == 200, "it is not due yet"
    service.now += timedelta(hours=1, seconds=LATE)
    assert await service.ask("/readyz") == (200, "ready\noldest due job: 900 s\n")
    service.now += PAUSE
    assert await service.ask("/readyz") == (503, "late: is `work` running?\noldest due job: 905 s\n")
    assert await service.ask("/readyz/database") == (200, "ready\n"), "people can be answered all the same"
    assert "intake_jobs_oldest_due_seconds 905.0\n" in (await service.ask("/metrics"))[1]


async def test_a_job_being_retried_or_run_does_not_count_as_late(service: Service) -> None:
    await service.jobs.add(NewJob("mail", {}, NOW), NOW)
    job = await service.jobs.lease("w", NOW, 7200)
    assert job is not None
    service.now += timedelta(hours=1)
    assert (await service.ask("/readyz"))[0] == 200
    await service.jobs.retry(job, "connect: OSError", service.now + timedelta(minutes=30))
    assert (await service.ask("/readyz"))[0] == 200


async def test_a_database_that_is_away_is_told_everywhere(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise Unavailable("OperationalError")

    status, metrics = await service.ask("/metrics")
    assert status == 200
    assert {
        "intake_telegram_sent_total 7.0",
        "intake_jobs_stuck 0.0",
        "intake_database_up 1.0",
    } <= set(metrics.splitlines())
    service.now += PAUSE
    monkeypatch.setattr(service.database, "read", gone)
    for path in ("/readyz", "/readyz/database"):
        assert await service.ask(path) == (503, "database unavailable\n")
    status, metrics = await service.ask("/metrics")
    assert (status, figures(metrics)) == (200, {"intake_database_up": 0})
    assert await service.ask("/healthz") == (200, "ok\n")


@pytest.mark.parametrize("trouble", ["gone", "restored"])
async def test_a_database_file_taken_away_is_noticed(service: Service, trouble: str) -> None:
    """The process would go on writing to a file that nobody will find again."""
    file = service.folder / "bot.db"
    assert (await service.ask("/readyz"))[0] == 200
    file.rename(service.folder / "moved.db")
    if trouble == "restored":
        copyfile(service.folder / "moved.db", file)
    service.now += PAUSE
    for path in ("/readyz", "/readyz/database"):
        status, text = await service.ask(path)
        assert status == 503
        assert "replaced" in text
    assert "intake_database_replaced 1.0\n" in (await service.ask("/metrics"))[1]


async def test_a_database_that_takes_no_writes_is_noticed(service: Service) -> None:
    """As with a full disk: reading works, and every turn fails."""
    async with service.database.write() as connection:
        size = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON once WHEN {size} > 0 BEGIN"
                                         " SELECT RAISE(FAIL, 'database or disk is full'); END")  # fmt: skip
    for path in ("/readyz", "/readyz/database"):
        status, text = await service.ask(path)
        assert status == 503
        assert "takes no writes" in text
    assert "intake_database_writable 0.0\n" in (await service.ask("/metrics"))[1]


async def test_a_clock_that_goes_back_is_told_for_a_while(service: Service) -> None:
    """What was due in between waits as long again: documents and mails would lie for a day in silence."""
    await service.ask("/readyz")
    await service.jobs.add(NewJob("mail", {}, service.now), service.now)
    service.now -= timedelta(hours=26)
    status, text = await service.ask("/readyz")
    assert status == 503
    assert "clock went back 93600 s" in text
    assert "1 jobs come from a moment still ahead" in text
    assert (await service.ask("/readyz/database"))[0] == 200
    service.now += CLOCK_TOLD
    assert "clock went back" not in (await service.ask("/readyz"))[1]


async def test_jobs_of_what_was_taken_away_do_not_wait_for_ever(tmp_path: Path) -> None:
    """The programme has no places any more, nobody wants the digest, no mailbox is read."""
    async with staged(tmp_path, "web") as stage:
        jobs, now = stage.service.jobs, stage.service.now()
        for kind in (JobKind.PLACE_MAIL, JobKind.PLACE_CHAT, JobKind.DIGEST, JobKind.BOUNCES):
            await jobs.add(NewJob(kind, {}, now), now)
        stage.service.case_status.wake()
        async with asyncio.timeout(10):
            while await jobs.oldest_due(stage.service.now()):  # noqa: ASYNC110 - a database has no bell
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("body", [b'"bad gateway"', b"null", b"{}", b'{"ok":false}', b"<html>"])
async def test_a_telegram_that_answers_nonsense_is_asked_on_and_told(tmp_path: Path, body: bytes) -> None:
    async with staged(tmp_path, "telegram") as stage, aiohttp.ClientSession() as session:
        person = stage.person
        assert isinstance(person, TelegramPerson)
        person.platform.trouble("getUpdates", Trouble(502, body=body), Trouble(200, body=body))
        await person.open()
        await person.say("開始")
        assert "個人資料" in person.screen
        async with session.get(f"{stage.url}/readyz") as response:
            told = await response.text()
            assert response.status == 200, told
        assert "telegram: heard 0 s ago, token accepted\n" in told
        async with session.get(f"{stage.url}/metrics") as response:
            metrics = await response.text()
        for line in (
            "token_accepted 1",
            "conflicts_total 0",
            "unreadable_total 0",
            "poll_failures_total 2",
            "silent_seconds 0",
        ):
            assert f"intake_telegram_{line}" in metrics


async def test_a_second_poller_makes_the_service_unready(tmp_path: Path) -> None:
    async with staged(tmp_path, "telegram") as stage, aiohttp.ClientSession() as session:
        person = stage.person
        assert isinstance(person, TelegramPerson)
        person.platform.trouble("getUpdates", *[Trouble(409, "Conflict: terminated by other getUpdates")] * 2)
        await person.open()
        async with session.get(f"{stage.url}/readyz") as response:
            assert response.status == 503
            assert "telegram: another process fetches this bot's updates" in await response.text()
        async with session.get(f"{stage.url}/readyz/database") as response:
            assert response.status == 200, "no reason to take it away from people"
