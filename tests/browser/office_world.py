"""A whole service with a desk, on sockets: Telegram, SMTP and IMAP that are played, a clock, and jobs done when asked.

Between two acts the service can be ended with its jobs undone and started anew, and what is done can be delivered
again: neither may tell anybody anything a second time."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from bot.app import built, serving
from bot.config.settings import Settings
from bot.demo.people import free_port
from bot.demo.standins.imap_server import ImapServer
from bot.demo.standins.mailbox import Mailbox, Received
from bot.demo.standins.telegram import TOKEN, TelegramStandin
from bot.demo.standins.telegram_person import TelegramPerson
from bot.job_handlers import work_of
from bot.service import Service
from flows.definitions.programme import TAIPEI
from storage.schema.tables import job as jobs
from tests.bot.consultants.consulting import PEOPLE
from tests.bot.office.opened_office import LIN, WANG
from tests.faults.service import open_programme
from tests.support.services.new_databases import new_sqlite

INTAKE = ("intake@programme.example", "secret")


class Applicant(TelegramPerson):
    """Somebody on Telegram, whose messages are sent when the clock says."""

    def __init__(self, standin: TelegramStandin, clock: list[datetime]) -> None:
        super().__init__(standin)
        self._clock = clock

    def message(self, **content: object) -> dict[str, Any]:
        """A message of this moment."""
        return super().message(**{"date": int(self._clock[0].timestamp()), **content})


@dataclass
class OfficeWorld:
    """What a test holds."""

    settings: Settings
    mailbox: Mailbox
    imap: ImapServer
    applicant: Applicant
    clock: list[datetime]
    url: str = ""
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)
    _service: Service | None = None
    _read: int = 0

    @property
    def service(self) -> Service:
        """The one that runs now."""
        assert self._service
        return self._service

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.clock[0] += timedelta(**time)

    def typed(self, days: int) -> str:
        """Two in the afternoon of a day to come, as a browser's field has it."""
        return f"{self.clock[0].astimezone(TAIPEI) + timedelta(days=days):%Y-%m-%dT14:00}"

    def label(self, days: int) -> str:
        """The button on which the applicant picks that day."""
        day = self.clock[0].astimezone(TAIPEI) + timedelta(days=days)
        return next(one for one in self.applicant.buttons if one.startswith(f"{day.month}/{day.day}（"))

    async def start(self) -> None:
        """Start it, on the address it always has."""
        service = await self._running.enter_async_context(built(self.settings, now=lambda: self.clock[0]))
        service.case_status.patience = 0
        self._service = service
        self.url = await self._running.enter_async_context(serving(service))

    async def stop(self) -> None:
        """End it, with whatever jobs are undone."""
        await self._running.aclose()
        self._running = AsyncExitStack()

    async def work(self) -> Sequence[Received]:
        """End and start the service, do every job that is due and all of them again; the mails that came of it."""
        await self.stop()
        await self.start()
        begun = self.clock[0]
        done = await self._work()
        new = self.mailbox.messages[self._read :]
        known = {mail.message["Message-ID"] for mail in self.mailbox.messages}
        async with self.service.database.write() as connection:
            await connection.execute(
                update(jobs).where(jobs.c.id.in_(done)).values(done_at=None, run_after=begun)
            )
        await self._work()
        everything = self.mailbox.messages
        stray = [mail.subject for mail in everything if mail.message["Message-ID"] not in known]
        assert not stray, "a repeated mail has the id by which mail programs know it"
        self._read = len(self.mailbox.messages)
        return new

    async def _work(self) -> list[int]:
        work, done = work_of(self.service), []
        for look in work.schedules:
            await look(self.clock[0])
        while job := await self.service.jobs.lease("test", self.clock[0], 60):
            again = await work.handlers[job.kind](job)
            if again:
                await self.service.jobs.again(job, again)
            else:
                await self.service.jobs.done(job, self.clock[0])
                done.append(job.id)
        return done


def link_in(mail: Received, kind: str) -> str:
    """The path of a link in a mail."""
    found = re.search(rf"(/{kind}/[^\s\"<>]+)", mail.text)
    assert found, mail.text
    return found[1]


@asynccontextmanager
async def office_world(folder: Path) -> AsyncIterator[OfficeWorld]:
    """An office with three consultants and nobody who has applied."""
    programme = Path(open_programme(folder))
    text = programme.read_text(encoding="utf-8")
    at = text.index("[links]")
    programme.write_text(text[:at] + PEOPLE + "\n" + text[at:], encoding="utf-8")
    mailbox, imap, clock = Mailbox(), ImapServer(INTAKE), [datetime.now(UTC)]
    await mailbox.start()
    await imap.start()
    user, password = (part.replace("@", "%40") for part in INTAKE)
    async with TelegramStandin().running() as telegram:
        settings = Settings(
            database_url=new_sqlite(folder / "bot.db"),
            programme_file=programme,
            port=free_port(),
            telegram_token=TOKEN,
            telegram_api_url=telegram.url,
            smtp_url=mailbox.url,
            bounce_imap_url=f"imap://{user}:{password}@127.0.0.1:{imap.port}/INBOX",
            mail_from=INTAKE[0],
            mail_to="staff@programme.example",
            staff_mail=f"{LIN}:承辦, {WANG}:主管",
        )
        world = OfficeWorld(settings, mailbox, imap, Applicant(telegram, clock), clock)
        await world.start()
        try:
            yield world
        finally:
            await world.stop()
            await mailbox.close()
            await imap.close()
