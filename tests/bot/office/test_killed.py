"""Lost at any commit and done again, every act of the desk, of an applicant and of the mailbox happens once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.app import built
from bot.channels.telegram.parse import Private, read_update
from bot.demo.standins.imap_server import HOST, ImapServer
from bot.job_handlers import work_of
from flows.interface.callback_data import Verb
from flows.interface.inbound import Content, Opened, Text
from flows.interface.messages import Message
from storage.staff.unfiled import Unfiled
from storage.stored_names import JobKind
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came
from tests.bot.office.test_act_links import known, links_of, staff_mails
from tests.bot.office.test_mail_intake import mail, with_scan
from tests.bot.office.test_revision import asked, button, kinds, screen
from tests.faults.crowd import update as platform_update
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.support.services.lost_transactions import insisted

DESK = f"/desk/{CASE}"


async def presses(browser: Browser, page: str, action: str, **form: object) -> int:
    """Somebody opens a page once and sends its form until they are answered; the last status."""
    hidden = await browser.hidden(page, action)

    async def sends() -> int:
        return (await browser.go("POST", action, **hidden | form))[0]

    return await insisted(sends)


async def says(desk: Office, content: Content, *, staffed: bool = False) -> tuple[Message, ...]:
    """The applicant says something, and Telegram brings it to one new process after another; `staffed`: where staff
    answer in the chat itself."""
    event = read_update(platform_update(7001, content), "7")
    assert isinstance(event, Private)
    inbound = replace(event.inbound, sent_at=desk.service.now(), staffed=staffed)

    async def brought() -> tuple[Message, ...]:
        async with built(desk.service.settings, now=desk.service.now) as service:
            service.case_status.patience = 0
            reply = await service.turn_processor.receive(inbound)
            shown = await reply.messages()
            reply.sent()
            return shown

    return await insisted(brought)


async def test_every_act_of_the_desk_happens_once(desk: Office, lin: Browser) -> None:
    wang = await desk.signed_in(WANG)
    await copy_came(desk)
    done: Sequence[tuple[Browser, str, Mapping[str, object], str]] = (
        (lin, "approve", {}, "ReviewPassed"),
        (lin, "ask", {"reason": "undated", "note": "", "day": "2099-01-01"}, "SupplementAsked"),
        (lin, "received", {"note": "紙本寄達"}, "SupplementReceived"),
        (lin, "revise", {"question": ["annual_revenue"], "note": "", "day": "2099-01-01"}, "RevisionAsked"),
        (lin, "refuse", {"note": "已逾 200 人", "day": "2099-01-01"}, "CaseRefused"),
        (wang, "reopen", {"note": "誤判", "tell": "on"}, "CaseReopened"),
        (lin, "withdraw", {"note": "電話"}, "CaseWithdrawn"),
    )
    for browser, act, form, kind in done:
        page, before = f"{DESK}/do/{act}", (await kinds(desk)).count(kind)
        assert await presses(browser, page, page, **form) == 303, act
        assert (await kinds(desk)).count(kind) == before + 1, act
        desk.later(minutes=11)
        subjects = [str(one["Subject"]) for one in await desk.work()]
        assert len(subjects) == len(set(subjects)), subjects
        if act == "received":
            await copy_came(desk)


async def test_what_is_taken_back_answered_or_asked_for_happens_once(desk: Office, lin: Browser) -> None:
    for content in (
        Text("真人協助"),
        Text("請問何時通知？"),
        Text("更正資料"),
        Text("電話改成 02-1234-5678"),
    ):
        await says(desk, content)
    assert await presses(lin, DESK, f"{DESK}/answer", text="本週五前通知您") in (303, 409)
    assert await presses(lin, DESK, f"{DESK}/request", does="extend", text="要查證") in (303, 409)
    assert await presses(lin, DESK, f"{DESK}/request", does="grant", text="已更正電話") in (303, 409)
    await presses(lin, f"{DESK}/do/withdraw", f"{DESK}/do/withdraw", note="電話")
    assert await presses(lin, DESK, f"{DESK}/recall") in (303, 409)
    await says(desk, Text("撤案"))
    await says(desk, Text("確定撤案"))
    assert await kinds(desk) == [
        "QuestionAsked", "DataRequested", "QuestionAnswered", "DataRequestExtended", "DataRequestAnswered",
        "CaseWithdrawn", "ActRecalled", "CaseWithdrawn",
    ]  # fmt: skip
    desk.later(minutes=11)
    subjects = [str(one["Subject"]) for one in await desk.work()]
    assert len(subjects) == len(set(subjects)), subjects


async def test_a_chat_in_which_staff_answer_ends_once(desk: Office, lin: Browser) -> None:
    for words in ("真人協助", "在嗎？"):
        await says(desk, Text(words), staffed=True)
    assert await presses(lin, DESK, f"{DESK}/end_chat") in (303, 409)
    assert "承辦人員已結束這次的真人協助" in screen(await says(desk, Text("謝謝"), staffed=True))
    assert "承辦人員已結束" not in screen(await says(desk, Text("進度"), staffed=True))
    assert await kinds(desk) == ["StaffChatBegun", "StaffChatEnded"]
    assert await desk.work() == []


async def test_a_button_of_a_mail_acts_once(desk: Office) -> None:
    link = links_of((await staff_mails(desk))[LIN])[0]
    browser = await known(desk, link)
    assert await presses(browser, link, link) in (200, 409)
    assert await kinds(desk) == ["ReviewPassed"]


async def test_a_revision_is_sent_once(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await asked(desk, lin, "annual_revenue")
    await says(desk, Opened())
    check = await says(desk, Text("126 萬"))
    await says(desk, button(check, Verb.REVISION))
    assert (await kinds(desk)).count("RevisionReceived") == 1
    found = await desk.service.applications.get(CASE)
    assert found
    assert (found.record.get("revision"), found.answers["annual_revenue"]) == (2, 1_260_000)
    assert sum("已修改申請" in str(one["Subject"]) for one in await desk.work()) == 1


async def test_mailed_scans_are_taken_once_and_then_marked_read(desk: Office, lin: Browser) -> None:
    """Lost between fetching and keeping one, and before the mailbox knows that it was read."""
    server = ImapServer(login=("intake", "password"))
    await server.start()
    scan = with_scan(mail(), photo(Shot("mailed", case_number=CASE)))
    stranger = with_scan(mail(sender="stranger@elsewhere.example"))
    kept = [server.drop(one.as_string()) for one in (stranger, scan, mail("只有文字"))]
    url = f"imap://intake:password@{HOST}:{server.port}/INBOX"
    settings = desk.service.settings.model_copy(update={"bounce_imap_url": url})
    await desk.service.jobs.keep(JobKind.BOUNCES, desk.service.now())
    job = await desk.service.jobs.lease("test", desk.service.now(), 60, {JobKind.BOUNCES})
    assert job

    async def looked() -> None:
        async with built(settings, now=desk.service.now) as service:
            await work_of(service).handlers[JobKind.BOUNCES](job)

    await insisted(looked)
    assert [one.seen for one in kept] == [True, True, False]
    found = await desk.service.applications.get(CASE)
    assert found
    assert len(found.record["copies"]) == 1
    [waiting] = await Unfiled(desk.service.database).listed()
    assert await presses(lin, "/desk/unfiled", f"/desk/unfiled/{waiting.id}/leave") == 303
    await insisted(looked)
    assert await Unfiled(desk.service.database).listed() == ()
    await server.close()
