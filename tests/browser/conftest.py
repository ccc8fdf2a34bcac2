"""One Chromium and one demo for all tests that look at pages; each has a context of its own, as another visitor has."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.marks import CHROMIUM, FLAGS
from tests.stories.demo_process import DemoProcess

expect.set_options(timeout=15_000)  # two cores may be busy with other tests


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    process = DemoProcess(tmp_path_factory.mktemp("demo"))
    process.start()
    yield process
    process.stop()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="package")
async def page(chromium: Browser, demo: DemoProcess) -> AsyncIterator[Page]:
    """The demo's chat, opened by somebody who was never there."""
    async with await chromium.new_context(viewport={"width": 1400, "height": 900}, locale="zh-TW") as visitor:
        page = await visitor.new_page()
        await page.goto(demo.url)
        await expect(page.locator("#log > *").first).to_be_visible()
        await expect(page.locator("#composer-text")).to_be_focused()
        yield page
