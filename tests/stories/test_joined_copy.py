"""Somebody who has joined an application sends the signed copy in; the one who applied asked nothing."""

import asyncio
from pathlib import Path

from bot.demo.rehearsal import RunningRehearsal
from bot.demo.standins.smtp_server import At
from bot.demo.standins.telegram_person import TelegramPerson
from storage.stored_names import JobKind
from tests.stories.test_same_company import FIRST, SIGNED, both


async def test_news_of_a_copy_goes_to_whoever_sent_it_in(tmp_path: Path) -> None:
    """The mailbox took it later than the reply could wait; the one who applied asked nothing, and is told nothing."""
    async with both(tmp_path, "telegram") as (stage, colleague):
        await colleague.tap("加入這份申請")
        stage.service.case_status.patience = 0.2
        await colleague.photograph(SIGNED)
        stage.mailbox.refuse("451 4.7.1 greylisted", at=At.RECIPIENT)
        await colleague.tap("送出")
        await stage.mailbox.wait_for(4, 30)
        async with asyncio.timeout(20):
            while not await told(stage):  # noqa: ASYNC110 - a database has no bell
                await asyncio.sleep(0.02)
        first = stage.person
        assert isinstance(first, TelegramPerson)
        assert "執行單位已收到案件" not in first.history


async def told(stage: RunningRehearsal) -> bool:
    """Whether the job that tells has run."""
    jobs = await stage.service.jobs.for_case(FIRST)
    return any(job.kind == JobKind.COPY_CHAT and job.done_at for job in jobs)
