"""Every page of the demo, on a desktop and on a phone in the dark, and every page of a selection on a phone has nothing
axe-core finds fault with."""

import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from bot.demo.standins.web_person import WebPerson
from tests.browser.accessible import violations
from tests.browser.marks import IN_BROWSER
from tests.browser.selection_pages import pages_of_a_round
from tests.stories.demo_process import DemoProcess

pytestmark = IN_BROWSER

PAGES = ("/chat", "/mailbox", "/demo/office", "/desk/login", "/skins?screen=welcome")
CHAT = "/chat"
"""A chat alone: it can be seen, on a phone too."""

LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1400, "height": 900}},
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}


async def colleagues_page(demo: DemoProcess) -> str:
    """The path of the page on which a colleague fills in questions, as the chat gives it."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        person = WebPerson(session, demo.url)
        await person.open()
        for text in ("開始", "同意", "請同事填"):
            await person.say(text)
        await person.tap(next(iter(person.buttons)))
        found = re.search(r"/go/part/[\w-]+", json.dumps(person.shown))
        assert found
        return found[0]


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_of_the_demo(look: str, chromium: Browser, demo: DemoProcess) -> None:
    async with await chromium.new_context(locale="zh-TW", **LOOKS[look]) as visitor:
        page, found = await visitor.new_page(), {}
        await page.goto(demo.url)
        await expect(page.locator("#log > *").first).to_be_visible()
        found["/"] = await violations(page)
        for path in (*PAGES, await colleagues_page(demo)):
            await page.goto(f"{demo.url}{path}")
            if path == CHAT:
                await expect(page.locator("#log > *").first).to_be_visible()
            found[path] = await violations(page)
        assert {path: wrong for path, wrong in found.items() if wrong} == {}


async def test_every_page_of_a_selection(tmp_path: Path, chromium: Browser) -> None:
    assert await pages_of_a_round(chromium, tmp_path) == []
