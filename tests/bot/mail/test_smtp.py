"""Sending over a real socket: what arrives, and what each way of failing means for the next try."""

import socket
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.smtp_server import At
from bot.mail.errors import MailError, Retry
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from tests.bot.mail.samples import PDF, SENDER, composed, facts

ADDRESSES = ("debby@cisanet.example.org", "second@cisanet.example.org")
STAFF_MAIL = composed("staff", facts())


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    box = Mailbox()
    await box.start()
    yield box
    await box.close()


def transport(url: str) -> MailTransport:
    return MailTransport(SmtpTarget.parse(url), SENDER, timeout=3)


async def failure(url: str) -> MailError:
    with pytest.raises(MailError) as failed:
        await transport(url).send(STAFF_MAIL)
    return failed.value


async def test_a_mail_arrives_whole(mailbox: Mailbox) -> None:
    await transport(mailbox.url).send(STAFF_MAIL)
    [mail] = await mailbox.wait_for(1)
    assert mail.subject == "[113-0042] 大發食品股份有限公司 診斷申請（符合資格）"
    assert mail.from_ == "113 年度中小企業數位創新國際行銷計畫 <apply@bot.example.org>"
    assert mail.recipients == ADDRESSES
    assert mail.summary.startswith("符合資格｜統一編號 12345675｜日本、泰國、越南")
    assert "<h1" in mail.html
    assert [(one.name, one.media_type, one.content) for one in mail.attachments] == [
        ("113-0042_application.pdf", "application/pdf", PDF)
    ]
    assert mail.raw == STAFF_MAIL.as_bytes()


async def test_both_mails_of_a_case_have_their_own_identity(mailbox: Mailbox) -> None:
    sender = transport(mailbox.url)
    await sender.send(STAFF_MAIL)
    await sender.send(composed("applicant", facts()))
    mails = await mailbox.wait_for(2)
    assert [mail.message["Message-ID"] for mail in mails] == [
        "<113-0042.staff.5eed@bot.example.org>",
        "<113-0042.applicant.5eed@bot.example.org>",
    ]
    assert mails[1].recipients == ("service@dafa.example.com.tw",)


@pytest.mark.parametrize(
    ("at", "reply", "kind", "reason"),
    [
        (At.RECIPIENT, "451 4.7.1 Greylisted, come back", Retry.SOON, "recipient: 451 4.7.1"),
        (At.RECIPIENT, "450 Mailbox busy", Retry.SOON, "recipient: 450"),
        (At.RECIPIENT, "432 4.3.2 Concurrent connections exceeded", Retry.SOON, "recipient: 432 4.3.2"),
        (At.RECIPIENT, "452 4.2.2 Mailbox full", Retry.SLOWLY, "recipient: 452 4.2.2, full"),
        (At.RECIPIENT, "552 5.2.2 Mailbox full", Retry.SLOWLY, "recipient: 552 5.2.2, full"),
        (At.RECIPIENT, "550 5.1.1 No such user", Retry.NEVER, "recipient: 550 5.1.1"),
        (At.SENDER, "421 4.3.0 Shutting down", Retry.SOON, "sender: 421 4.3.0"),
        (At.SENDER, "550 5.7.1 Sender not allowed", Retry.SLOWLY, "sender: 550 5.7.1"),
        (At.SENDER, "552 5.3.4 Too large", Retry.NEVER, "sender: 552 5.3.4, too large"),
        (At.CONTENT, "451 4.3.0 Try later", Retry.SOON, "content: 451 4.3.0"),
        (At.CONTENT, "554 5.6.0 Content rejected", Retry.NEVER, "content: 554 5.6.0"),
    ],
)
async def test_answers_of_the_server(mailbox: Mailbox, at: At, reply: str, kind: Retry, reason: str) -> None:
    mailbox.refuse(reply, at=at, times=2)
    error = await failure(mailbox.url)
    assert (error.kind, error.reason, error.delivered) == (kind, reason, False)
    assert mailbox.messages == []


async def test_a_greylisted_mail_arrives_at_the_next_try(mailbox: Mailbox) -> None:
    mailbox.refuse("451 4.7.1 Greylisted", times=2)
    await failure(mailbox.url)
    await transport(mailbox.url).send(STAFF_MAIL)
    assert len(await mailbox.wait_for(1)) == 1


async def test_the_next_try_goes_only_to_those_who_have_nothing_yet(mailbox: Mailbox) -> None:
    mailbox.refuse("450 4.2.1 Busy", address=ADDRESSES[1])
    error = await failure(mailbox.url)
    assert (error.kind, error.delivered, error.waiting) == (Retry.SOON, True, (ADDRESSES[1],))
    await transport(mailbox.url).send(STAFF_MAIL, to=error.waiting)
    assert [mail.recipients for mail in await mailbox.wait_for(2)] == [(ADDRESSES[0],), (ADDRESSES[1],)]


async def test_one_wrong_address_does_not_keep_the_mail_from_the_others(mailbox: Mailbox) -> None:
    mailbox.refuse("550 5.1.1 Unknown", address=ADDRESSES[0])
    error = await failure(mailbox.url)
    assert (error.kind, error.delivered, error.waiting) == (Retry.NEVER, True, ())
    assert mailbox.messages[0].recipients == (ADDRESSES[1],)


async def test_a_double_after_a_lost_connection_is_recognisable(mailbox: Mailbox) -> None:
    mailbox.drop_after_data()
    error = await failure(mailbox.url)
    assert error.kind is Retry.SOON
    assert "may have taken it" in error.reason
    await transport(mailbox.url).send(STAFF_MAIL)
    first, second = await mailbox.wait_for(2)
    assert first.raw == second.raw


async def test_a_mail_lost_with_the_connection_is_sent_again(mailbox: Mailbox) -> None:
    mailbox.drop_after_data(taken=False)
    assert (await failure(mailbox.url)).kind is Retry.SOON
    await transport(mailbox.url).send(STAFF_MAIL)
    assert len(await mailbox.wait_for(1)) == 1


async def test_no_server() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await failure(f"smtp://127.0.0.1:{taken.getsockname()[1]}")
    assert (error.kind, error.reason) == (Retry.SOON, "connect: SMTPConnectError")


async def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        target = SmtpTarget.parse(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(MailError) as failed:
            await MailTransport(target, SENDER, timeout=0.2).send(STAFF_MAIL)
    assert failed.value.kind is Retry.SOON


async def test_too_large_is_known_before_anything_is_sent() -> None:
    box = Mailbox(largest=5000)
    await box.start()
    error = await failure(box.url)
    await box.close()
    assert error.kind is Retry.NEVER
    assert error.reason == f"sender: {len(STAFF_MAIL.as_bytes())} bytes, the server takes 5000"


async def test_errors_and_tracebacks_name_nobody(mailbox: Mailbox) -> None:
    mailbox.refuse(f"550 5.1.1 <{ADDRESSES[0]}> unknown here", times=2)
    error = await failure(mailbox.url)
    assert "@" not in f"{error} {error.reason}"
    assert error.__cause__ is None


async def test_addresses_beyond_ascii_go_only_where_they_are_understood() -> None:
    mail = composed("applicant", facts(contact_email="小華@dafa.example.com.tw"))
    for utf8 in (True, False):
        box = Mailbox(utf8=utf8)
        await box.start()
        if utf8:
            await transport(box.url).send(mail)
            assert box.messages[0].recipients == ("小華@dafa.example.com.tw",)
        else:
            with pytest.raises(MailError, match="SMTPUTF8") as failed:
                await transport(box.url).send(mail)
            assert failed.value.kind is Retry.NEVER
        await box.close()


async def test_a_mail_to_nobody_is_not_taken_for_sent(mailbox: Mailbox) -> None:
    with pytest.raises(MailError, match="nobody"):
        await transport(mailbox.url).send(composed("staff", facts(), staff=[]))


async def test_a_folder_takes_the_mail_instead(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    keeper = MailTransport(None, SENDER, mail_dir=folder)
    for _ in range(2):
        await keeper.send(STAFF_MAIL)
    [file] = folder.iterdir()
    assert file.name == "113-0042.staff.5eed@bot.example.org.eml"
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] == STAFF_MAIL["Subject"]


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MailError, match="MAIL_DIR: ENOTDIR") as failed:
        await MailTransport(None, SENDER, mail_dir=tmp_path / "file" / "mails").send(STAFF_MAIL)
    assert failed.value.kind is Retry.SLOWLY


def test_mail_needs_a_way_out() -> None:
    with pytest.raises(ValueError, match="SMTP_URL or MAIL_DIR"):
        MailTransport(None, SENDER)


async def test_the_mailbox_keeps_files_when_asked(tmp_path: Path) -> None:
    box = Mailbox(folder=tmp_path)
    await box.start()
    await transport(box.url).send(STAFF_MAIL)
    await box.close()
    assert (tmp_path / "mail-1.eml").read_bytes() == box.messages[0].raw
