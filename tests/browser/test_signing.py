"""A signature drawn with a real browser on a phone that is turned half-way, undone, signed, and in the staff mail."""

import asyncio
import io
import os
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.documents.seal import load_seal
from bot.documents.verification import Finding, inspect
from flows.signing.facts import PicturePlaced, ProofMethod
from tests.bot.signing.signer import Case, eventually, submitted
from tests.browser.accessible import violations
from tests.browser.marks import IN_BROWSER

pytestmark = IN_BROWSER

PICTURES = os.environ.get("PICTURES", "")
"""A folder to keep screenshots in; empty for none."""

UPRIGHT: ViewportSize = {"width": 390, "height": 844}
LYING: ViewportSize = {"width": 844, "height": 390}
SMALL: ViewportSize = {"width": 667, "height": 375}
FIRST = [(0.08, 0.3), (0.3, 0.28), (0.2, 0.9), (0.14, 0.6), (0.36, 0.8)]
SECOND = [(0.45, 0.2), (0.9, 0.25), (0.55, 0.85), (0.92, 0.8)]
SLIP = [(0.1, 0.1), (0.9, 0.9)]


class Phone:
    """A page on a phone; any error of the page or its policy fails the test."""

    def __init__(self, page: Page) -> None:
        self.page, self.shots = page, 0
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)

    async def shot(self, name: str) -> None:
        """A picture to be looked at, of a page that axe-core finds no fault with."""
        self.shots += 1
        assert await violations(self.page) == []
        if PICTURES:
            await self.page.screenshot(path=f"{PICTURES}/signing-{self.shots:02}-{name}.png")

    async def turn(self, size: ViewportSize) -> None:
        """Turn the phone: nothing needed is out of reach."""
        await self.page.set_viewport_size(size)
        for button in ("#undo", "#clear", ".bar button:last-child", "canvas"):
            await expect(self.page.locator(button)).to_be_in_viewport(ratio=0.95)

    async def draw(self, points: list[tuple[float, float]]) -> None:
        """A stroke, in shares of the pad."""
        box = await self.page.locator("canvas").bounding_box()
        assert box
        mouse, at = (
            self.page.mouse,
            [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points],
        )
        await mouse.move(*at[0])
        await mouse.down()
        for x, y in at[1:]:
            await mouse.move(x, y, steps=4)
        await mouse.up()

    async def inked(self) -> int:
        """How many points of the pad are inked."""
        return int(
            await self.page.evaluate(
                "() => { const c = document.querySelector('canvas');"
                " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"
            )
        )


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
    overlap = await asyncio.to_thread(_overlap, signed, [list(map(tuple, each)) for each in placed.strokes])
    assert overlap > 0.98


def _overlap(pdf: bytes, strokes: list[list[Any]]) -> float:
    """How much of the strokes is inked on page 1, where the field is."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    document.init_forms()
    scale, page = 4, document[0]
    pixels = np.asarray(page.render(scale=scale).to_numpy())[:, :, :3].astype(int)
    left, right, top = 267.02 + 4, 380.41 - 4, page.get_height() - 144.48
    width = right - left
    room = 107.63 - 22 - 6
    start = top + 3 + (room - width / 2.5) / 2
    hit = total = 0
    for stroke in strokes:
        for x, y in stroke:
            column, row = round((left + x * width) * scale), round((start + y * width / 2.5) * scale)
            around = pixels[row - 3 : row + 4, column - 3 : column + 4]
            total += 1
            hit += bool((around.sum(axis=2) < 450).any())
    document.close()
    return hit / total
