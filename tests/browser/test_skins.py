"""The demo's skins in a real browser: the chat as LINE and Telegram would show it, and the page with every screen."""

from playwright.async_api import Page, expect

from tests.browser.marks import IN_BROWSER
from tests.stories.demo_process import DemoProcess

pytestmark = IN_BROWSER

WIDE = "() => [...document.querySelectorAll('.flex-button, .tg-button')].filter(b => b.scrollWidth > b.clientWidth + 1)"


async def wear(page: Page, skin: str) -> None:
    """Choose a skin; the page loads anew in it."""
    await page.locator("#skin").select_option(skin)
    await expect(page.locator(f"#log.as-{skin} .message").last).to_be_visible()


async def test_the_chat_as_line_shows_it(page: Page) -> None:
    await wear(page, "line")
    await page.locator(".flex-button", has_text="開始申請").last.click()
    await expect(page.locator(".flex-text", has_text="個人資料蒐集告知事項").last).to_be_visible()
    await page.locator(".quick-item", has_text="我同意，開始填寫").last.click()
    await expect(page.locator(".flex-bubble .flex-text", has_text="統一編號").last).to_be_visible()
    await expect(page.locator(".past .quick").first).to_be_hidden()


async def test_the_chat_as_telegram_shows_it(page: Page) -> None:
    await wear(page, "telegram")
    await page.locator(".tg-button", has_text="開始申請").last.click()
    agree = page.locator(".tg-button", has_text="我同意，開始填寫").last
    await expect(agree).to_have_attribute("data-style", "primary")
    await agree.click()
    await expect(page.locator(".tg-text b", has_text="統一編號").last).to_be_visible()


async def test_every_screen_on_one_page_and_no_button_cut_off(page: Page, demo: DemoProcess) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.set_viewport_size({"width": 390, "height": 844})
    for language in ("zh-TW", "en"):
        await page.goto(f"{demo.url}/skins?language={language}")
        await expect(page.locator(".screen[data-name='copy received']")).to_be_visible()
        assert await page.locator(".phone").count() > 300
        tag = {"zh-TW": "示範環境", "en": "Demo"}[language]
        await expect(page.locator(".demo-tag")).to_contain_text(tag)
        cut = await page.evaluate(f"({WIDE})().map(b => b.textContent)")
        assert cut == []
    assert all(address.startswith((demo.url, "data:")) for address in asked)
