"""News told unasked: to whom, while it is news, and known to be the same when told again."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.channels.base import Notification
from bot.conversation.turn_processor import TurnProcessor
from bot.notifications.notifier import NEWS_FOR, Notifier, Notify
from bot.notifications.push_quota import PUSHED, PushQuota
from flows.definitions.programme import TAIPEI
from flows.interface.inbound import Text
from flows.interface.messages import Look, Message
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.outbox.job import Job
from storage.outbox.once import OnceKeys
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


async def test_within_the_months_quota_it_is_pushed_and_counted_once(database: Database, job: Job) -> None:
    street = Street(database)
    marks = OnceKeys(database)
    street.notifier = replace(street.notifier, quota=PushQuota(2, marks, lambda: street.now))

    async def taken(news: Notification) -> None:
        """As LINE takes it: every time under one key."""
        street.told.append(news)
        await marks.put(f"{PUSHED}{news.key}", street.now)

    async def unsettled(news: Notification) -> None:
        raise TimeoutError

    async def tell(number: int, send: Notify = taken) -> int:
        street.notifier = replace(street.notifier, notify_by_channel={"line": send})
        each = replace(job, id=number, created_at=street.now)
        with suppress(TimeoutError):
            await street.notifier.notify(str(job.session), each, MESSAGE, only_if_free=True)
        return len(street.told)

    assert [await tell(1), await tell(1, unsettled), await tell(1)] == [1, 1, 2], "the same one, told again"
    assert await tell(2, unsettled) == 2
    assert await tell(3) == 2, "one of unknown fate counts as well"
    assert await tell(2) == 3, "until it is known"
    assert await tell(3) == 3, "the month's two are used up"
    month = f"{street.now.astimezone(TAIPEI):%Y-%m}"
    assert street.notifier.quota
    assert await street.notifier.quota.by_month(date.min.replace(year=2000)) == {month: 2}
    street.now += timedelta(days=31)
    assert await tell(4) == 4, "another month"
    assert await asyncio.gather(*(tell(number) for number in range(5, 9)))
    assert len(street.told) <= 5, "two processes at once never go beyond it"
    street.notifier = replace(street.notifier, quota=PushQuota(0, marks, lambda: street.now))
    before = len(street.told)
    assert await tell(20) == before


async def test_nobody_is_told_of_a_session_that_is_gone(database: Database, job: Job) -> None:
    street = Street(database)
    await street.notifier.notify("gone", job, MESSAGE)
    assert street.told == []
    assert await street.notifier.context("gone", NOW) is None
