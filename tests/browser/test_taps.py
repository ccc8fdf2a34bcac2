"""A phone of 390 × 844: the first screen in the browser's language, and what can be tapped answers in every look."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from bot.channels.web.channel import COOKIE
from bot.demo.rehearsal import RunningRehearsal
from bot.demo.standins.web_person import WebPerson
from tests.browser.marks import IN_BROWSER
from tests.stories.test_second_thoughts import come

pytestmark = IN_BROWSER

PHONE: ViewportSize = {"width": 390, "height": 844}
LOOKS = ["", "line", "telegram"]
ROWS = ":is(.line, .flex-box, .flex-text, .flex-button, .tg-button)"


@asynccontextmanager
async def phone(
    chromium: Browser, stage: RunningRehearsal, look: str, locale: str = "zh-TW", *, known: bool = True
) -> AsyncIterator[Page]:
    """The chat on a phone, of the person who has come so far; any error of the page or its policy fails the test."""
    async with await chromium.new_context(
        viewport=PHONE, locale=locale, has_touch=True, is_mobile=True
    ) as context:
        if known:
            assert isinstance(stage.person, WebPerson)
            await context.add_cookies([{"name": COOKIE, "value": stage.person.visitor, "url": stage.url}])
        page = await context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
        await page.goto(f"{stage.url}/?look={look}")
        await expect(page.locator("#log .message").first).to_be_visible()
        yield page


async def settled(page: Page) -> None:
    """Nothing waits for an answer any more, and the log lies still."""
    await expect(page.locator('[data-fate="sending"]')).to_have_count(0)
    await asyncio.sleep(0.4)


async def answers(page: Page, button: Locator) -> bool:
    """Whether a tap on it brings an answer of the service."""
    async with page.expect_response(
        lambda found: urlsplit(found.url).path == "/chat/turns", timeout=10_000
    ) as came:
        await button.tap()
    status = (await came.value).status
    await settled(page)
    return status == 200


async def taps(buttons: Locator) -> list[str]:
    """What they send, each once."""
    found: list[str] = await buttons.evaluate_all("all => [...new Set(all.map(one => one.dataset.tap))]")
    return found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("locale", "start"), [("zh-TW", "開始申請"), ("en-GB", "Start"), ("ja-JP", "Start")])
async def test_the_first_screen_shows_its_button_in_the_browsers_language(
    chromium: Browser, tmp_path: Path, look: str, locale: str, start: str
) -> None:
    async with (
        come(tmp_path, "web", "exporter", "ubn") as stage,
        phone(chromium, stage, look, locale, known=False) as page,
    ):
        await settled(page)
        button = page.locator("#log [data-tap]", has_text=start).first
        await expect(button).to_be_in_viewport(ratio=1)
        hit = (
            "b => { const { x, y, width, height } = b.getBoundingClientRect();"
            " return b.contains(document.elementFromPoint(x + width / 2, y + height / 2)) }"
        )
        assert await button.evaluate(hit), "nothing lies over it"
        assert await answers(page, button)
        await expect(page.locator("#log")).to_contain_text(
            "個人資料" if locale == "zh-TW" else "Personal data"
        )


FEW = 4
"""Options tapped: the last tick that a list takes ends it, and the next question follows."""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("until", ["target_markets", "guidance_needs"])
async def test_every_option_answers_to_a_tap(
    chromium: Browser, tmp_path: Path, look: str, until: str
) -> None:
    """Cards, rows, markets: all that one screen offers, one after another; each brings an answer."""
    async with come(tmp_path, "web", "exporter", until) as stage, phone(chromium, stage, look) as page:
        await settled(page)
        offered = await taps(page.locator(".message:not(.past) :is([data-tap^='t:'], [data-tap^='a:'])"))
        assert len(offered) > 2
        for data in offered[:FEW]:
            button = page.locator(f'[data-tap="{data}"]').last
            assert await answers(page, button), data


@pytest.mark.parametrize("look", ["", "line"])
async def test_a_calendar_takes_the_day_that_is_chosen(chromium: Browser, tmp_path: Path, look: str) -> None:
    async with come(tmp_path, "web", "exporter", "contact_name") as stage:
        assert isinstance(stage.person, WebPerson)
        await stage.person.say("檢視")
        await stage.person.tap(
            next(data for label, data in stage.person.buttons.items() if "設立日期" in label)
        )
        async with phone(chromium, stage, look) as page:
            await settled(page)
            await page.locator("#log .day").last.fill("2015-03-09")
            assert await answers(page, page.locator("[data-day]").last)
            await expect(page.locator("#log")).to_contain_text("2015")
            assert "2015" in await page.locator("#log .own").last.inner_text()


@pytest.mark.parametrize("look", LOOKS)
async def test_every_row_under_review_leads_to_its_question(
    chromium: Browser, tmp_path: Path, look: str
) -> None:
    async with (
        come(tmp_path, "web", "exporter", "contact_name") as stage,
        phone(chromium, stage, look) as page,
    ):
        await page.locator("[data-help='1']").tap()
        await settled(page)
        found = (
            ".message:not(.past) :is(.line, .flex-box, .flex-text, .flex-button, .tg-button)[data-tap^='e:']"
        )
        offered = await taps(page.locator(found))
        assert len(offered) > 3
        for data in offered[:6]:
            assert await answers(
                page,
                page.locator(f"{found.split('^', maxsplit=1)[0]}='{data}']".replace(":not(.past)", "")).last,
            )
