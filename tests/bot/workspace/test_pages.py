"""A leader goes on writing in a browser: let in once by a link from the chat, never over what was written meanwhile."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.config.settings import Settings
from bot.demo.alliance.sample_pdf import sample_pdf
from bot.demo.demo import embedded
from bot.demo.people import free_port
from bot.demo.standins.web_person import WebPerson
from bot.documents.png import png
from bot.paths import TEMPLATES
from flows.schemes.alliance.lists import PROSE

LINK = re.compile(r"https?://\S+/go/plan/\S+")
PLAN = "/go/plan"
PNG = png(2, 2, 6, bytes(12))
ORIGIN = "泰國市場的需求，由七家業者共同回應，從原料到通路都有成員投入。" * 4


@dataclass
class Leader:
    """A leader's chat, and the browser beside it."""

    chat: WebPerson
    browser: aiohttp.ClientSession
    url: str
    database: Path
    seen: str = ""
    page: str = ""

    async def link(self) -> str:
        """A new link from the chat."""
        await self.chat.say("進度")
        await self.chat.tap("用網頁寫")
        found = LINK.search(self.chat.screen)
        assert found
        return found[0]

    async def get(self, path: str) -> int:
        """Open a page."""
        async with self.browser.get(self.url + path) as response:
            return await self.kept(response)

    async def send(self, path: str, **fields: str | list[str]) -> int:
        """Send the form of the page that was opened last."""
        data = [("seen", self.seen)]
        data += [
            (name, one)
            for name, value in fields.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        headers = {"Origin": self.url}
        async with self.browser.post(self.url + path, data=data, headers=headers) as response:
            return await self.kept(response)

    async def kept(self, response: aiohttp.ClientResponse) -> int:
        """The status of an answer; its page is open now."""
        self.page = await response.text()
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', self.page)
        self.seen = seen[1] if seen else self.seen
        return response.status


@asynccontextmanager
async def leading(folder: Path) -> AsyncIterator[Leader]:
    """A leader who has agreed to the notice, in the demo's service."""
    programme = TEMPLATES / "alliance" / "programmes" / "113A.toml"
    database = folder / "demo.db"
    settings = Settings(database_url=f"sqlite:///{database}", port=free_port(), programme_file=programme)
    jars = [aiohttp.CookieJar(unsafe=True) for _ in range(2)]
    async with (
        embedded(settings) as (_, _, url),
        aiohttp.ClientSession(cookie_jar=jars[0]) as own,
        aiohttp.ClientSession(cookie_jar=jars[1]) as browser,
    ):
        chat = WebPerson(own, url)
        await chat.open()
        await chat.tap("開始申請")
        await chat.tap("我同意，開始填寫")
        yield Leader(chat, browser, url, database)


async def test_a_leader_writes_everything_in_a_browser(tmp_path: Path) -> None:
    async with leading(tmp_path) as leader:
        await _let_in_once(leader)
        await _a_section(leader)
        await _an_image(leader)
        await _never_over_something_else(leader)
        await _indicators(leader)
        await _schedule(leader)
        await _files(leader)
        await _left(leader)


async def _let_in_once(leader: Leader) -> None:
    link = await leader.link()
    path = link.removeprefix(leader.url)
    assert await leader.get(PLAN) == 403
    for _ in range(2):  # a scanner opens it first
        assert await leader.get(path) == 200
        assert "開始寫" in leader.page
    async with leader.browser.post(link, headers={"Origin": "https://elsewhere.example"}) as response:
        assert response.status == 403
    assert await leader.send(path) == 200
    assert "聯盟組成緣起" in leader.page
    assert await leader.send(path) == 410
    assert await leader.get(path) == 410
    assert await leader.get(PLAN) == 200
    secret = path.rpartition(".")[2].encode()
    assert all(secret not in each.read_bytes() for each in leader.database.parent.iterdir() if each.is_file())


async def _a_section(leader: Leader) -> None:
    where = f"{PLAN}/of/prose.{PROSE[0]}"
    assert await leader.get(where) == 200
    assert await leader.send(where, text=ORIGIN) == 200
    assert "存好了" in leader.page
    assert ORIGIN in leader.page
    assert await leader.send(where, text="長" * 1501) == 422
    assert "多 1 字" in leader.page
    assert "長" * 1501 in leader.page  # what was typed is not lost
    await leader.chat.say("計畫內容")
    assert f"聯盟組成緣起：{len(ORIGIN)} 字" in leader.chat.screen


async def _an_image(leader: Leader) -> None:
    """Kept as it is printed; where it stands is a line of the text."""
    where = f"{PLAN}/of/prose.{PROSE[0]}"
    assert await _upload(leader, f"image.{PROSE[0]}", PNG[:40]) == 422
    assert "JPEG" in leader.page
    assert await _upload(leader, f"image.{PROSE[0]}", PNG) == 200
    assert "［圖1：］" in leader.page
    assert await leader.send(where, text=f"［圖1：曼谷門市］\n{ORIGIN}") == 200
    await leader.chat.say("計畫內容")
    assert f"聯盟組成緣起：{len(ORIGIN)} 字" in leader.chat.screen
    assert await _upload(leader, "image.nothing", PNG) == 404


async def _upload(leader: Leader, name: str, content: bytes) -> int:
    form = aiohttp.FormData()
    form.add_field("file", content, filename="a.png", content_type="image/png")
    address = f"{leader.url}{PLAN}/files/{name}"
    async with leader.browser.post(address, data=form, headers={"Origin": leader.url}) as response:
        return await leader.kept(response)


async def _never_over_something_else(leader: Leader) -> None:
    """Acceptance 23 of the specification: both values, and either can be taken."""
    where = f"{PLAN}/of/prose.{PROSE[1]}"
    assert await leader.get(where) == 200
    await leader.chat.tap("繼續寫")
    await leader.chat.say("對話裡寫的願景。")
    assert await leader.send(where, text="網頁上寫的願景。") == 409
    assert re.search(r"最後一次修改： \d+/\d+.* 在網頁對話裡", leader.page)
    assert "網頁上寫的願景。" in leader.page
    assert "對話裡寫的願景。" in leader.page
    assert await leader.get(f"{PLAN}/of/prose.{PROSE[1]}") == 200
    assert "對話裡寫的願景。" in leader.page
    assert await leader.send(where, text="網頁上寫的願景。") == 200
    assert await leader.get(where) == 200
    assert "網頁上寫的願景。" in leader.page
    assert "對話裡寫的願景。" not in leader.page
    assert re.search(r"最後一次修改： \d+/\d+.* 在網頁上", leader.page)


async def _indicators(leader: Leader) -> None:
    where = f"{PLAN}/of/kpi.tools"
    assert await leader.get(where) == 200
    rows = {
        "kind-0": "ads",
        "month-0": "4",
        "name-0": "Google Ads",
        "measure-0": "導流數",
        "whole-0": "6,000",
    }
    assert await leader.send(where, **rows, **{"first-0": "9000"}) == 422
    assert "上半年不能超過全程" in leader.page
    assert 'value="Google Ads"' in leader.page
    assert await leader.send(where, **rows, **{"first-0": "2000"}) == 200
    await leader.chat.say("指標")
    await leader.chat.tap("行銷工具")
    assert "Google Ads" in leader.chat.screen
    assert "6000" in leader.chat.screen.replace(",", "")


async def _schedule(leader: Leader) -> None:
    where = f"{PLAN}/of/schedule"
    assert await leader.get(where) == 200
    assert await leader.send(where, template="balanced") == 200
    assert "合計 100" in leader.page
    row: dict[str, str | list[str]] = {"item-0": "events", "weight-0": "20", "months-0": ["6", "9"]}
    assert await leader.send(where, **row, **{"typed-0": "15,15"}) == 422
    assert "各月合計要等於權重" in leader.page
    assert await leader.send(where, **row, **{"typed-0": "12.5,7.5"}) == 200
    assert "合計 20，少 80" in leader.page
    await leader.chat.say("預定進度")
    assert "權重合計 20" in leader.chat.screen


async def _files(leader: Leader) -> None:
    assert await _upload(leader, "registration", b"not a file") == 422
    assert "JPEG" in leader.page
    assert await _upload(leader, "registration", sample_pdf(1, "Registration")) == 200
    assert "存好了" in leader.page
    await leader.chat.say("附件")
    assert "registration.pdf" in leader.chat.screen


async def _left(leader: Leader) -> None:
    assert await leader.send(f"{PLAN}/leave") == 200
    assert "已關閉網頁登入" in leader.page
    assert await leader.get(PLAN) == 403
