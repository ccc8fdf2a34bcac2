"""An office over HTTP: a service with staff, an application or more, a clock, and browsers that keep cookies."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select, update

from bot.app import built
from bot.case_routes import case_routes
from bot.channels.telegram.parse import Private, read_update
from bot.config.settings import Settings
from bot.job_handlers import work_of
from bot.service import Service
from flows.session.submitted.signed_copy import CopyFinding, SentCopy, sent_to_json
from storage.engine import json_text
from storage.schema.tables import application as applications
from storage.schema.tables import case_event, case_summary
from storage.schema.tables import job as jobs
from tests.faults.crowd import update as platform_update
from tests.faults.service import open_programme
from tests.support.scripts import application, ubns
from tests.support.services.new_databases import new_sqlite

LIN, WANG = "lin@office.example", "wang@office.example"
CASE = "113-0001"


@dataclass
class Browser:
    """Keeps the cookies it is given, also those for https only; follows nothing by itself."""

    client: TestClient[web.Request, web.Application]
    cookies: dict[str, str] = field(default_factory=dict)

    async def go(self, method: str, path: str, /, **form: object) -> tuple[int, str, str]:
        """Status, text, and where it leads. A list is several fields of one name."""
        data = [
            (name, one)
            for name, values in form.items()
            for one in (values if isinstance(values, list) else [values])
        ]
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.client.request(
            method, path, data=data or None, headers={"Cookie": cookie}, allow_redirects=False
        ) as response:
            for name, morsel in response.cookies.items():
                self.cookies[name] = morsel.value
                assert morsel["httponly"] or not morsel.value
                assert morsel["samesite"] == "Lax" or not morsel.value
                assert morsel["secure"] or not morsel.value
            return (
                response.status,
                await response.text(errors="replace"),
                response.headers.get("Location", ""),
            )

    async def press(self, page: str, action: str, **form: object) -> tuple[int, str, str]:
        """Open a page and send its form for that address, with what is hidden in it."""
        return await self.go("POST", action, **await self.hidden(page, action) | form)

    async def hidden(self, page: str, action: str) -> dict[str, object]:
        """What is hidden in the form for that address."""
        _, text, _ = await self.go("GET", page)
        found = re.search(rf'<form method="post" action="{re.escape(action)}">(.*?)</form>', text, re.DOTALL)
        assert found, f"no form for {action} on {page}"
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1]))


@dataclass
class Office:
    """What a test holds."""

    service: Service
    client: TestClient[web.Request, web.Application]
    mails: Path
    clock: list[datetime]

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.clock[0] += timedelta(**time)

    async def work(self) -> list[EmailMessage]:
        """Do every job that is due; the mails that came of it. Then all of them again, as if the process had been
        killed before it noted that they were done: that brings no other mail and adds nothing to any case."""
        known = set(self.mails.glob("*.eml"))
        done = await self._leased_and_done()
        new, streams = set(self.mails.glob("*.eml")), await self._streams()
        undone = update(jobs).where(jobs.c.id.in_(done)).values(done_at=None, run_after=self.service.now())
        async with self.service.database.write() as connection:
            await connection.execute(undone)
        await self._leased_and_done()
        assert set(self.mails.glob("*.eml")) == new, (
            "the mails of a job that runs again are those it has sent"
        )
        assert await self._streams() == streams
        read = (one.read_bytes() for one in sorted(new - known))
        return [message_from_bytes(one, policy=policy.default) for one in read]

    async def _leased_and_done(self) -> list[int]:
        """What a process does that has just begun; the ids of the jobs."""
        handlers, done = work_of(self.service).handlers, []
        while job := await self.service.jobs.lease("test", self.service.now(), 60):
            await handlers[job.kind](job)
            await self.service.jobs.done(job, self.service.now())
            done.append(job.id)
        return done

    async def _streams(self) -> list[tuple[str, int]]:
        """How many events each case has."""
        counted = select(case_event.c.case_number, func.count()).group_by(case_event.c.case_number)
        async with self.service.database.read() as connection:
            return sorted((case, count) for case, count in await connection.execute(counted))

    def browser(self) -> Browser:
        """One that has never been here."""
        return Browser(self.client)

    async def signed_in(self, address: str) -> Browser:
        """A browser of somebody who followed the link of their mail."""
        browser = self.browser()
        await browser.go("POST", "/desk/login", address=address)
        [mail] = await self.work()
        status, _, target = await browser.go("POST", link_of(mail))
        assert (status, target) == (303, "/desk")
        return browser


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_of(mail: EmailMessage) -> str:
    """The path of the link in a mail."""
    found = re.search(r"(/desk/login/\S+)", text_of(mail))
    assert found
    return found[1]


async def applied(service: Service, number: int = 1) -> None:
    """Somebody applies from Telegram."""
    for content in application("non_exporter", ubns(number)[-1])[0]:
        event = read_update(platform_update(7000 + number, content), "7")
        assert isinstance(event, Private)
        await (await service.turn_processor.receive(event.inbound)).messages()


async def copy_came(desk: Office, *, signed: bool = True) -> None:
    """A signed copy comes in, as its record keeps it."""
    findings = () if signed else (CopyFinding("red_box_empty"),)
    sent = sent_to_json(SentCopy("ab", desk.service.now().isoformat(), (1,), findings))
    async with desk.service.database.write() as connection:
        this = applications.c.case_number == CASE
        record = json_text.load(
            (await connection.execute(select(applications.c.record).where(this))).scalar_one()
        )
        record["copies"] = [*record.get("copies", ()), sent]
        await connection.execute(update(applications).where(this).values(record=json_text.dump(record)))
        await connection.execute(update(case_summary).values(stale=True, version=case_summary.c.version + 1))


@asynccontextmanager
async def office(
    folder: Path, extra: Callable[[Settings], Settings] = lambda given: given, *, applications: int = 1
) -> AsyncIterator[Office]:
    """An office with so many applications, their first mails sent."""
    settings = Settings(
        database_url=new_sqlite(folder / "bot.db"),
        programme_file=open_programme(folder),
        mail_dir=str(folder / "mails"),
        mail_from="intake@programme.example",
        mail_to="staff@programme.example",
        staff_mail=f"{LIN}:承辦, {WANG}:主管",
    )
    (folder / "mails").mkdir(exist_ok=True)
    clock = [datetime.now(UTC)]
    async with built(extra(settings), now=lambda: clock[0]) as service:
        service.case_status.patience = 0
        for number in range(applications):
            await applied(service, number + 1)
        server = web.Application()
        server.add_routes(case_routes(service))
        async with TestClient(TestServer(server)) as client:
            yield Office(service, client, folder / "mails", clock)
