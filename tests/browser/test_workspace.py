"""The leader's page in a real browser: on a phone, by keyboard alone, and by two at once, who lose nothing."""

import os
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, FilePayload, Page, ViewportSize, expect

from bot.documents.png import png
from flows.schemes.alliance.lists import PROSE
from tests.bot.workspace.test_pages import ORIGIN, PLAN, Leader, leading
from tests.browser.accessible import violations
from tests.browser.marks import IN_BROWSER

pytestmark = IN_BROWSER

PICTURES = os.environ.get("PICTURES", "")
"""A folder to keep screenshots in; empty for none."""

PHONE: ViewportSize = {"width": 390, "height": 844}
IMAGE: FilePayload = {"name": "shop.png", "mimeType": "image/png", "buffer": png(60, 40, 180, bytes(7200))}
MOST_TABS = 60
"""More than any way through a form takes."""


async def test_a_leader_writes_on_a_phone_by_keyboard_and_beside_a_colleague(
    tmp_path: Path, chromium: Browser
) -> None:
    async with leading(tmp_path) as leader:
        thumb = await _let_in(leader, await _phone(chromium))
        await _written_by_thumb(leader, thumb)
        for screen in ("board", "checks", "picture of kpi"):
            await thumb.goto(f"{leader.url}/skins?screen=leader: {screen}")
            await expect(thumb.locator("section.screen")).to_have_count(1)
            await _looked_at(thumb, f"skins-{screen}")
        desk = await chromium.new_context(
            viewport={"width": 1280, "height": 800}, locale="zh-TW", java_script_enabled=False
        )
        keys = await _let_in(leader, desk, by_keyboard=True)
        await _written_by_keyboard(keys)
        await _both_at_once(thumb, keys)
        for page in (thumb, keys):
            await page.context.close()


async def _phone(chromium: Browser) -> BrowserContext:
    return await chromium.new_context(
        viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True, locale="zh-TW"
    )  # fmt: skip


async def _let_in(leader: Leader, context: BrowserContext, *, by_keyboard: bool = False) -> Page:
    """A browser that came by a link from the chat."""
    page = await context.new_page()
    await page.goto(await leader.link())
    await _looked_at(page, f"open-{by_keyboard:d}")
    if by_keyboard:
        await _press(page, "開始寫")
    else:
        await page.get_by_role("button", name="開始寫").tap()
    await expect(page.get_by_role("link", name="聯盟組成緣起")).to_be_visible()
    await _looked_at(page, f"overview-{by_keyboard:d}")
    return page


async def _written_by_thumb(leader: Leader, page: Page) -> None:
    """A section with an image, a row of an indicator, the schedule by a template and two months."""
    await page.get_by_role("link", name="聯盟組成緣起").tap()
    await page.get_by_role("textbox").fill(ORIGIN)
    await page.get_by_role("button", name="儲存", exact=True).tap()
    await expect(page.get_by_role("status")).to_have_text("存好了。")
    await page.get_by_label("加一張圖").set_input_files(IMAGE)
    await page.get_by_role("button", name="上傳").tap()
    await expect(page.get_by_role("textbox")).to_have_value(f"{ORIGIN}\n［圖1：］")
    await _looked_at(page, "section")
    await page.get_by_role("link", name="回").first.tap()
    await page.get_by_role("link", name="行銷活動（").tap()
    row = page.get_by_role("group", name="第 1 列")
    await row.get_by_label("類型").select_option(label="實體")
    await row.get_by_label("名稱", exact=True).fill("曼谷參展")
    await page.get_by_role("button", name="儲存", exact=True).tap()
    await expect(page.get_by_role("alert").first).to_be_visible()
    await _looked_at(page, "row-wrong")
    await row.get_by_label("月份").select_option(label="8 月")
    await page.get_by_role("button", name="儲存", exact=True).tap()
    await expect(page.get_by_role("status")).to_be_visible()
    await _looked_at(page, "row")
    await page.goto(f"{leader.url}{PLAN}/of/schedule")
    await page.get_by_role("button", name="均衡型").tap()
    await expect(page.get_by_text("合計 100")).to_be_visible()
    events = page.get_by_role("group", name="行銷活動")
    await events.get_by_label("5 月", exact=True).tap()
    await page.get_by_role("button", name="儲存", exact=True).tap()
    await expect(events.get_by_label("5 月", exact=True)).to_be_checked()
    await _looked_at(page, "schedule")
    await _fits(page)


async def _written_by_keyboard(page: Page) -> None:
    """The same without a pointer, and in a browser that runs no script."""
    await _press(page, "經營理念與願景")
    await _tab_to(page, "textarea")
    await page.keyboard.type("鍵盤寫的願景。")
    await _press(page, "儲存")
    await expect(page.get_by_role("status")).to_have_text("存好了。")
    await _looked_at(page, "keyboard")


async def _both_at_once(thumb: Page, keys: Page) -> None:
    """The second one is shown both texts, and takes either."""
    where = f"{keys.url.partition(PLAN)[0]}{PLAN}/of/prose.{PROSE[1]}"
    for page in (thumb, keys):
        await page.goto(where)
    await thumb.get_by_role("textbox").fill("手機寫的願景。")
    await thumb.get_by_role("button", name="儲存", exact=True).tap()
    await expect(thumb.get_by_role("status")).to_be_visible()
    await keys.get_by_role("textbox").fill("電腦寫的願景。")
    await _press(keys, "儲存")
    await expect(keys.get_by_text("手機寫的願景。")).to_be_visible()
    await expect(keys.get_by_text("電腦寫的願景。")).to_be_visible()
    await _looked_at(keys, "conflict")
    await _press(keys, "用我的")
    await expect(keys.get_by_role("textbox")).to_have_value("電腦寫的願景。")
    await thumb.get_by_role("textbox").fill("手機又寫的願景。")
    await thumb.get_by_role("button", name="儲存", exact=True).tap()
    await expect(thumb.get_by_text("電腦寫的願景。")).to_be_visible()
    await _looked_at(thumb, "conflict-phone")
    await _fits(thumb)
    await thumb.get_by_role("link", name="用現在的").tap()
    await expect(thumb.get_by_role("textbox")).to_have_value("電腦寫的願景。")


async def _press(page: Page, name: str) -> None:
    """Go to a link or button by Tab, and press Enter on it."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if await focused.count() and name in await focused.inner_text():
            await page.keyboard.press("Enter")
            await page.wait_for_load_state()
            return
    raise AssertionError(f"no way by keyboard to {name}")


async def _tab_to(page: Page, selector: str) -> None:
    """Go to a field by Tab."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"no way by keyboard to {selector}")


async def _fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def _looked_at(page: Page, name: str) -> None:
    """A page on the phone that axe-core finds no fault with; any is kept as a picture to be looked at."""
    if page.viewport_size == PHONE:  # the other browser runs no script, so none of axe-core either
        assert await violations(page) == []
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/workspace-{name}.png", full_page=True)
