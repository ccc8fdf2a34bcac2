"""One application from a phone to a computer, a colleague, another messenger and back, then signed in a browser on a
phone; whatever serves it is killed at every step, and whatever was sent comes again."""

import asyncio
import json
import re
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from bot.demo.player import Player
from bot.demo.standins.mailbox import Mailbox, Received
from bot.documents.seal import load_seal
from bot.documents.verification import Finding, inspect
from tests.bot.signing.signer import MANAGER, eventually
from tests.browser.marks import IN_BROWSER
from tests.browser.phone import FIRST, LYING, SECOND, UPRIGHT, Phone, overlap
from tests.browser.three_channels import DESK, World, fills_in, insist, insisted, link_in, world_of
from tests.faults import ledger
from tests.support.ends import NINE
from tests.support.paths import PERSONAS
from tests.support.programmes import edition
from tests.support.services.killed_service import (
    WORK,
)

pytestmark = IN_BROWSER


async def test_from_phone_to_computer_to_colleague_and_back_then_signed_and_killed_at_every_step(
    tmp_path: Path, chromium: Browser
) -> None:
    script = json.loads((PERSONAS / "sole_proprietor.json").read_text(encoding="utf-8"))
    async with world_of(tmp_path, chromium) as world:
        owner = world.line
        owner.every = 0  # nothing is kept before the consent: who is cut off there begins again
        for text in ("開始", "同意"):
            await owner.say(text)
        owner.every = 12
        player = Player(script, edition(), owner)
        await fills_in(player, "employee_count")
        await _on_the_computer(world)
        await insist(owner, "目標市場|營業額|地址", "拿回來")
        owner.every = 12
        await fills_in(player, "target_markets")
        await _a_colleague(world)
        await _on_telegram(world, script)
        owner.every = 12
        await fills_in(player)
        assert player.case_number, owner.screen
        await _signed(world)
        await _holds(world, script["answers"], player.case_number)


async def _on_the_computer(world: World) -> None:
    """The owner opens the link on a computer; two answers are given there."""
    owner, page = world.line, await world.page(viewport=DESK)
    await insist(owner, NINE.pattern, "換裝置", "換到電腦")
    await page.goto(link_in(owner, "/go/chat/"))
    await insisted(world, page, page.get_by_role("button", name="繼續").click)
    number = await page.locator(".digits").inner_text()
    await insist(owner, "目前在電腦網頁填寫", number)
    await expect(page.locator("#log .message").first).to_be_visible()
    for text, question in (("0", "employee_count"), ("1,450,000", "annual_revenue")):
        await _typed(world, page, text, question)
    await insist(owner, "目前在電腦網頁填寫", "99")  # whoever does not hold it changes nothing


async def _typed(world: World, page: Page, text: str, question: str) -> None:
    """An answer typed in the chat on the page, sent again by its own button once the service is back."""
    world.service.doom()
    await page.locator("#composer-text").fill(text)
    await page.keyboard.press("Enter")
    own = page.locator("#log [data-fate]").last
    while await own.get_attribute("data-fate") != "sent":
        if await own.get_attribute("data-fate") == "failed":
            await own.locator(".retry").click()
        await asyncio.sleep(0.05)
    world.service.spare()


async def _a_colleague(world: World) -> None:
    """A colleague says who they are, is let in by two digits, and fills in a question; the owner takes it."""
    owner, page = world.line, await world.page(viewport=UPRIGHT, has_touch=True, is_mobile=True)
    await insist(owner, "72 小時|把連結", "請同事填", "第 2 頁")
    await page.goto(link_in(owner, "/go/part/"))
    await page.locator("#author").fill("王小美")
    await page.locator("[name=agree]").check()
    await insisted(world, page, page.get_by_role("button", name="同意，開始").click)
    await insist(owner, "王小美", f"同事 {await page.locator('.digits').inner_text()}")
    await expect(page.locator("[name=target_markets]").first).to_be_visible()
    field = page.locator("[name=target_markets]").first
    box = await field.bounding_box()
    assert box
    assert box["width"] > 250, "as wide as what is typed into it"
    await field.fill("1,2")
    await insisted(world, page, page.get_by_role("button", name="送出給申請人").click)
    assert "您填了 1 題" in await page.content()
    await insist(owner, "王小美填了 1 題", "好了嗎")
    await insist(owner, "已採用|數位", "全部採用")


async def _on_telegram(world: World, script: dict[str, object]) -> None:
    """To Telegram, where some answers are given, and back to LINE."""
    owner, phone = world.line, world.telegram
    digits = await insist(owner, NINE.pattern, "換裝置", "換到 Telegram")
    shown = await insist(phone, r"兩位數：(\d\d)", f"接手 {digits[0]}")
    await insist(owner, "目前在 Telegram 填寫", shown[1])
    await insist(phone, "從 LINE 轉來", "開始")
    phone.every = 6
    player = Player(script, edition(), phone)
    await fills_in(player, "pain_points")
    assert not player.stopped_at, phone.screen
    await insist(phone, "已還回去|已回到", "還回")
    await owner.say("繼續")


async def _signed(world: World) -> None:
    """The manager opens the link on a phone, reads, draws while it is turned, and signs."""
    owner = world.line
    await insist(owner, "把連結傳給主管", "線上簽名", "傳給主管", MANAGER)
    page = await world.page(viewport=UPRIGHT, device_scale_factor=3, has_touch=True, is_mobile=True)
    phone = Phone(page, "status of 502")
    await page.goto(link_in(owner, "/go/sign/"))
    world.service.doom(WORK)
    await insisted(world, page, page.get_by_role("button", name="開始").click)
    await page.locator("#code").fill(await _code(world.mailbox))
    await insisted(world, page, page.get_by_role("button", name="確認").click)
    for _ in range(2):
        await insisted(world, page, page.get_by_role("button", name="下一頁").click)
        await expect(page.locator("img.page")).to_have_js_property("complete", value=True)
    await page.get_by_role("link", name="讀完了").click()
    await phone.draw(FIRST)
    await phone.turn(LYING)
    assert await phone.inked() > 0, "turning keeps what is drawn"
    await phone.draw(SECOND)
    await phone.turn(UPRIGHT)
    await phone.shot("three-channels")
    await insisted(world, page, page.get_by_role("button", name="下一步").click)
    for box in (1, 2, 3):
        await page.locator(f"[name=statement{box}]").check()
    world.service.doom(WORK)
    await insisted(world, page, page.get_by_role("button", name="確認簽署").click)
    for _ in range(2):  # the worker that seals, and the one that mails
        world.service.doom(WORK)
        await asyncio.sleep(0.3)
    world.service.spare()
    await expect(page.get_by_role("link", name="下載簽署後的申請書")).to_be_visible()


async def _code(mailbox: Mailbox) -> str:
    async def look() -> str:
        mails = [mail for mail in mailbox.messages if mail.recipients == (MANAGER,)]
        found = re.search(r"\d{6}", mails[-1].subject) if mails else None
        return found[0] if found else ""

    return await eventually(look)


async def _holds(world: World, given: dict[str, object], number: str) -> None:
    """One application with every answer, each event once, and each mail recognisably once; what staff get is signed."""
    ids = await ledger.settled(world.database, world.mailbox, 2)
    [(case, answers)] = (await ledger.applications(world.database)).values()
    assert case == number
    assert {answers["employee_count"], answers["annual_revenue"]} == {0, 1_450_000}
    assert set(answers) >= {name for name in given if given[name] != "略過"} - {"registration_type"}
    await ledger.turns(world.database)
    by_subject: dict[str, set[str]] = {}
    for mail in world.mailbox.messages:
        by_subject.setdefault(mail.subject, set()).add(str(mail.message["Message-ID"]))
    assert {len(each) for each in by_subject.values()} == {1}, by_subject
    assert len(ids) == len(by_subject) == 5, by_subject
    signed = next(mail for mail in world.mailbox.messages if "已在網頁上簽署" in mail.subject)
    await asyncio.to_thread(_opened, world.folder, signed)


def _opened(folder: Path, mail: Received) -> None:
    """The document is signed and sealed, its record is sealed, the drawing is where the signature belongs."""
    document, record = (each.content for each in mail.attachments)
    seal = load_seal(folder / "執行單位.crt", folder / "執行單位.key").certificates[0]
    report = inspect(document, seal)
    assert (report.finding, report.signed_online) == (Finding.SEALED, True)
    assert inspect(record, seal).finding is Finding.RECORD
    assert overlap(document, [FIRST, SECOND]) > 0.98
