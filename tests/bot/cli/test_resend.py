"""`resend`: the mails of a case again, the signed copy in force and whatever was given up among them; nothing stuck."""

from datetime import UTC, datetime
from pathlib import Path

from bot.app import built
from bot.channels.telegram.parse import Private, read_update
from bot.cli.staff import resent
from bot.config.settings import Settings
from bot.demo.standins.mailbox import Mailbox
from bot.job_handlers import running_worker
from flows.cases.codec import to_json
from flows.cases.events import QuestionAsked
from storage.cases.stream.case_events import CaseEvents
from storage.records import NewFile, NewJob, StoredCaseEvent
from storage.stored_names import JobKind
from tests.faults.crowd import update
from tests.faults.service import open_programme
from tests.support.scripts import application, ubns
from tests.support.services.new_databases import new_sqlite

CASE = "113-0001"


async def test_a_signed_copy_given_up_is_sent_again_and_settled(tmp_path: Path) -> None:
    post = Mailbox()
    await post.start()
    settings = Settings(
        database_url=new_sqlite(tmp_path / "bot.db"),
        programme_file=open_programme(tmp_path),
        smtp_url=post.url,
        mail_from="intake@programme.example",
        mail_to="staff@programme.example",
    )
    async with built(settings) as service:
        service.case_status.patience = 0
        for content in application("non_exporter", ubns(1)[0])[0]:
            event = read_update(update(7001, content), "7")
            assert isinstance(event, Private)
            await (await service.turn_processor.receive(event.inbound)).messages()
        async with running_worker(service):
            await post.wait_for(2, 20)
        now = datetime.now(UTC)
        copy = NewFile(CASE, "signed_copy_draft", "signed.pdf", "application/pdf", b"%PDF-1.7 signed")
        sha256 = await service.files.put(copy, now)
        payload = {"file": sha256, "number": 1, "at": now.isoformat()}
        await service.jobs.add(NewJob(JobKind.SIGNED_MAIL, payload, now, CASE), now)
        asked = StoredCaseEvent(1, now, "applicant", to_json(QuestionAsked("何時通知？", "")))
        question = NewJob(JobKind.QUESTION_MAIL, {}, now)
        await CaseEvents(service.database).append(CASE, [asked], [question], now)
        post.refuse("550 5.1.1 Unknown", address="staff@programme.example", times=2)
        async with running_worker(service):
            while len(await service.jobs.stuck()) < 2:
                await post.wait_for(2)
        assert "回傳的申請書，以及先前放棄的 1 項" in (await resent(service, CASE, dry_run=True) or "")
        assert await service.jobs.stuck(), "a dry run changes nothing"
        assert "回傳的申請書" in (await resent(service, CASE, dry_run=False) or "")
        assert await service.jobs.stuck() == ()
        async with running_worker(service):
            await post.wait_for(6, 20)
    ids = [str(mail.message["Message-ID"]) for mail in post.messages]
    await post.close()
    kinds = sorted(one.split(".")[1].partition("@")[0] for one in ids)
    assert kinds == ["applicant", "applicant", "question", "signed", "staff", "staff"], ids
