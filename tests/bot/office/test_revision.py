"""Sent back to be changed: only the named questions are asked again, under the same number, to be signed anew."""

import asyncio
from dataclasses import replace

import numpy as np

from bot.channels.telegram.parse import Private, read_update
from bot.documents.qr_code import page_text
from bot.job_handlers import work_of
from bot.signed_copy.qr_reader import read_code
from flows.interface.callback_data import Verb
from flows.interface.inbound import Content, Opened, Tap, Text
from flows.interface.messages import Message
from storage.cases.stream.case_events import CaseEvents
from storage.stored_names import FileRole
from tests.bot.office.opened_office import CASE, Browser, Office, copy_came, text_of
from tests.faults.crowd import update as platform_update

PAGE = f"/desk/{CASE}/do/revise"


async def says(desk: Office, content: Content | str, user: int = 7001) -> tuple[Message, ...]:
    """The applicant of the first case says or taps something on Telegram."""
    event = read_update(platform_update(user, Text(content) if isinstance(content, str) else content), "7")
    assert isinstance(event, Private)
    inbound = replace(event.inbound, sent_at=desk.service.now())
    reply = await desk.service.turn_processor.receive(inbound)
    shown = await reply.messages()
    reply.sent()
    return shown


def screen(shown: tuple[Message, ...]) -> str:
    """Every text of these messages."""
    return "\n".join(
        "\n".join([
            *(note.text for note in one.notes), one.title, one.body,
            *(f"{line.label} {line.value}" for line in one.lines),
            *(button.label for button in one.buttons),
        ])
        for one in shown
    )  # fmt: skip


def button(shown: tuple[Message, ...], verb: Verb) -> Tap:
    """The button of that kind on the screen."""
    found = [one.tap for message in shown for one in message.buttons if one.tap.startswith(f"{verb.value}:")]
    return Tap(found[0])


async def asked(desk: Office, lin: Browser, *questions: str, note: str = "金額多一個零") -> None:
    """The office sends the application back for these questions, and the applicant is told."""
    form = {"question": list(questions), "note": note, "day": "2099-01-01"}
    _, page, _ = await lin.go("GET", PAGE)
    hidden = {
        name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("csrf", "seen")
    }
    assert (await lin.go("POST", PAGE, **hidden, **form))[0] == 303
    desk.later(minutes=10)
    await desk.work()


async def kinds(desk: Office) -> list[str]:
    return [str(one.event["is"]) for one in await CaseEvents(desk.service.database).of(CASE)]


async def test_only_the_named_questions_are_asked_again_and_signed_anew(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await asked(desk, lin, "annual_revenue", "marketing_team")
    assert await kinds(desk) == ["RevisionAsked", "MessageLeft"]
    shown = screen(await says(desk, "進度"))
    assert "修改 2 題並重新簽章" in shown
    shown = screen(await says(desk, Opened()))
    assert "執行單位請您在" in shown
    assert "金額多一個零" in shown
    shown = screen(await says(desk, "126 萬"))
    assert "行銷" in shown, "the second question follows, and nothing else"
    assert "只能修改執行單位指定的題目" in screen(await says(desk, "修改 2"))
    check = await says(desk, "維持原答案")
    assert "12,600,000" in screen(check).replace("1,260 萬", "12,600,000")
    old = await desk.service.files.of_case(CASE, FileRole.DOCUMENT)
    send = button(check, Verb.REVISION)
    await says(desk, send)
    assert await kinds(desk) == ["RevisionAsked", "MessageLeft", "RevisionReceived"]
    found = await desk.service.applications.get(CASE)
    assert found
    assert (found.record.get("revision"), found.answers["annual_revenue"], found.answers["marketing_team"]) == (
        2, 1_260_000, "one_person"
    )  # fmt: skip
    mails = await desk.work()
    subjects = [str(mail["Subject"]) for mail in mails]
    assert any("修改已收到，請重新簽章（第 2 版）" in one for one in subjects)
    assert any("已修改申請（第 2 版，待重新簽章）" in one for one in subjects)
    [staff] = [mail for mail in mails if "已修改申請" in str(mail["Subject"])]
    assert "變更 1 題" in text_of(staff)
    new = await desk.service.files.of_case(CASE, FileRole.DOCUMENT)
    assert old
    assert new
    assert old.sha256 != new.sha256
    _, page, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "待簽章" in page
    assert "第 2 版的變更" in page
    assert "還沒有回傳" in page, "the signature was under other answers"
    shown = screen(await says(desk, "進度"))
    assert "還差簽章" in shown
    await copy_came(desk)
    assert "待審查" in (await lin.go("GET", f"/desk/{CASE}"))[1]
    await says(desk, send)
    assert (await kinds(desk)).count("RevisionReceived") == 1, "an old button sends nothing again"


async def test_what_applies_only_since_is_asked_too(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await asked(desk, lin, "export_status", note="")
    await says(desk, Opened())
    shown = screen(await says(desk, "經常性出口"))
    assert "送出修改" not in shown, "how much was exported is asked now"


async def test_taken_back_or_overtaken_the_chat_is_as_before(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    form = {"question": ["annual_revenue"], "note": "", "day": "2099-01-01"}
    await lin.press(PAGE, PAGE, **form)
    await lin.press(f"/desk/{CASE}", f"/desk/{CASE}/recall")
    desk.later(minutes=11)
    assert await desk.work() == []
    assert "執行單位請您在" not in screen(await says(desk, Opened()))
    await asked(desk, lin, "annual_revenue")
    await says(desk, Opened())
    await says(desk, "126 萬")
    await lin.press(
        f"/desk/{CASE}/do/refuse", f"/desk/{CASE}/do/refuse", note="已逾 200 人", day="2099-01-01"
    )
    desk.later(minutes=11)
    assert "未符合資格" in str((await desk.work())[0]["Subject"])
    shown = screen(await says(desk, "送出"))
    assert "送出修改" not in shown
    found = await desk.service.applications.get(CASE)
    assert found
    assert (found.record.get("revision"), found.answers["annual_revenue"]) == (None, 12_600_000)


async def test_a_form_names_questions_and_none_that_may_not_change(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    _, page, _ = await lin.go("GET", PAGE)
    assert 'value="annual_revenue"' in page
    for fixed in ("ubn", "declare_sme_truth", "made_up"):
        assert f'value="{fixed}"' not in page
        status, text, _ = await lin.press(PAGE, PAGE, question=[fixed], note="x", day="2099-01-01")
        assert (status, "請至少勾選一題" in text) == (422, True)
    assert await kinds(desk) == []


async def test_a_kill_between_telling_and_mailing_opens_it_once(desk: Office, lin: Browser) -> None:
    """The job runs again: the journal has one request, the mail is the same."""
    await copy_came(desk)
    form = {"question": ["annual_revenue"], "note": "", "day": "2099-01-01"}
    await lin.press(PAGE, PAGE, **form)
    desk.later(minutes=10)
    handlers = work_of(desk.service).handlers
    job = await desk.service.jobs.lease("doomed", desk.service.now(), 1)
    assert job
    await handlers[job.kind](job)
    desk.later(minutes=1)
    await desk.work()
    assert await kinds(desk) == ["RevisionAsked", "MessageLeft"]
    found = await desk.service.applications.get(CASE)
    assert found
    stored = await desk.service.journal.load_session(found.session)
    assert stored
    assert [one["is"] for one in stored.events].count("RevisionOpened") == 1


async def test_two_taps_at_once_revise_once(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await asked(desk, lin, "annual_revenue")
    await says(desk, Opened())
    check = await says(desk, "126 萬")
    await asyncio.gather(*(says(desk, button(check, Verb.REVISION)) for _ in range(2)))
    assert (await kinds(desk)).count("RevisionReceived") == 1


def test_the_code_of_a_page_says_which_answers_it_is_of() -> None:
    corners = np.zeros((4, 2))
    for revision in (1, 2, 9):
        found = read_code(page_text("113-0042", 1, revision=revision), corners)
        assert found
        assert (found.case_number, found.page, found.revision) == ("113-0042", 1, revision)
