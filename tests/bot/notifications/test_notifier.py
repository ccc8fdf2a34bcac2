"""News told unasked: to whom, while it is news, and known to be the same when told again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.base import Notification
from bot.conversation.turn_processor import TurnProcessor
from bot.notifications.notifier import NEWS_FOR, Notifier
from flows.interface.inbound import Text
from flows.interface.messages import Look, Message
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.outbox.job import Job
from storage.records import Identity
from tests.support.lobby import Visitor
from tests.support.programmes import NOW, catalogue

MESSAGE = Message(Look.CONFIRM, "輪到您了")


class Street:
    """A herald whose clock can be moved, and what people were told."""

    def __init__(self, database: Database) -> None:
        self.now = NOW
        self.told: list[Notification] = []
        journal = Journal(database)
        self.notifier = Notifier(catalogue(), journal, {"line": self._tell}, lambda: self.now)

    async def _tell(self, news: Notification) -> None:
        self.told.append(news)


@pytest.fixture
async def job(database: Database, turns: TurnProcessor) -> Job:
    """Something to tell Mei, who has just agreed to the notice on LINE."""
    visitor = Visitor()
    for text in ("hi", "同意"):
        await visitor.send(turns, Text(text))
    stored = await Journal(database).load(Identity("line", "bot", "mei"))
    assert stored
    return Job(7, "place_chat", None, stored.session, {}, NOW, NOW, 1, None, None, None, None, None)


async def test_the_same_job_is_the_same_news_and_another_is_not(database: Database, job: Job) -> None:
    street = Street(database)
    for each in (job, replace(job, attempts=2), replace(job, id=8)):
        await street.notifier.notify(str(job.session), each, MESSAGE)
    first, again, other = street.told
    assert first.user == "mei"
    assert first.key == again.key != other.key


async def test_what_is_no_news_any_more_is_left(database: Database, job: Job) -> None:
    street = Street(database)
    street.now = NOW + NEWS_FOR + timedelta(minutes=1)
    await street.notifier.notify(str(job.session), job, MESSAGE)
    assert street.told == []


async def test_what_must_be_free_is_not_pushed(database: Database, job: Job) -> None:
    street = Street(database)
    await street.notifier.notify(str(job.session), job, MESSAGE, only_if_free=True)
    assert street.told == []


async def test_nobody_is_told_of_a_session_that_is_gone(database: Database, job: Job) -> None:
    street = Street(database)
    await street.notifier.notify("gone", job, MESSAGE)
    assert street.told == []
    assert await street.notifier.context("gone", NOW) is None
