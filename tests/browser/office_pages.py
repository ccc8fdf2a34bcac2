"""What somebody of the office looks at besides the straight way of a case: pages that its story would pass by."""

import re

from playwright.async_api import Browser, expect

from tests.bot.consultants.consulting import pdf
from tests.bot.office.opened_office import CASE, WANG
from tests.browser.office_world import link_in
from tests.browser.visitors import PHONE, Visitor, to


async def signs_in(visitor: Visitor, address: str) -> None:
    """By the link of the mail, after a link that is none and a wrong code."""
    await visitor.opens("/desk/login/nothing-of-ours")
    await visitor.opens("/desk/login")
    await visitor.page.get_by_label("信箱").fill(address)
    await visitor.presses("寄登入信")
    await visitor.page.get_by_label("代碼").fill("000000")
    await visitor.presses("登入")
    mail = to(await visitor.world.work(), address)
    await visitor.opens(link_in(mail, "desk/login"))
    await visitor.presses("登入")
    assert CASE in await visitor.text()


async def list_without_reloading(visitor: Visitor) -> None:
    """Chips, search and order by keyboard: the list changes, the address with it, the page stays; going back works."""
    page = visitor.page
    await page.evaluate("() => { window.kept = true }")
    await page.locator("#chip-refused").evaluate("chip => chip.closest('details').open = true")
    await page.locator("#chip-signing").focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("show=signing"))
    await expect(page.locator("#chip-signing")).to_have_attribute("aria-current", "true")
    await expect(page.locator("#chip-signing")).to_be_focused()
    await page.locator("#q").fill("沒有這家")
    await page.keyboard.press("Enter")
    await expect(page.locator(".empty")).to_contain_text("找不到「沒有這家」")
    await expect(page.locator("#counted")).to_have_text("0 件")
    await expect(page).to_have_url(re.compile("show=signing&q="))
    await page.locator("#q").fill("")
    await page.locator("#sort").select_option("company")
    await expect(page.locator("tbody tr")).to_have_count(1)
    await expect(page).to_have_url(re.compile("sort=company"))
    assert await page.evaluate("() => window.kept"), "no page was loaded"
    await visitor.looks()
    await page.go_back()
    await expect(page.locator(".empty")).to_contain_text("找不到「沒有這家」")


async def answers(visitor: Visitor) -> None:
    """A question and a request of the applicant, answered from the case's page; the second answer comes too late."""
    world, person = visitor.world, visitor.world.applicant
    for words in ("真人協助", "請問什麼時候通知？", "更正資料", "聯絡電話改成 02-1234-5678"):
        await person.say(words)
    await world.work()
    late = Visitor(world, visitor.context, await visitor.context.new_page(), "late")
    for one in (late, visitor):
        await one.opens(f"/desk/{CASE}")
    await visitor.page.locator('form[action$="/answer"] textarea').fill("本週五前通知您")
    await visitor.presses("回覆")
    await late.page.locator('form[action$="/answer"] textarea').fill("下週")
    await late.presses("回覆")
    assert "已經有人回覆" in await late.text()
    assert "下週" in await late.text()
    await visitor.opens(f"/desk/{CASE}")
    await visitor.page.locator('form[action$="/request"] textarea').fill("已更正")
    await visitor.presses("已辦理")
    await world.work()


async def links_of_a_mail(world_visitor: Visitor, chromium: Browser, mail: str) -> None:
    """A link that acts, on a phone that is not known yet; it is remembered and acts."""
    world = world_visitor.world
    phone = await Visitor.come(world, chromium, "linked", PHONE)
    await phone.opens("/desk/link/none")
    await phone.opens(mail)
    await phone.presses("寄代碼")
    await phone.page.get_by_label("代碼").fill("000000")
    await phone.presses("確認是我")
    await phone.presses("再寄一次代碼")
    code = (await world.work())[-1].text.partition("代碼 ")[2][:7]
    await phone.page.get_by_label("代碼").fill(code)
    await phone.presses("確認是我")
    assert "審查通過" in await phone.text()
    await phone.presses("審查通過")
    assert "已完成" in await phone.text()
    await phone.presses("收回")
    await world_visitor.opens("/desk/browsers")
    assert "撤銷" in await world_visitor.text()
    world_visitor.problems += phone.problems
    await phone.context.close()


async def scans_of_no_use(visitor: Visitor) -> None:
    """代收 of what is no scan of the form."""
    await visitor.opens(f"/desk/{CASE}")
    files = [{"name": "scan.pdf", "mimeType": "application/pdf", "buffer": pdf()}]
    await visitor.page.locator("#scan").set_input_files(files)  # type: ignore[arg-type]
    await visitor.presses("代收")
    assert "沒有收下" in await visitor.text()


async def what_managers_see(visitor: Visitor) -> None:
    """The record of who saw what, the year, people, and every form of an act that a closed case still has."""
    await visitor.context.clear_cookies()
    await signs_in(visitor, WANG)
    for path in (
        "/desk?show=done", "/desk/people", "/desk/people/edit", "/desk/browsers", "/desk/unfiled", "/desk/figures",
        "/desk/year", "/desk/access", f"/desk/access?case={CASE}", f"/desk/{CASE}/do/reopen", f"/desk/{CASE}/do/refuse",
        "/consult/none", "/visit/none",
    ):  # fmt: skip
        await visitor.opens(path)
    visitor.world.later(days=40)
    await visitor.world.work()
    await visitor.context.clear_cookies()
    await signs_in(visitor, WANG)
    await visitor.opens("/desk/year")
    await visitor.page.locator('form[action$="/archive"] button').first.click()
    await visitor.looks()
