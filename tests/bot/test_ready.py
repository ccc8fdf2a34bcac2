"""What a monitor and a balancer are told: of the database, and of a worker that does not keep up."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.bounces import BOUNCES
from bot.digest import DIGEST
from bot.place_offers import PLACE_CHAT, PLACE_MAIL
from bot.rehearsal import staged
from bot.web import LATE, Face
from storage.database import Database
from storage.errors import Unavailable
from storage.files import Files
from storage.jobs import Jobs
from storage.records import NewJob
from tests.storage.make import NOW


class Service:
    """A database, its HTTP face, and a clock."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.jobs = Jobs(database)
        self.now = NOW
        face = Face(database, Files(database), self.jobs, self._time, self._counters)
        self.client = TestClient(TestServer(face.application()))

    async def ask(self, path: str) -> tuple[int, str]:
        """Status and text."""
        async with self.client.get(path) as response:
            return response.status, await response.text()

    def _time(self) -> datetime:
        return self.now

    async def _counters(self) -> dict[str, float]:
        return {"sent": 7}


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    database = Database.open(f"sqlite:///{tmp_path}/bot.db")
    await database.migrate()
    service = Service(database)
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
    service.now += timedelta(seconds=1)
    assert await service.ask("/readyz") == (503, "late: is `work` running?\noldest due job: 901 s\n")
    assert await service.ask("/readyz/database") == (200, "ready\n"), "people can be answered all the same"
    assert "intake_jobs_oldest_due_seconds 901\n" in (await service.ask("/metrics"))[1]


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

    assert await service.ask("/metrics") == (
        200,
        "intake_sent 7\nintake_jobs_oldest_due_seconds 0\nintake_jobs_retrying 0\nintake_jobs_stuck 0\n"
        "intake_database_up 1\n",
    )
    monkeypatch.setattr(service.database, "read", gone)
    for path in ("/readyz", "/readyz/database"):
        assert await service.ask(path) == (503, "database unavailable\n")
    assert await service.ask("/metrics") == (200, "intake_database_up 0\n")
    assert await service.ask("/healthz") == (200, "ok\n")


async def test_jobs_of_what_was_taken_away_do_not_wait_for_ever(tmp_path: Path) -> None:
    """The programme has no places any more, nobody wants the digest, no mailbox is read."""
    async with staged(tmp_path, "web") as stage:
        jobs, now = stage.service.jobs, stage.service.now()
        for kind in (PLACE_MAIL, PLACE_CHAT, DIGEST, BOUNCES):
            await jobs.add(NewJob(kind, {}, now), now)
        stage.service.cases.wake()
        async with asyncio.timeout(10):
            while await jobs.oldest_due(stage.service.now()):  # noqa: ASYNC110 - a database has no bell
                await asyncio.sleep(0.02)
