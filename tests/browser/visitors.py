"""Visitors of the office's pages in a real browser, who find every page they come to usable; and what mails say."""

import os
from collections.abc import Sequence
from typing import Any

from icalendar import Calendar
from playwright.async_api import Browser, BrowserContext, Page

from bot.demo.standins.mailbox import Received
from tests.browser.accessible import violations
from tests.browser.office_world import OfficeWorld

PICTURES = os.environ.get("PICTURES", "")
"""A folder to keep screenshots in; empty for none."""

LETTING_IN = ("登入診斷計畫（15 分鐘內有效）", "處理連結的確認代碼（10 分鐘內有效）")
"""Subjects of mails that let somebody in: each is a new one."""

TARGETS = """() => [...document.querySelectorAll("button, a.button, .chip, input:not([type=hidden]), select, textarea")]
    .filter(one => one.checkVisibility() && !one.matches("[type=checkbox], [type=radio]"))
    .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .map(([name, box]) => [name, box.x, box.y, box.width, box.height])"""
"""What is pressed and typed into on a page, with where it is."""

LEAST_HEIGHT, LEAST_APART = 43.5, 4

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class Visitor:
    """Somebody with a browser, who finds every page they come to usable."""

    def __init__(self, world: OfficeWorld, context: BrowserContext, page: Page, who: str) -> None:
        self.world, self.context, self.page, self.who = world, context, page, who
        self.problems: list[str] = []
        self._seen = 0

    @classmethod
    async def come(cls, world: OfficeWorld, chromium: Browser, who: str, size: dict[str, int]) -> "Visitor":
        """Open a browser that has never been here."""
        context = await chromium.new_context(viewport=size, locale="zh-TW")  # type: ignore[arg-type]
        return cls(world, context, await context.new_page(), who)

    async def opens(self, path: str) -> None:
        """Go to a page."""
        await self.page.goto(path if path.startswith("http") else f"{self.world.url}{path}")
        await self.looks()

    async def presses(self, name: str, *, exact: bool = True) -> None:
        """Press the first button or link of that name, and wait for what it leads to."""
        for role in ("button", "link"):
            found = self.page.get_by_role(role, name=name, exact=exact)
            if await found.count():
                await found.first.click()
                await self.page.wait_for_load_state()
                return await self.looks()
        raise AssertionError(f"no {name} on {self.page.url}: {await self.text()}")

    async def text(self) -> str:
        """What stands on the page."""
        return await self.page.inner_text("body")

    async def looks(self) -> None:
        """Look at the page as one does who cannot see it, and with a thumb; keep a picture where wanted."""
        self._seen += 1
        assert "<built-in" not in await self.text(), "a word that is a method of a dictionary"
        self.problems += [f"{self.page.url}: {one}" for one in await violations(self.page)]
        self.problems += [
            f"{self.page.url}: too small or too close: {one}" for one in await thumb_misses(self.page)
        ]
        if PICTURES:
            await self.page.screenshot(path=f"{PICTURES}/{self.who}-{self._seen:02}.png", full_page=True)


async def thumb_misses(page: Page) -> list[str]:
    """Buttons and fields that a thumb may miss: lower than 44 points, or less than 4 from the next."""
    boxes = await page.evaluate(TARGETS)
    small = [name for name, *_, height in boxes if height < LEAST_HEIGHT]
    close = [
        f"{one[0]} | {other[0]}"
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if _apart(one, other) < LEAST_APART
    ]
    return small + close


def _apart(one: Sequence[Any], other: Sequence[Any]) -> float:
    """How far two boxes (name, left, top, width, height) are from each other."""
    across = max(one[1], other[1]) - min(one[1] + one[3], other[1] + other[3])
    down = max(one[2], other[2]) - min(one[2] + one[4], other[2] + other[4])
    return float(max(across, down))


def subjects(mails: Sequence[Received]) -> str:
    """All of them."""
    return "\n".join(mail.subject for mail in mails)


def to(mails: Sequence[Received], who: str) -> Received:
    """The one mail to somebody."""
    [mail] = [mail for mail in mails if who in mail.recipients]
    return mail


def entries(mails: Sequence[Received]) -> list[tuple[str, str, int]]:
    """Method, UID and SEQUENCE of the calendar entries in mails."""
    found = []
    for mail in mails:
        for part in mail.message.walk():
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(str(part.get_content()))
                [event] = calendar.walk("VEVENT")
                assert part.get_param("method") == str(calendar["METHOD"])
                assert event["DTSTART"].params["TZID"] == "Asia/Taipei"
                found.append((str(calendar["METHOD"]), str(event["UID"]), int(str(event["SEQUENCE"]))))
    return found


async def opens_every(mails: Sequence[Received], page: Page) -> None:
    """Read every mail in a browser; no two have one subject and one reader, but for those that let somebody in."""
    different = {mail.message["Message-ID"]: mail for mail in mails}
    for mail in different.values():
        await page.set_content(mail.html or f"<pre>{mail.text}</pre>")
        assert (await page.inner_text("body")).strip(), (mail.subject, mail.html or mail.text)
    seen = [(mail.subject, mail.recipients) for mail in different.values() if mail.subject not in LETTING_IN]
    assert [one for one in seen if seen.count(one) > 1] == []
