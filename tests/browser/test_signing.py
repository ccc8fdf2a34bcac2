"""A signature drawn with a real browser on a phone that is turned half-way, undone, signed, and in the staff mail."""

import asyncio
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, expect

from bot.documents.seal import load_seal
from bot.documents.verification import Finding, inspect
from flows.signing.facts import PicturePlaced, ProofMethod
from tests.bot.signing.signer import Case, eventually, submitted
from tests.browser.marks import IN_BROWSER
from tests.browser.phone import FIRST, LYING, SECOND, SLIP, SMALL, UPRIGHT, Phone, overlap

pytestmark = IN_BROWSER


async def test_a_signature_drawn_on_a_phone_that_is_turned_reaches_the_programme_as_it_was_drawn(
    tmp_path: Path, chromium: Browser
) -> None:
    async with submitted(tmp_path) as case:
        context = await chromium.new_context(
            viewport=UPRIGHT,
            device_scale_factor=3,
            locale="zh-TW",
            has_touch=True,
            is_mobile=True,
        )
        phone = Phone(await context.new_page())
        page = phone.page
        await page.goto(await case.link(ProofMethod.CHAT))
        await phone.shot("open")
        await page.get_by_role("button", name="開始").click()
        number = await page.locator("p.number").inner_text()
        await phone.shot("number")
        assert await case.typed(number) is True
        await page.get_by_role("link", name="已輸入，繼續").click()
        for _ in range(2):
            await expect(page.locator("img.page")).to_have_js_property("complete", value=True)
            await phone.shot("read")
            await page.get_by_role("button", name="下一頁").click()
        await page.get_by_role("link", name="讀完了").click()
        await phone.draw(FIRST)
        await phone.shot("upright")
        assert await phone.inked() > 0
        for size in (LYING, SMALL):
            await phone.turn(size)
            assert await phone.inked() > 0, "turning keeps what is drawn"
        await phone.draw(SECOND)
        await phone.shot("lying")
        await phone.draw(SLIP)
        await page.locator("#undo").click()
        await phone.turn(UPRIGHT)
        await phone.shot("turned back")
        await page.get_by_role("button", name="下一步").click()
        await expect(page.locator("img.page")).to_have_js_property("complete", value=True)
        await phone.shot("check")
        for number_of_box in (1, 2, 3):
            await page.locator(f"[name=statement{number_of_box}]").check()
        await phone.shot("boxes")
        await page.get_by_role("button", name="確認簽署").click()
        await expect(page.get_by_role("link", name="下載簽署後的申請書")).to_be_visible()
        await phone.shot("signed")
        await context.close()
        await _arrived(case, tmp_path)


async def _arrived(case: Case, folder: Path) -> None:
    """The mail to the programme holds the document as it was submitted, with the strokes as they were drawn."""

    async def mails() -> list[Any]:
        return [each for each in case.stage.mailbox.messages if "已在網頁上簽署" in each.subject]

    (mail,) = await eventually(mails)
    signed = mail.attachments[0].content
    seal = load_seal(folder / "執行單位.crt", folder / "執行單位.key").certificates[0]
    report = await asyncio.to_thread(inspect, signed, seal)
    assert report.finding is Finding.SEALED
    found = await case.signing.cases.get(case.number, 1)
    assert found
    (placed,) = (fact for fact in found.facts if isinstance(fact, PicturePlaced))
    assert len(placed.strokes) == 2, "the slip was undone"
    for wanted, stroke in zip((FIRST, SECOND), placed.strokes, strict=True):
        for x, y in wanted:
            assert min(abs(px - x) + abs(py - y) for px, py in stroke) < 0.02
    inked = await asyncio.to_thread(overlap, signed, [list(map(tuple, each)) for each in placed.strokes])
    assert inked > 0.98
