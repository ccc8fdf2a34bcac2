"""The whole worker against mail servers that stall, hang up, dawdle or refuse one of two: over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import built
from bot.cli.staff import shown
from bot.demo.standins.mailbox import Mailbox
from bot.job_handlers import running_worker
from bot.mail import circuit_breaker, smtp
from bot.mail.errors import MailError, Retry
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from bot.outbox import lanes
from storage.records import NewFile, NewJob
from storage.stored_names import FileRole, JobKind
from tests.bot.mail.samples import SENDER, composed, facts
from tests.support.services.outages import CASE, Silent, apply, delivered, settings, status, until


@pytest.fixture
async def post() -> AsyncIterator[Mailbox]:
    box = Mailbox()
    await box.start()
    yield box
    await box.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits as short as a test can bear."""
    monkeypatch.setattr(smtp, "_CONNECTING", 0.3)
    monkeypatch.setattr(circuit_breaker, "FIRST_PAUSE", circuit_breaker.FIRST_PAUSE * 2)


async def test_a_server_that_says_nothing_delays_no_document(tmp_path: Path) -> None:
    async with Silent().listening() as server, built(settings(tmp_path, server.url)) as service:
        await apply(service, 3)

        async def all_there() -> bool:
            cases = [f"113-000{number}" for number in (1, 2, 3)]
            return all([await service.files.of_case(case, FileRole.DOCUMENT) for case in cases])

        async with running_worker(service):
            await until(all_there, 15)
            assert server.connections <= 1, "the first mail is still being tried"
            lanes_stop = lanes.STOPPING
            assert lanes_stop.total_seconds() <= 20


async def test_waiting_mails_do_not_each_add_a_time_out(tmp_path: Path, quick: None) -> None:
    async with Silent().listening() as server, built(settings(tmp_path, server.url)) as service:
        await apply(service, 3)

        async def all_waiting() -> bool:
            waiting = await service.jobs.troubled(0)
            return len([job for job in waiting if job.kind.endswith("_mail")]) == 6

        async with running_worker(service):
            await until(all_waiting)
        assert server.connections == 1
        attempts = [job.attempts for job in await service.jobs.troubled(0) if job.kind.endswith("_mail")]
        assert sorted(attempts) == [0, 0, 0, 0, 0, 1], "who only waited has tried nothing"


async def test_stopping_waits_for_no_mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "STOPPING", lanes.STOPPING / 40)
    async with Silent().listening() as server, built(settings(tmp_path, server.url)) as service:
        await apply(service)
        async with asyncio.timeout(15), running_worker(service):
            while not server.connections:  # noqa: ASYNC110 - another task
                await asyncio.sleep(0.02)


async def test_an_end_nobody_knows_is_tried_three_times_and_told(
    tmp_path: Path, post: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbox.retry_policy.FIRST_WAIT", circuit_breaker.FIRST_PAUSE / 50)
    monkeypatch.setattr(circuit_breaker, "FIRST_PAUSE", circuit_breaker.FIRST_PAUSE / 50)
    post.drop_after_data(times=20)
    async with built(settings(tmp_path, post.url)) as service:
        await apply(service)
        async with running_worker(service):

            async def both_given_up() -> bool:
                return len(await service.jobs.stuck()) == 2

            await until(both_given_up)
        stuck = {job.error for job in await service.jobs.stuck()}
        assert stuck == {"content: SMTPServerDisconnected, the server may have taken it"}
        kinds = [str(mail.message["Message-ID"]) for mail in post.messages]
        assert [kinds.count(one) for one in set(kinds)] == [3, 3]
        assert all(one.unclear_at and not one.accepted_at for one in await service.deliveries.of_case(CASE))
        assert any("不確定" in line for line in await status(service))
        assert "不確定" in (await shown(service, CASE) or "")


async def test_acceptance_is_when_the_server_said_so(tmp_path: Path, post: Mailbox) -> None:
    post.answer_late(1.2, times=9)
    async with built(settings(tmp_path, post.url)) as service:
        await apply(service)
        async with running_worker(service):
            await post.wait_for(2, 20)
            service.case_status.patience = 0.5
            now = service.now()
            copy = NewFile(CASE, "signed_copy_draft", "signed.pdf", "application/pdf", b"%PDF-1.7 signed")
            payload = {"file": await service.files.put(copy, now), "number": 1, "at": now.isoformat()}
            await service.jobs.add(NewJob(JobKind.SIGNED_MAIL, payload, now, CASE), now)

            async def told() -> bool:
                return any(job.kind == JobKind.COPY_CHAT for job in await service.jobs.for_case(CASE))

            await until(told)
        for kind in ("staff", "signed"):
            row = await delivered(service, kind)
            assert row.accepted_at
            assert (row.accepted_at - row.queued_at).total_seconds() >= 1.2


async def test_one_of_two_refused_is_no_failure(tmp_path: Path, post: Mailbox) -> None:
    post.refuse("550 5.1.1 Unknown", address="second@programme.example")
    both = "first@programme.example, second@programme.example"
    async with built(settings(tmp_path, post.url, both)) as service:
        await apply(service)
        async with running_worker(service):
            await post.wait_for(2, 20)
            await until(service.jobs.stuck)
        row = await delivered(service, "staff")
        assert (row.accepted_at is None, row.failed_at) == (False, None)
        assert row.missing == {"second@programme.example": "recipient: 550 5.1.1"}
        assert not any("失敗" in line for line in await status(service))
        told = await shown(service, CASE) or ""
        assert "已收下，但沒有送到：second@programme.example（recipient: 550 5.1.1）" in told
        [stuck] = await service.jobs.stuck()
        assert stuck.error == "recipient: 550 5.1.1", "the operator hears of it"


async def test_one_of_two_put_off_gets_it_later_alone(
    tmp_path: Path, post: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbox.retry_policy.FIRST_WAIT", circuit_breaker.FIRST_PAUSE / 50)
    post.refuse("450 4.2.1 Busy", address="second@programme.example", times=2)
    both = "first@programme.example, second@programme.example"
    async with built(settings(tmp_path, post.url, both)) as service:
        await apply(service)
        async with running_worker(service):
            await post.wait_for(3, 20)

            async def settled() -> bool:
                return not (await delivered(service, "staff")).missing

            await until(settled)
        to = [mail.recipients for mail in post.messages if ".staff" in str(mail.message["Message-ID"])]
        assert to == [("first@programme.example",), ("second@programme.example",)]


SPEAKING = [b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n"]


@pytest.mark.parametrize(
    ("lines", "unclear"),
    [
        (SPEAKING[:1], False),
        (SPEAKING[:2], False),
        (SPEAKING[:4], False),
        (SPEAKING, False),
        ([*SPEAKING, b"354 go\r\n"], True),
    ],
    ids=["greeted", "ehlo", "recipient", "before 354", "content"],
)
@pytest.mark.parametrize("hangs", [False, True], ids=["hangs up", "hangs"])
async def test_only_content_that_has_left_makes_the_end_unclear(
    lines: list[bytes], unclear: bool, hangs: bool
) -> None:
    async def ends() -> None:
        await asyncio.sleep(5 if hangs else 0)

    mail = composed("staff", facts())
    async with Silent(lines, ends).listening() as server:
        with pytest.raises(MailError) as failed:
            await MailTransport(SmtpTarget.parse(server.url), SENDER, timeout=0.5).send(mail)
    assert (failed.value.kind, failed.value.unclear) == (Retry.SOON, unclear)
    assert ("may have taken it" in failed.value.reason) is unclear


async def test_a_server_that_forgets_to_say_good_bye_has_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "_LEAVING", 0.2)

    class Box(Mailbox):
        """Never answers QUIT."""

    box = Box()
    monkeypatch.setattr(
        "bot.demo.standins.smtp_server.SMTP.smtp_QUIT", lambda *_: asyncio.sleep(30), raising=True
    )
    await box.start()
    async with asyncio.timeout(5):
        await MailTransport(SmtpTarget.parse(box.url), SENDER, timeout=3).send(composed("staff", facts()))
    assert len(box.messages) == 1
    await box.close()
