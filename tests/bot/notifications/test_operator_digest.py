"""The operator's digest: once a day, once per cause, with the likely remedy; silent when all is well."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.standins.mailbox import Mailbox
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from bot.notifications.operator_digest import Digest
from bot.outbox.worker import Handler, Worker
from storage.cases.deliveries import Deliveries
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.stored_names import JobKind
from tests.storage.make import submit
from tests.support.lobby import secrets_of
from tests.support.services.new_databases import new_sqlite

SENDER = "apply@bot.example.org"
OPERATOR = "operator@host.example"
EIGHT = datetime(2024, 11, 5, 0, 0, tzinfo=UTC)
"""In the morning, in Taipei."""


class Office:
    """A database in trouble, a mailbox, and a clock."""

    def __init__(self, database: Database, mailbox: Mailbox) -> None:
        self.database = database
        self.mailbox = mailbox
        self.jobs = Jobs(database)
        self.deliveries = Deliveries(database)
        self.now = EIGHT - timedelta(hours=12)

    def worker(self) -> tuple[Worker, Digest]:
        """A process that has just started."""
        transport = MailTransport(SmtpTarget.parse(self.mailbox.url), SENDER, timeout=3)
        digest = Digest(self.jobs, self.deliveries, secrets_of(self.database), transport, SENDER, OPERATOR)
        handlers: dict[str, Handler] = {JobKind.DIGEST: digest.send}
        return Worker("w", self.jobs, handlers, asyncio.Event(), lambda: self.now), digest

    async def at(self, now: datetime) -> None:
        """Two workers of two replicas look at the clock and do what is due."""
        self.now = now
        for worker, digest in (self.worker(), self.worker()):
            await digest.schedule(now)
            await digest.schedule(now)
            while await worker.step():
                pass

    async def given_up(self, kind: str, error: str, case: str | None) -> None:
        """A job that somebody gave up half a day ago."""
        await self.jobs.add(NewJob(kind, {}, self.now, case), self.now)
        job = await self.jobs.lease("w", self.now, 60, {kind})
        assert job is not None
        await self.jobs.fail(job, error, self.now)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    journal = Journal(database)
    for number in (1, 2, 3):
        await submit(journal, number)
    await journal.close()
    mailbox = Mailbox()
    await mailbox.start()
    yield Office(database, mailbox)
    await mailbox.close()
    await database.close()


async def test_one_mail_a_day_says_each_cause_once_with_its_remedy(office: Office) -> None:
    await office.given_up("applicant_mail", "recipient: 550 5.1.1", "113-0001")
    await office.given_up("applicant_mail", "recipient: 554 5.7.1", "113-0002")
    await office.given_up("staff_mail", "login: 535 5.7.8", "113-0003")
    await office.deliveries.queued("113-0002", "staff", "<x@bot>", "staff@programme.example", office.now)
    await office.deliveries.bounced("<x@bot>", "bounce 5.2.2", office.now)
    await office.at(EIGHT - timedelta(minutes=1))
    assert office.mailbox.messages == []
    for minutes in (0, 1, 500):
        await office.at(EIGHT + timedelta(minutes=minutes))
    [mail] = office.mailbox.messages
    assert mail.recipients == (OPERATOR,)
    assert mail.subject == "[申請機器人] 2024-11-05 有 4 件工作需要處理"
    assert mail.text.count("■") == 3
    assert "收件地址不能用：2 件（已放棄、寄給申請人）" in mail.text
    assert "案件：113-0001、113-0002" in mail.text
    assert "檢查 SMTP_URL 的帳號與密碼" in mail.text
    assert "信被退回：1 件（被退回、寄給承辦）" in mail.text


async def test_the_next_day_brings_what_is_still_stuck_but_not_for_ever(office: Office) -> None:
    await office.given_up("applicant_mail", "recipient: 550 5.1.1", "113-0001")
    for day in range(9):
        await office.at(EIGHT + timedelta(days=day))
    subjects = [mail.subject for mail in office.mailbox.messages]
    assert len(subjects) == len(set(subjects)) == 7


async def test_nothing_to_tell_is_no_mail(office: Office) -> None:
    await office.jobs.add(NewJob("staff_mail", {}, office.now, "113-0001"), office.now)
    await office.at(EIGHT)
    assert office.mailbox.messages == []


async def test_what_staff_saw_to_is_told_no_more(office: Office) -> None:
    await office.given_up("staff_mail", "content: 554", "113-0001")
    assert await office.jobs.settle("113-0001", "staff_mail", office.now) == 1
    await office.at(EIGHT)
    assert office.mailbox.messages == []
    assert await office.jobs.stuck() == ()


async def test_a_digest_that_cannot_leave_now_leaves_later(office: Office) -> None:
    await office.given_up("staff_mail", "connect: OSError", "113-0001")
    office.mailbox.refuse("451 4.7.1 Greylisted", times=1)
    await office.at(EIGHT)
    assert office.mailbox.messages == []
    await office.at(EIGHT + timedelta(hours=1))
    [mail] = office.mailbox.messages
    assert re.fullmatch(r"<digest\.2024-11-05\.[0-9a-f]{20}@bot\.example\.org>", mail.message["Message-ID"])
    assert "connect: OSError" in mail.text
