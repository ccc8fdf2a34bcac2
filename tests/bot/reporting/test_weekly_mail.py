"""The mail of a Monday: once a week to each of the staff, with zeros said, however often processes start."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.job_handlers import work_of
from bot.mail.smtp import MailTransport
from bot.reporting.daily_figures import DailyFigures
from bot.reporting.weekly_mail import WeeklyMail
from flows.definitions.programme import taipei_day
from storage.stored_names import JobKind
from tests.bot.office.opened_office import CASE, LIN, WANG, Office, text_of

MONDAY = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)
"""At half past eight in Taipei."""


def mails(desk: Office) -> WeeklyMail:
    """A process that has just started."""
    return WeeklyMail(desk.service, MailTransport(None, "intake@programme.example", mail_dir=desk.mails))


@pytest.fixture
def monday(desk: Office) -> Office:
    """The office, on a Monday a fortnight or more after the application."""
    now = desk.service.now()
    desk.clock[0] = MONDAY + timedelta(weeks=max(0, (now - MONDAY).days // 7 + 3))
    return desk


async def test_each_of_the_staff_is_told_once_however_many_processes_look(monday: Office) -> None:
    await DailyFigures(monday.service).count(taipei_day(monday.service.now()))
    for process in (mails(monday), mails(monday)):
        await process.schedule(monday.service.now())
        await process.schedule(monday.service.now() + timedelta(days=2))
    found = [one for one in await monday.work() if "本週" in one["Subject"]]
    assert sorted(str(one["To"]) for one in found) == [LIN, WANG]
    subject = re.sub(r"\d+/\d+ 起", "某日起", str(found[0]["Subject"]))
    assert subject == "[診斷計畫] 本週（某日起）：輪到我們 0・逾期 0・未簽章逾 7 日 1"
    text = text_of(found[0]).replace("\r\n", "\n")
    assert CASE in text
    assert "輪到我們（0）\n　0 件" in text
    assert "上週收件 0 件" in text
    assert "/desk?show=signing" in text
    await mails(monday).schedule(monday.service.now() + timedelta(days=7))
    assert len([job for job in await monday.work() if "本週" in job["Subject"]]) == 0, (
        "not due yet: next week's"
    )


async def test_not_before_half_past_eight_of_the_first_working_day(monday: Office) -> None:
    early = monday.service.now() - timedelta(minutes=1)
    await mails(monday).schedule(early)
    assert await monday.service.jobs.lease("test", early, 60, {JobKind.WEEKLY_MAIL}) is None


async def test_who_has_left_is_not_told(monday: Office) -> None:
    await mails(monday).schedule(monday.service.now())
    leaving = monday.service.settings.model_copy(update={"staff_mail": f"{WANG}:主管"})
    monday.service.settings = leaving
    assert [str(one["To"]) for one in await monday.work() if "本週" in one["Subject"]] == [WANG]
    assert JobKind.FIGURES in work_of(monday.service).handlers
