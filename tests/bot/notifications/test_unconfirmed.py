"""An address that anybody may have typed: what mails to it say, how its reader confirms it, how many it gets."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import built, serving
from bot.cli.export import exported
from bot.cli.staff import resent, shown
from bot.config.settings import Settings
from bot.demo.people import free_port
from bot.demo.standins.mailbox import Mailbox
from bot.job_handlers import running_worker
from storage.cases.mail_limits import MailLimits, Withheld, mailbox_of
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.records import Identity
from storage.stored_names import JobKind
from tests.bot.mail.samples import PDF, composed, facts
from tests.storage.make import NOW, session, submit, turn
from tests.support.services.new_databases import new_sqlite
from tests.support.services.outages import CASE, apply, delivered, settings, status, until

TYPED = {
    "company": "大發 http://evil.example/company",
    "contact_name": "王小明 evil.example/name",
    "contact_title": "evil.example/title",
    "contact_phone": "02-6666-6666",
    "ubn": "99999999",
    "rows": (("markets", "evil.example/markets"), ("needs", "evil.example/needs")),
    "reasons": ("evil.example/reason",),
    "warnings": ("evil.example/warning",),
    "sections": (("頁", (("題", "evil.example/answer"),)),),
    "county": "evil.example/county",
    "matching": (("題", "evil.example/matching"),),
    "supersedes": "",
}


@pytest.fixture
async def post() -> AsyncIterator[Mailbox]:
    box = Mailbox()
    await box.start()
    yield box
    await box.close()


LINK = "https://apply.example/go/token"
KINDS = [("applicant", ""), ("reminder", ""), ("reminder", "第 1 頁的紅框看起來是空的")]
"""Mails that carry what is in the application, and doubts about a signed copy."""


def whole(mail: EmailMessage) -> str:
    """Everything a reader sees of a mail, but its attachment."""
    bodies = [mail.get_body((kind,)) for kind in ("plain", "html")]
    return "\n".join([str(mail.items()), *(str(body.get_content()) for body in bodies if body)])


@pytest.mark.parametrize(("name", "doubts"), KINDS)
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_an_unconfirmed_mail_says_nothing_that_was_typed(name: str, doubts: str, language: str) -> None:
    typed: dict[str, Any] = {**TYPED, "language": language, "doubts": doubts}
    mail = composed(name, facts(**typed, confirmed=False, confirm_url=LINK))
    seen = whole(mail)
    assert not re.search(r"evil\.example|大發|王小明|6666|99999999", seen)
    assert seen.count(LINK) == 2, "once as text, once as a button"
    assert [one.addr_spec for one in mail["To"].addresses] == ["service@dafa.example.com.tw"]
    assert mail["To"].addresses[0].display_name == ""
    assert [part.get_content() for part in mail.iter_attachments()] == [PDF], "it is their own form"
    assert "113-0042" in mail["Subject"]
    confirmed = whole(composed(name, facts(**typed, confirmed=True, confirm_url="")))
    assert "大發" in confirmed
    assert "/go/" not in confirmed


@pytest.mark.parametrize(("name", "doubts"), KINDS)
def test_where_no_link_leads_here_none_is_shown(name: str, doubts: str) -> None:
    mail = composed(name, facts(confirmed=False, confirm_url="", doubts=doubts))
    assert "請先確認" not in whole(mail)
    assert "大發" not in whole(mail)


@pytest.mark.parametrize(
    ("changes", "leads"),
    [
        ({}, True),
        ({"smtp_url": "smtps://u:p@mail.example.com"}, False),
        ({"smtp_url": "smtps://u:p@mail.example.com", "public_url": "https://apply.example/"}, True),
    ],
)
def test_a_link_into_the_mail_only_where_its_reader_can_follow_it(
    changes: dict[str, Any], leads: bool
) -> None:
    assert bool(Settings(**changes).mailed_link_url) is leads


async def test_from_the_mail_to_the_page_to_a_mail_that_may_be_personal(
    tmp_path: Path, post: Mailbox
) -> None:
    port = free_port()
    given = settings(tmp_path, post.url).model_copy(update={"port": port})
    async with built(given) as service, serving(service):
        await apply(service)
        async with running_worker(service):
            mails = await post.wait_for(2, 20)
            [receipt] = [mail for mail in mails if ".applicant" in str(mail.message["Message-ID"])]
            [staff] = [mail for mail in mails if ".staff" in str(mail.message["Message-ID"])]
            application = await service.applications.get(CASE)
            assert application
            assert application.company not in receipt.text + receipt.html + receipt.subject
            assert "尚未確認" in staff.text
            assert "尚未確認" in staff.html
            assert [line for line in await status(service) if "尚未確認" in line]
            [link] = re.findall(rf"http://127\.0\.0\.1:{port}/go/\S+", receipt.text)
            async with aiohttp.ClientSession() as web:
                async with web.get(link) as page:
                    assert page.status == 200
                assert "尚未確認" in (await shown(service, CASE) or "")
                async with web.post(link) as page:
                    assert "已確認" in await page.text()
            assert re.search(r"聯絡信箱：\S+@\S+  .*已確認", await shown(service, CASE) or "")
            assert b"email_confirmed_at" in await exported(service, "csv")
            assert [line for line in await status(service) if "✔" in line and "已確認" in line]
            await resent(service, CASE, dry_run=False)
            service.case_status.wake()
            again = (await post.wait_for(4, 20))[2:]
            [personal] = [mail for mail in again if ".applicant" in str(mail.message["Message-ID"])]
            assert application.company in personal.subject
            assert "/go/" not in personal.text
            assert personal.message["Message-ID"] == receipt.message["Message-ID"]
            assert any("已確認這是自己的信箱" in mail.text for mail in again)


async def test_a_mail_sent_twice_is_the_same_mail_to_the_byte(tmp_path: Path, post: Mailbox) -> None:
    post.drop_after_data(times=2)
    async with built(settings(tmp_path, post.url)) as service:
        await apply(service)
        async with running_worker(service):
            await post.wait_for(4, 30)
    ids = {str(mail.message["Message-ID"]) for mail in post.messages}
    assert len(ids) == len({mail.raw for mail in post.messages}) == 2


async def test_the_fourth_mail_of_a_day_is_withheld_and_said_so(tmp_path: Path, post: Mailbox) -> None:
    async with built(settings(tmp_path, post.url)) as service:
        await apply(service, 4, "one@company.example.com.tw")
        async with running_worker(service):
            await post.wait_for(7, 30)
            cases = [f"113-000{number}" for number in (1, 2, 3, 4)]

            async def all_done() -> bool:
                jobs = [job for case in cases for job in await service.jobs.for_case(case)]
                return all(job.done_at for job in jobs if job.kind == JobKind.APPLICANT_MAIL)

            await until(all_done)
        rows = [await delivered(service, "applicant", case) for case in cases]
        [held] = [row for row in rows if not row.accepted_at]
        assert held.error == Withheld.ADDRESS
        assert "未寄出" in (await shown(service, held.case_number) or "")
        assert await service.jobs.stuck() == (), "nobody need do anything"
        assert any("已達上限" in line for line in await status(service, held.case_number))
        to_staff = [mail for mail in post.messages if ".staff" in str(mail.message["Message-ID"])]
        assert len(to_staff) == 4


@pytest.fixture
async def limits(tmp_path: Path) -> AsyncIterator[MailLimits]:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    journal = Journal(database)
    for number, user in ((1, "Uone"), (2, "Uone"), (3, "Utwo")):
        who = Identity("line", "Ubot", user)
        await journal.append(turn(number, identity=who, visit=2 if number == 2 else 1))
    yield MailLimits(database, Secrets(database))
    await journal.close()
    await database.close()


async def test_three_mails_to_an_address_in_a_day_whoever_causes_them(limits: MailLimits) -> None:
    for number in range(3):
        assert await limits.withheld(f"m{number}", session(1 + number), "amy@example.tw", NOW) is None
    for spelling in ("amy@example.tw", "Amy@Example.TW", "amy+tag@example.tw"):
        assert await limits.withheld("m3", session(1), spelling, NOW) is Withheld.ADDRESS
    assert await limits.withheld("m1", session(2), "amy@example.tw", NOW) is None, "it was counted before"
    tomorrow = NOW + timedelta(days=1, seconds=1)
    assert await limits.withheld("m3", session(1), "amy@example.tw", tomorrow) is None


async def test_three_addresses_a_person_over_all_their_sessions(limits: MailLimits) -> None:
    for number in range(3):
        assert (
            await limits.withheld(f"m{number}", session(1 + number % 2), f"a{number}@example.tw", NOW) is None
        )
    assert await limits.withheld("m3", session(2), "a3@example.tw", NOW) is Withheld.PERSON
    assert await limits.withheld("m4", session(1), "a1@example.tw", NOW) is None, "a known one"
    assert await limits.withheld("m3", session(3), "a3@example.tw", NOW) is None, "somebody else's"


def test_many_spellings_of_one_mailbox() -> None:
    spellings = ["a.m.y+1@gmail.com", "AMY@googlemail.com", "amy@gmail.com"]
    assert {mailbox_of(one) for one in spellings} == {"amy@gmail.com"}
    assert mailbox_of("+1@x.tw") == "+1@x.tw"


async def test_erasing_gives_no_new_mails_and_keeps_no_address(tmp_path: Path) -> None:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    journal = Journal(database)
    limits = MailLimits(database, Secrets(database, "a key"))
    case = await submit(journal)
    for number in range(3):
        assert await limits.withheld(f"{case}.{number}", session(1), "amy@example.tw", NOW) is None
    await Erasure(database).erase_case(case, NOW)
    assert await limits.withheld("next", session(1), "amy@example.tw", NOW) is Withheld.ADDRESS
    await journal.close()
    await database.close()
    assert b"amy@example.tw" not in (tmp_path / "bot.db").read_bytes()
