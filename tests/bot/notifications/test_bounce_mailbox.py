"""Returned mail read over real IMAP: what is marked, what is left alone, and what an operator is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.standins.imap_server import HOST, ImapServer
from bot.demo.standins.mailbox import Mailbox
from bot.mail import imap
from bot.mail.imap_url import ImapSecurity, ImapTarget
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from bot.notifications.bounces import EVERY, BounceMailbox
from bot.notifications.operator_digest import Digest
from bot.outbox.worker import Worker
from storage.cases.deliveries import Deliveries
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.stored_names import JobKind
from tests.bot.mail import bounce_samples as samples
from tests.bot.mail.bounce_samples import OURS
from tests.bot.mail.test_smtp_tls import certificate
from tests.storage.make import NOW, submit
from tests.support.lobby import secrets_of

LOGIN = ("intake@programme.example", 'p@ss "密碼"')
ASCII_LOGIN = ("intake@programme.example", "p@ss-word")


class Office:
    """A case whose mail is on its way, a mailbox, and workers on a clock of the test's own."""

    def __init__(self, database: Database, server: ImapServer, ca_file: Path) -> None:
        self.database = database
        self.server = server
        self.jobs = Jobs(database)
        self.deliveries = Deliveries(database)
        self.now = NOW
        self._ca_file = ca_file

    @property
    def target(self) -> ImapTarget:
        security = ImapSecurity.STARTTLS if self.server.starttls else ImapSecurity.TLS
        return ImapTarget(HOST, self.server.port, security, *self.server.login)

    def mailbox(self, target: ImapTarget | None = None, *, trusting: bool = True) -> BounceMailbox:
        tls = ssl.create_default_context(cafile=self._ca_file if trusting else None)
        return BounceMailbox(self.jobs, self.deliveries, target or self.target, tls, lambda: self.now)

    async def look(self, *mailboxes: BounceMailbox) -> None:
        """What is due is done by workers with these."""
        for number, mailbox in enumerate(mailboxes):
            await mailbox.keep(self.now)
            worker = Worker(
                f"w{number}", self.jobs, {JobKind.BOUNCES: mailbox.look}, asyncio.Event(), lambda: self.now
            )
            while await worker.step():
                pass

    async def trouble(self) -> str | None:
        """What the job that reads the mailbox last met."""
        [job] = [one for one in await self.jobs.troubled(1) if one.kind == JobKind.BOUNCES]
        return job.error


@pytest.fixture
async def office(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    authority, context = certificate(tmp_path, HOST)
    server = ImapServer(**{"login": LOGIN, "tls": context, **getattr(request, "param", {})})
    await server.start()
    journal = Journal(database)
    await submit(journal)
    await journal.close()
    office = Office(database, server, authority)
    await office.deliveries.queued("113-0001", "staff", OURS, "staff@programme.example", NOW)
    yield office
    await server.close()


async def bounced(office: Office) -> str | None:
    [delivery] = await office.deliveries.of_case("113-0001")
    return delivery.error if delivery.bounced_at else None


@pytest.mark.parametrize(
    "office", [{}, {"starttls": True}, {"plain": False, "login": ASCII_LOGIN}], indirect=True,
    ids=["tls", "starttls", "login-only"],
)  # fmt: skip
async def test_a_notice_marks_the_delivery_and_is_read(office: Office) -> None:
    mail = office.server.drop(samples.POSTFIX)
    await office.look(office.mailbox())
    assert await bounced(office) == "bounce 5.1.1"
    assert mail.seen


async def test_what_is_not_ours_stays_unread_and_is_not_fetched_again(office: Office) -> None:
    others = [office.server.drop(mail) for mail in (samples.HOLIDAY, samples.SOMEBODY_ELSES)]
    mailbox = office.mailbox()
    for _ in range(3):
        await office.look(mailbox)
        office.now += EVERY
    late = office.server.drop(samples.POSTFIX)
    await office.look(mailbox)
    assert [mail.seen for mail in (*others, late)] == [False, False, True]
    assert office.server.fetched == 3
    assert await bounced(office) == "bounce 5.1.1"


async def test_a_folder_numbered_anew_is_read_anew(office: Office) -> None:
    office.server.drop(samples.HOLIDAY)
    mailbox = office.mailbox()
    await office.look(mailbox)
    office.server.kept.clear()
    office.server.validity += 1
    office.server.drop(samples.POSTFIX)
    office.now += EVERY
    await office.look(mailbox)
    assert await bounced(office) == "bounce 5.1.1"


async def test_a_huge_mail_is_not_fetched(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.notifications.bounces.LARGEST", 100)
    office.server.drop(samples.POSTFIX)
    await office.look(office.mailbox())
    assert (office.server.fetched, await bounced(office)) == (0, None)


async def test_one_of_several_workers_looks_every_half_minute(office: Office) -> None:
    workers = [office.mailbox(), office.mailbox()]
    await office.look(*workers)
    await office.look(*workers)
    assert office.server.sessions == 1
    office.now += EVERY
    await office.look(*workers)
    assert office.server.sessions == 2


async def test_mail_that_came_while_the_server_was_away_is_read_later(office: Office) -> None:
    await office.server.close()
    mailbox = office.mailbox()
    await office.look(mailbox)
    assert await office.trouble() == "imap connect: ConnectionRefusedError"
    mail = office.server.drop(samples.POSTFIX)
    await office.server.start()
    office.now += timedelta(minutes=1)
    await office.look(mailbox)
    assert (mail.seen, await bounced(office)) == (True, "bounce 5.1.1")


@pytest.mark.parametrize(
    ("office", "change", "trusting", "error"),
    [
        ({}, {"password": "wrong"}, True, "imap login: refused"),
        ({"plain": False}, {"password": "wrong"}, True, "imap login: refused"),
        ({"plain": False}, {}, True, "imap login: refused"),
        ({}, {"folder": "Nowhere"}, True, "imap folder: refused"),
        ({"read_only": True}, {}, True, "imap folder: read only"),
        ({}, {}, False, "imap TLS: CERTIFICATE_VERIFY_FAILED"),
        ({"starttls": True}, {}, False, "imap TLS: CERTIFICATE_VERIFY_FAILED"),
        ({}, {"security": ImapSecurity.STARTTLS}, True, "imap connect: TimeoutError"),
        ({"tls": None}, {"security": ImapSecurity.STARTTLS}, True, "imap connect: connection lost"),
        ({"hang_up_on": "FETCH"}, {}, True, "imap read: connection lost"),
    ],
    ids=[
        "password", "password-login", "beyond-ascii-login", "folder", "read-only", "certificate",
        "certificate-starttls", "tls-port", "no-starttls", "hangs-up",
    ],
    indirect=["office"],
)  # fmt: skip
async def test_each_trouble_has_its_class(
    office: Office, change: dict[str, Any], trusting: bool, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "TIMEOUT", 0.5)
    mail = office.server.drop(samples.POSTFIX)
    await office.look(office.mailbox(replace(office.target, **change), trusting=trusting))
    assert (await office.trouble() or "").startswith(error)
    assert not mail.seen


async def test_the_digest_tells_it_and_a_restart_with_the_right_password_goes_on(office: Office) -> None:
    wrong = office.mailbox(replace(office.target, password="wrong"))
    for _ in range(250):
        await office.look(wrong)
        office.now += timedelta(minutes=20)
    [stuck] = await office.jobs.stuck()
    assert stuck.kind == JobKind.BOUNCES
    office.now = (office.now + timedelta(days=1)).replace(hour=1)  # nine in the morning in Taipei
    post = Mailbox()
    await post.start()
    transport = MailTransport(SmtpTarget.parse(post.url), "bot@programme.example")
    keys = secrets_of(office.database)
    digest = Digest(
        office.jobs, office.deliveries, keys, transport, "bot@programme.example", "operator@host.example"
    )
    await digest.schedule(office.now)
    await Worker("d", office.jobs, {JobKind.DIGEST: digest.send}, asyncio.Event(), lambda: office.now).step()
    [mail] = await post.wait_for(1)
    await post.close()
    assert "退信信箱不接受帳號密碼：1 件（已放棄、讀取退信信箱）" in mail.text
    assert "檢查 BOUNCE_IMAP_URL 的帳號與密碼" in mail.text
    office.server.drop(samples.POSTFIX)
    await office.look(office.mailbox())
    assert await bounced(office) == "bounce 5.1.1"
    assert await office.jobs.stuck() == ()


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (
            "imaps://intake%40x.tw:p%40ss@mail.x.tw/INBOX",
            ImapTarget("mail.x.tw", 993, ImapSecurity.TLS, "intake@x.tw", "p@ss"),
        ),
        (
            "imap+starttls://u:p@mail.x.tw:1143/Returned%20mail",
            ImapTarget("mail.x.tw", 1143, ImapSecurity.STARTTLS, "u", "p", "Returned mail"),
        ),
        ("imap://u:p@127.0.0.1", ImapTarget("127.0.0.1", 143, ImapSecurity.PLAIN, "u", "p", "INBOX")),
    ],
)
def test_reads_what_operators_write(url: str, target: ImapTarget) -> None:
    assert ImapTarget.parse(url) == target


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("pop3://u:hunter2@mail.x.tw", "must begin with imap://"),
        ("imaps://mail.x.tw/INBOX", "user and password are missing"),
        ("imaps://u@mail.x.tw", "user and password go together"),
        ("imap://u:hunter2@mail.x.tw", "in clear"),
        ("imaps://u:hunter2@mail.x.tw/退信", "ASCII"),
        ("imaps://u:hunter2#x@mail.x.tw", "percent-encode"),
    ],
)
def test_refuses_in_clear_words_without_the_password(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        ImapTarget.parse(url)
    assert "hunter2" not in str(refused.value)
    assert str(refused.value).startswith("BOUNCE_IMAP_URL: ")
