"""A case from the chat to its end in a real browser: office on a desktop, consultant and applicant on a phone.

Telegram, SMTP and IMAP are played over sockets. Between the acts the service is ended with its jobs undone, and what is
done is delivered again (OfficeWorld.work)."""

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from bot.demo.office.signed_sheet import signed_sheet
from bot.demo.player import Player
from storage.stored_names import FileRole
from tests.bot.consultants.consulting import CHEN, LINK, pdf
from tests.bot.office.opened_office import CASE, LIN
from tests.browser.marks import IN_BROWSER
from tests.browser.office_pages import (
    answers,
    links_of_a_mail,
    list_without_reloading,
    scans_of_no_use,
    signs_in,
    what_managers_see,
)
from tests.browser.office_world import INTAKE, OfficeWorld, link_in, office_world
from tests.browser.visitors import DESKTOP, PHONE, Visitor, entries, opens_every, subjects, to
from tests.stories.test_same_company import script

pytestmark = IN_BROWSER


@pytest_asyncio.fixture(loop_scope="package")
async def world(tmp_path: Path) -> AsyncIterator[OfficeWorld]:
    async with office_world(tmp_path) as opened:
        yield opened


async def _applies(world: OfficeWorld) -> None:
    edition = world.service.editions[world.service.programme.questionnaire]
    player = Player(script(), edition, world.applicant)
    await player.play()
    assert player.case_number == CASE


async def _asked_and_revised(lin: Visitor) -> None:
    """補件, then two questions again: the change stands side by side."""
    world, person = lin.world, lin.world.applicant
    await lin.opens(f"/desk/{CASE}")
    await lin.opens(f"/desk/{CASE}/do/revise")
    for name in ("annual_revenue", "employee_count"):
        await lin.page.check(f'input[value="{name}"]')
    await lin.page.fill("#note", "金額多一個零")
    await lin.presses("退回修改")
    await lin.presses("立即寄出")
    assert "修改 2 題" in subjects(await world.work())
    await person.open()
    await person.say("3")
    await person.say("55 萬")
    await person.tap("送出修改")
    assert "修改已收到" in subjects(await world.work())
    await lin.opens(f"/desk/{CASE}")
    assert "第 2 版的變更" in await lin.text()


async def _received_by_imap(lin: Visitor) -> str:
    """A forwarded mail; the link to approve in the mail that tells whose turn it is."""
    world = lin.world
    stored = await world.service.files.of_case(CASE, FileRole.DOCUMENT)
    assert stored
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = LIN, INTAKE[0], f"轉寄: {CASE} 申請書"
    mail.set_content("如附件")
    scan = await asyncio.to_thread(signed_sheet, stored.content, (115, 12, 1))
    mail.add_attachment(scan, maintype="application", subtype="pdf", filename="scan.pdf")
    kept = world.imap.drop(mail.as_string())
    world.later(minutes=1)
    mails = await world.work()
    assert kept.seen
    await lin.opens(f"/desk/{CASE}")
    assert "待審查" in await lin.text()
    return link_in(
        next(one for one in mails if LIN in one.recipients and "/desk/link/" in one.text), "desk/link"
    )


async def _approved(lin: Visitor) -> None:
    world = lin.world
    await lin.opens(f"/desk/{CASE}")
    await lin.presses("請補件")
    await lin.page.get_by_label("日期未填", exact=False).check()
    await lin.presses("請補件")
    await lin.presses("立即寄出")
    assert "前補件" in subjects(await world.work())
    await lin.opens(f"/desk/{CASE}/do/received")
    await lin.page.fill("#note", "本人帶來")
    await lin.page.click("button.main")
    await lin.opens(f"/desk/{CASE}/do/approve")
    await lin.presses("審查通過")
    world.later(minutes=10)
    assert "審查通過" in subjects(await world.work())


async def _assigned(lin: Visitor, chen: Visitor) -> str:
    """The consultant takes the case on a phone; their page of it."""
    world = lin.world
    await lin.opens(f"/desk/{CASE}/assign")
    await lin.page.locator(f'button[value="{CHEN}"]').click()
    world.later(minutes=10)
    page = link_in(to(await world.work(), CHEN), "consult")
    await chen.opens(page)
    await chen.page.locator("button").first.click()
    await chen.looks()
    code = to(await world.work(), CHEN).text
    digits = "".join(one for one in code.split("；")[0] if one.isdecimal())[:6]
    await chen.page.locator("input[name=code]").fill(digits)
    await chen.page.locator("form:has(input[name=code]) button").click()
    await chen.looks()
    await chen.page.locator('form[action$="/accept"] button').click()
    world.later(minutes=10)
    assert "已媒合顧問" in subjects(await world.work())
    return page


async def _agreed(lin: Visitor, chen: Visitor, page: str) -> None:
    """Three times, one picked in Telegram, moved, cancelled, and another one."""
    world = lin.world
    await _proposes(chen, page, 4)
    await world.applicant.say("進度")
    await world.applicant.tap(world.label(4))
    first = entries(await world.work())
    assert [(method, number) for method, _, number in first] == [("REQUEST", 0)] * 2
    await lin.opens(f"/desk/{CASE}/visit")
    form = lin.page.locator('details:has(form[action$="/fix"])')
    await form.locator("summary").click()
    await form.locator('input[type="datetime-local"]').fill(world.typed(6))
    await form.locator('input[name="where"]').fill(LINK)
    await lin.looks()
    await form.locator("button").click()
    world.later(minutes=10)
    moved = entries(await world.work())
    assert [(method, number) for method, _, number in moved] == [("REQUEST", 1)] * 2
    await chen.opens(page)
    form = chen.page.locator('details:has(form[action$="/cancel"])')
    await form.locator("summary").click()
    await form.locator("textarea").fill("顧問感冒")
    await form.locator("button").click()
    world.later(minutes=10)
    gone = entries(await world.work())
    assert [(method, number) for method, _, number in gone] == [("CANCEL", 2)] * 2
    assert len({uid for _, uid, _ in (*first, *moved, *gone)}) == 1
    world.later(days=1)
    await _proposes(chen, page, 7)
    await world.applicant.say("進度")
    await world.applicant.tap(world.label(7))
    assert {method for method, _, _ in entries(await world.work())} == {"REQUEST"}


async def _proposes(chen: Visitor, page: str, day: int) -> None:
    await chen.opens(page)
    form = chen.page.locator('form[action$="/propose"]')
    for number in (1, 2, 3):
        await form.locator(f'input[name="time{number}"]').fill(chen.world.typed(day + number - 1))
    await form.locator('input[name="where"]').fill(LINK)
    await form.locator("button").click()
    await chen.looks()
    chen.world.later(minutes=10)
    mails = await chen.world.work()
    assert "選訪談時間" in subjects(mails)
    visitor = await Visitor.come(chen.world, chen.context.browser, "applicant", PHONE)  # type: ignore[arg-type]
    await visitor.opens(link_in(next(mail for mail in mails if "選訪談時間" in mail.subject), "visit"))
    chen.problems += visitor.problems
    await visitor.context.close()


async def _closed(lin: Visitor, chen: Visitor, page: str) -> None:
    """The visit, the advice, the receipt, three answers."""
    world = lin.world
    world.later(days=8)
    await world.work()
    await chen.opens(page)
    await chen.page.locator('form[action$="/held"] textarea').fill("談妥三件事")
    await chen.page.locator('form[action$="/held"] button').click()
    await chen.looks()
    files = [{"name": "建議書.pdf", "mimeType": "application/pdf", "buffer": pdf()}]
    await chen.page.locator('input[type="file"]').set_input_files(files)  # type: ignore[arg-type]
    await chen.page.locator('form[action$="/upload"] button').click()
    await chen.looks()
    assert "建議書待放行" in subjects(await world.work())
    await lin.context.clear_cookies()
    await signs_in(lin, LIN)
    await lin.opens(f"/desk/{CASE}/visit")
    await lin.page.locator('form[action$="/release"] button').click()
    await lin.looks()
    world.later(minutes=10)
    assert "請確認收到" in subjects(await world.work())
    await world.applicant.say("進度")
    await world.applicant.tap("已收到")
    for value in ("5", "4", "5"):
        await world.applicant.tap(next(one for one in world.applicant.buttons if one.startswith(value)))
    assert "結案" in subjects(await world.work())


async def test_from_the_chat_to_the_end_of_the_case(world: OfficeWorld, chromium: Browser) -> None:
    lin = await Visitor.come(world, chromium, "office", DESKTOP)
    chen = await Visitor.come(world, chromium, "consultant", PHONE)
    await _applies(world)
    await world.work()
    await signs_in(lin, LIN)
    await list_without_reloading(lin)
    await _asked_and_revised(lin)
    await scans_of_no_use(lin)
    await links_of_a_mail(lin, chromium, await _received_by_imap(lin))
    await _approved(lin)
    page = await _assigned(lin, chen)
    await _agreed(lin, chen, page)
    await _closed(lin, chen, page)
    await answers(lin)
    await _unfiled(lin)
    await what_managers_see(lin)
    await opens_every(world.mailbox.messages, lin.page)
    assert lin.problems + chen.problems == []
    for visitor in (lin, chen):
        await visitor.context.close()


async def _unfiled(lin: Visitor) -> None:
    """A stranger's scan waits on the list; one that is none is refused in words on the page."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "stranger@elsewhere.example", INTAKE[0], "申請書"
    mail.set_content("如附件")
    mail.add_attachment(pdf(), maintype="application", subtype="pdf", filename="scan.pdf")
    lin.world.imap.drop(mail.as_string())
    lin.world.later(minutes=1)
    await lin.world.work()
    await lin.opens("/desk/unfiled")
    await lin.page.locator('input[name="case"]').fill("113-9999")
    await lin.page.locator('form[action$="/file"] button').click()
    await lin.looks()
    assert "stranger@elsewhere.example" in await lin.text()
