"""An office with consultants over HTTP: their links and codes, the applicant's link and chat, mails and calendar."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from aiohttp import FormData
from icalendar import Calendar
from sqlalchemy import update

from bot.channels.telegram.parse import Private, read_update
from bot.config.settings import Settings
from flows.cases.consultation import Consultation
from flows.definitions.programme import TAIPEI
from flows.interface.inbound import Content, Tap
from flows.interface.messages import Message
from storage.records import NewJob
from storage.schema.tables import application as applications
from storage.stored_names import JobKind
from tests.bot.office.opened_office import CASE, LIN, Browser, Office, copy_came, office, text_of
from tests.faults.crowd import update as platform_update

CHEN, LI, ZHOU = "chen@consult.example", "li@consult.example", "zhou@consult.example"
PEOPLE = f"""
[[consultants]]
name = "陳美美"
email = "{CHEN}"
needs = ["ec", "social_kol", "market_research", "brand"]
markets = ["jp", "th", "us", "vn"]
counties = ["臺北市"]
languages = ["zh-TW", "en"]
limit = 2

[[consultants]]
name = "李大同"
email = "{LI}"
needs = ["ec"]
counties = ["高雄市"]

[[consultants]]
name = "周已滿"
email = "{ZHOU}"
limit = 0
"""
LINK = "https://meet.example/abc"


@dataclass
class Consulting:
    """What a test holds."""

    office: Office
    lin: Browser

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.office.later(**time)

    async def work(self, minutes: float = 10) -> list[EmailMessage]:
        """Let what waits leave; the mails that came of it."""
        self.later(minutes=minutes)
        return await self.office.work()

    async def at(self, when: datetime) -> list[EmailMessage]:
        """Another day: what was due until then is done, and the office signs in anew; the mails that came of it."""
        self.office.clock[0] = when
        mails = await self.office.work()
        self.lin = await self.office.signed_in(LIN)
        return mails

    async def consulted(self, case: str = CASE) -> Consultation:
        """How far things are."""
        from bot.office.opened_case import opened
        from storage.cases.stream.case_events import CaseEvents

        service = self.office.service
        return (await opened(service, CaseEvents(service.database), case)).case.state.consulted

    def in_days(self, days: float, hour: int = 14) -> datetime:
        """An hour of a day to come, in Taipei."""
        local = self.office.clock[0].astimezone(TAIPEI) + timedelta(days=days)
        return local.replace(hour=hour, minute=0, second=0, microsecond=0)

    async def assigned(self, who: str = CHEN, case: str = CASE) -> EmailMessage:
        """The office asks a consultant; their mail."""
        page = f"/desk/{case}/assign"
        reason = {"reason": "熟悉這個產業"}
        status, text, _ = await self.lin.press(page, page, consultant=who, **reason)
        assert status == 303, text
        return next(mail for mail in await self.work() if mail["To"] == who)

    async def known(self, mail: EmailMessage) -> tuple[Browser, str]:
        """A browser of the consultant who was mailed, and their page of the case."""
        browser, path = self.office.browser(), path_of(mail, "consult")
        await browser.go("POST", f"{path}/code")
        [code] = [one for one in await self.office.work() if one["To"] == mail["To"]]
        found = re.search(r"(\d{3}) (\d{3})", text_of(code))
        assert found
        status, text, _ = await browser.go("POST", f"{path}/enter", code="".join(found.groups()))
        assert status == 303, text
        return browser, path

    async def proposed(self, browser: Browser, path: str, *days: float) -> EmailMessage:
        """The consultant proposes times; the applicant's mail."""
        given = {f"time{number}": typed(self.in_days(day)) for number, day in enumerate(days, 1)}
        told = {"minutes": "90", "mode": "online", "where": LINK, "note": ""}
        status, text, _ = await browser.press(path, f"{path}/propose", **given | told)
        assert status == 303, text
        [mail] = [one for one in await self.work() if "選訪談時間" in one["Subject"]]
        return mail

    async def replaced(self) -> None:
        """Another case takes the place of this one, as the settlement of a request would have it."""
        service = self.office.service
        now = service.now()
        async with service.database.write() as connection:
            gone = {"superseded_at": now, "superseded_by": "113-0009", "claim_key": None}
            await connection.execute(update(applications).values(**gone))
        await service.jobs.add(NewJob(JobKind.VISIT_SUPERSEDED, {}, now, CASE), now)

    async def says(self, content: Content, person: int = 7001) -> tuple[Message, ...]:
        """What the applicant's chat answers."""
        event = read_update(platform_update(person, content), "7")
        assert isinstance(event, Private)
        return await (await self.office.service.turn_processor.receive(event.inbound)).messages()


def typed(at: datetime) -> str:
    """A time as a browser's field writes it."""
    return at.strftime("%Y-%m-%dT%H:%M")


def path_of(mail: EmailMessage, kind: str) -> str:
    """The path of the link in a mail."""
    found = re.search(rf"(/{kind}/\S+)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def event_in(mail: EmailMessage) -> tuple[str, Any]:
    """Method and entry of the calendar in a mail; the part's own method says the same."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1, [part.get_content_type() for part in mail.walk()]
    calendar = Calendar.from_ical(str(parts[0].get_content()))
    assert parts[0].get_param("method") == str(calendar["METHOD"])
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def button(messages: Sequence[Message], label: str) -> Tap:
    """The tap of a button that begins so."""
    return next(
        Tap(one.tap) for message in messages for one in message.buttons if one.label.startswith(label)
    )


def pdf() -> bytes:
    """A small PDF."""
    out = BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


async def upload(browser: Browser, page: str, action: str, content: bytes, name: str) -> tuple[int, str]:
    """Send a file by the form of a page."""
    _, text, _ = await browser.go("GET", page)
    found = re.search(rf'action="{re.escape(action)}"[^>]*>(.*?)</form>', text, re.DOTALL)
    assert found, f"no form for {action}"
    form = FormData(quote_fields=False)
    for key, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1]):
        form.add_field(key, value)
    form.add_field("file", BytesIO(content), filename=name, content_type="application/octet-stream")
    cookie = "; ".join(f"{key}={value}" for key, value in browser.cookies.items())
    async with browser.client.post(
        action, data=form, headers={"Cookie": cookie}, allow_redirects=False
    ) as response:
        return response.status, await response.text()


@asynccontextmanager
async def consulting(folder: Path) -> AsyncIterator[Consulting]:
    """The office, with one case that has passed its review."""

    def with_people(settings: Settings) -> Settings:
        file = Path(settings.programme_file)
        text = file.read_text(encoding="utf-8")
        at = text.index("[links]")
        file.write_text(text[:at] + PEOPLE + "\n" + text[at:], encoding="utf-8")
        return settings

    async with office(folder, with_people) as found:
        await found.work()
        lin = await found.signed_in(LIN)
        await copy_came(found)
        page = f"/desk/{CASE}/do/approve"
        await lin.press(page, page)
        found.later(minutes=10)
        await found.work()
        yield Consulting(replace(found), lin)
