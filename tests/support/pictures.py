"""The pictures of the README, drawn anew from the demo: `python -m tests.support.pictures`. Needs Chromium."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

from bot.channels.web.channel import COOKIE
from bot.demo.player import Player
from bot.demo.rehearsal import MAILS, RunningRehearsal, received_document, staged
from bot.demo.standins.web_person import WebPerson
from bot.documents import preview
from tests.browser.marks import CHROMIUM, FLAGS
from tests.support.paths import PERSONAS, ROOT

IMAGES = ROOT / "docs" / "images"
PHONE = (390, 844)
DESKTOP = (1280, 800)

UNTIL = "industry_focus"
"""The question people are asked in the pictures of the chat."""


async def opened(browser: Browser, stage: RunningRehearsal, size: tuple[int, int], look: str) -> Page:
    """The demo's page as the person of the stage sees it."""
    assert isinstance(stage.person, WebPerson)
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-TW", device_scale_factor=1.5
    )
    await context.add_cookies([{"name": COOKIE, "value": stage.person.visitor, "url": stage.url}])
    page = await context.new_page()
    await page.goto(f"{stage.url}/?look={look}")
    await expect(page.locator("#log .message").first).to_be_visible()
    await page.wait_for_timeout(800)
    return page


async def taken(stage: RunningRehearsal, script: dict[str, Any]) -> None:
    """Play as far as the script goes."""
    edition = stage.service.editions[stage.service.programme.questionnaire]
    await Player(script, edition, stage.person).play()


async def chats(browser: Browser, script: dict[str, Any]) -> None:
    """A question on a phone, as LINE and as Telegram show it."""
    answers = {name: answer for name, answer in script["answers"].items() if name != UNTIL}
    for look in ("line", "telegram"):
        with tempfile.TemporaryDirectory() as folder:
            async with staged(Path(folder), "web") as stage:
                await taken(stage, {**script, "answers": answers})
                page = await opened(browser, stage, PHONE, look)
                await page.screenshot(path=IMAGES / f"{look}.png")


async def mailbox(browser: Browser, script: dict[str, Any]) -> None:
    """The chat with the form, and the mail that came to staff beside it."""
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder), "web") as stage:
            await taken(stage, script)
            await stage.mailbox.wait_for(MAILS, 30)
            page = await opened(browser, stage, DESKTOP, "")
            await page.locator("#mail-list .item").first.click()
            await expect(page.locator("#reading")).to_contain_text("113-0001")
            await page.wait_for_timeout(800)
            await page.screenshot(path=IMAGES / "mailbox.png")


async def form() -> None:
    """The first page of a form; the gallery shows it where a document goes."""
    script = json.loads((PERSONAS / "found_company.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder), "web") as stage:
            await taken(stage, script)
            (IMAGES / "form.png").write_bytes(preview(await received_document(stage.person)))


async def draw() -> None:
    """Every picture."""
    script = json.loads((PERSONAS / "exporter.json").read_text(encoding="utf-8"))
    await form()
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        await chats(browser, script)
        await mailbox(browser, script)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw())
