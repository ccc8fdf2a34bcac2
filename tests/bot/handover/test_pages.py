"""An application is gone on with on a page: reached by its link or digits alone, looked at by scanners in vain."""

import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.rehearsal import RunningRehearsal, staged
from bot.handover.device import device_of
from tests.support.ends import NINE
from tests.support.lobby import rows
from tests.support.page_visitor import CHROME, Browser, browser

SCANNERS = ("TelegramBot (like TwitterBot)", "facebookexternalhit/1.1;line-poker/1.0", "SafeLinks", CHROME)

NOTHING = "沒有改變任何答案"
"""Told to a browser that holds nothing."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[RunningRehearsal]:
    async with staged(tmp_path, "web") as stage:
        yield stage


async def offer(owner: Browser) -> tuple[str, str]:
    """Path of the link and the nine digits of a new offer."""
    await owner.chat(text="換裝置")
    shown = await owner.chat(text="換到電腦")
    link, digits = re.search(r"/go/chat/[\w-]{43}", shown), NINE.search(shown)
    assert link, shown
    assert digits
    return link[0], digits[0]


async def test_a_link_lets_one_browser_in_and_only_after_its_digits_were_typed(
    stage: RunningRehearsal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with browser(stage) as owner, browser(stage) as page, browser(stage) as other:
        for text in ("hi", "同意"):
            await owner.chat(text=text)
        link, digits = await offer(owner)
        before = await rows(stage.service.database)
        for agent in SCANNERS * 5:
            for method in ("GET", "HEAD"):
                assert (await other.go(method, link, agent))[0] == 200
        assert await rows(stage.service.database) == before, "looking changes nothing"
        assert "還沒有人打開連結" in await owner.chat(text="47")
        status, said = await page.go("GET", link)
        assert "在這台裝置繼續填寫？" in said
        foreign = {"Origin": "https://elsewhere.example"}
        assert (await page.go("POST", link, headers=foreign))[0] == 403
        await page.go("POST", link)
        status, said = await page.go("POST", link)  # and sent again, its answer lost
        number = re.search(r'class="digits"[^>]*>(\d\d)<', said)
        assert status == 200
        assert number, said
        status, said = await other.go("POST", link)
        assert status == 404, "a second one is too late"
        assert "不能用" in said
        assert NOTHING in await other.say(text="90800708")
        assert "已換到電腦網頁" in await owner.chat(text=number[1])
        _, said = await page.go("GET", "/go/chat/number")
        assert 'data-turns="/go/chat/turns"' in said
        assert "示範" not in said, "it is no demo"
        assert "統一編號" in await page.say(open="1")
        assert "沐晨生技" in await page.say(text="90800708")
        said = await owner.chat(text="12345675")
        assert "目前在電腦網頁填寫" in said
        assert "Windows · Chrome" in said
        assert "已還回去" in await page.say(tap="ho::back")
        assert "已回到原來的聊天" in await page.say(text="90800708")
        _, said = await page.go("GET", "/go/chat")
        assert "九位數字" in said
        assert "沐晨生技" in await owner.chat(text="開始")
        assert link.rpartition("/")[2] not in caplog.text
        assert digits not in caplog.text
        assert digits.replace(" ", "") not in caplog.text


async def test_nine_digits_are_slow_to_guess_and_nobody_else_gets_in(stage: RunningRehearsal) -> None:
    async with browser(stage) as owner, browser(stage) as page:
        for text in ("hi", "同意"):
            await owner.chat(text=text)
        _, digits = await offer(owner)
        begun = await rows(stage.service.database)
        assert "九位數字" in (await page.go("GET", "/go/chat"))[1]
        assert NOTHING in await page.say(text="hi")
        assert "不是九位數字" in (await page.go("POST", "/go/chat/digits", data={"digits": "47"}))[1]
        _, said = await page.go("POST", "/go/chat/digits", data={"digits": digits})
        assert re.search(r'class="digits"[^>]*>\d\d<', said)
        guesses = [await page.go("POST", "/go/chat/digits", data={"digits": f"{n:09}"}) for n in range(7)]
        assert [status for status, _ in guesses] == [404] * 5 + [429] * 2
        assert {
            name: count for name, count in (await rows(stage.service.database)).items() if name == "identity"
        } == {"identity": begun["identity"]}, "nobody has begun anything"
        tokens = [await page.go("GET", f"/go/chat/{n:043}") for n in range(40)]
        assert {status for status, _ in tokens} == {404, 429}


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (CHROME, "Windows · Chrome"),
        (CHROME + " Edg/126.0", "Windows · Edge"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604.1",
            "iPhone · Safari",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari Line/14.9", "iPhone · LINE"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Mac · Firefox",
        ),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_would(agent: str, device: str) -> None:
    assert device_of(agent) == device
