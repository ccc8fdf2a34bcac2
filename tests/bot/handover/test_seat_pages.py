"""A company without LINE or Telegram: its form is begun by the invitation's link, filled in on a page, and gone on with
on another device by a mailed link."""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.config.settings import Settings
from bot.conversation.alliance.followers import Surroundings, reached
from bot.demo.demo import embedded
from bot.demo.people import free_port
from bot.demo.standins.mailbox import Mailbox
from bot.paths import TEMPLATES
from bot.service import Service
from flows.events.alliance import Entered
from storage.alliances.alliances import Alliances
from storage.records import NewJob
from storage.stored_names import JobKind
from tests.support.alliance_lobby import NOW, AllianceLobby
from tests.support.lobby import rows

PAGE = "/go/seat"
LINK = re.compile(r"http://\S+(/go/seat/(?:in/)?[\w.-]+)")
SCANNERS = ("TelegramBot (like TwitterBot)", "facebookexternalhit/1.1;line-poker/1.0", "SafeLinks")
ADDRESS = "mei@hongyi.com.tw"
TAP = re.compile(r'data-tap="([^"]+)"')


@dataclass
class Clock:
    """Every clock of the service."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Browser:
    """Keeps its cookies, follows where it is led."""

    http: aiohttp.ClientSession
    url: str
    page: str = ""
    count: int = 0
    cookies: list[str] = field(default_factory=list)

    async def go(self, method: str, path: str, agent: str = "", origin: str = "", **fields: str) -> int:
        """The status of a page, which is open then."""
        headers = {
            "User-Agent": agent or "Firefox/140",
            "Accept-Language": "zh-TW",
            "Origin": origin or self.url,
        }
        async with self.http.request(
            method, self.url + path, headers=headers, data=fields or None
        ) as response:
            self.page = await response.text()
            for each in (*response.history, response):
                self.cookies += each.headers.getall("Set-Cookie", [])
            return response.status

    async def say(self, **said: str) -> str:
        """Something said on the page; the reply."""
        self.count += 1
        status = await self.go("POST", f"{PAGE}/turns", id=f"page-{id(self)}-{self.count}", **said)
        return self.page if status == 200 else f"{status} {self.page}"


@dataclass
class World:
    """An alliance whose leader has a chat, and the service's pages."""

    service: Service
    mailbox: Mailbox
    lobby: AllianceLobby
    clock: Clock
    url: str
    folder: Path

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        """A browser that nobody knows yet."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            yield Browser(http, self.url)

    async def invitation(self) -> str:
        """The path of a link that the leader forwards."""
        turns = self.service.turn_processor
        text = await self.lobby.taps(turns, 0, "anyone")
        assert "沒有 LINE 或 Telegram，用瀏覽器填" in text
        [path] = LINK.findall(text)
        return str(path)

    async def mail(self, count: int) -> str:
        """The text of that mail, from 1."""
        return str((await self.mailbox.wait_for(count))[count - 1].text)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    programme, clock = TEMPLATES / "alliance" / "programmes" / "113A.toml", Clock()
    database = f"sqlite:///{tmp_path / 'demo.db'}"
    settings = Settings(database_url=database, port=free_port(), programme_file=programme)
    async with embedded(settings, now=clock) as (service, mailbox, url):
        lobby = AllianceLobby(service.database, service.journal)
        await lobby.begun(0, Entered("chapter", "members"))
        yield World(service, mailbox, lobby, clock, url, tmp_path)


async def joined(world: World, browser: Browser, link: str) -> str:
    """A company begins by that link, and its seat waits for the leader."""
    assert await browser.go("POST", link) == 200
    assert "個人資料" in await browser.say(open="yes")
    await browser.say(text="同意")
    await browser.say(text="22099131")
    shown = await browser.say(text="是")
    assert "等候" in shown, shown
    return shown


async def test_a_company_without_a_chat_fills_in_its_form_and_comes_back_by_mail(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")
    link = await world.invitation()
    before = await rows(world.service.database)
    async with world.browser() as first, world.browser() as second, world.browser() as stranger:
        for scanner in SCANNERS:
            assert [await stranger.go(each, link, scanner) for each in ("GET", "HEAD")] == [200, 200]
        assert await stranger.go("POST", link, origin="https://elsewhere.example") == 403
        assert await stranger.go("GET", PAGE) == 403
        assert await stranger.say(open="yes") == "403 form"
        assert await rows(world.service.database) == before, "looking changes nothing"
        await joined(world, first, link)
        assert all("HttpOnly" in each and "SameSite=Lax" in each for each in first.cookies)
        assert len(await Alliances(world.service.database).seats(world.lobby.keys[0])) == 2
        assert await stranger.go("POST", link) == 404, "the code is used"
        assert await first.go("POST", link) == 200, "but who began by it goes on"
        await _proves(world, first)
        await _comes_back(world, second, stranger)
        await _hears_by_mail(world)
        assert await second.go("POST", f"{PAGE}/leave") == 200
        assert await second.go("GET", PAGE) == 403
        assert "等候" in await first.say(open="yes")
    code = link.rpartition("/")[2]
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("bot")]
    assert ours
    assert not [each for each in ours if code in each or ADDRESS in each]
    assert all(code.encode() not in each.read_bytes() for each in world.folder.iterdir() if each.is_file())


async def _proves(world: World, browser: Browser) -> None:
    assert await browser.go("POST", f"{PAGE}/mail", email="not an address") == 422
    assert await browser.go("POST", f"{PAGE}/mail", email=ADDRESS) == 200
    found = re.search(r"\b\d{6}\b", await world.mail(1))
    assert found
    assert "/go/seat" not in world.mailbox.messages[0].text, "whose address it is, is not known yet"
    assert await browser.go("POST", f"{PAGE}/mail/code", code=f"{(int(found[0]) + 1) % 10**6:06d}") == 422
    assert await browser.go("POST", f"{PAGE}/mail/code", code=found[0]) == 200
    assert "信箱已驗證" in browser.page


async def _comes_back(world: World, browser: Browser, stranger: Browser) -> None:
    """By a link of a mail: once; an old one has a new one mailed to the same address."""
    await _news(world, "admitted")
    [link] = LINK.findall(await world.mail(2))
    for scanner in SCANNERS:
        assert await stranger.go("GET", link, scanner) == 200
    world.clock.now += timedelta(minutes=16)
    assert await browser.go("POST", link) == 410
    assert await browser.go("POST", f"{link}/again") == 200
    assert ADDRESS not in browser.page
    [new] = LINK.findall(await world.mail(3))
    assert await browser.go("POST", new) == 200
    assert "等候" in await browser.say(open="yes")
    assert await stranger.go("POST", new) == 410
    assert await stranger.go("GET", f"{new}x") == 404


async def _hears_by_mail(world: World) -> None:
    """Of what is true when it is told: whoever waits to be admitted is not reminded."""
    await _news(world, "reminded")
    await _news(world, "admitted")
    assert "同意貴公司加入" in await world.mail(4)
    assert len(world.mailbox.messages) == 4


async def _news(world: World, about: str) -> None:
    [_, seat] = await _sessions(world)
    payload = {"session": seat, "about": about, "of": world.lobby.keys[0], "ubn": ""}
    await world.service.jobs.add(NewJob(JobKind.ALLIANCE_NEWS, payload, world.clock.now), world.clock.now)
    world.service.case_status.wake()


async def _sessions(world: World) -> list[str]:
    seats = await Alliances(world.service.database).seats(world.lobby.keys[0])
    return sorted((each.session for each in seats), key=lambda key: key != world.lobby.keys[0])


async def test_who_guesses_codes_is_told_nothing_for_an_hour(world: World) -> None:
    link = await world.invitation()
    async with world.browser() as browser:
        for number in range(5):
            assert await browser.go("POST", f"{PAGE}/AAAAA{number + 2}") == 404
        assert await browser.go("POST", link) == 429
        assert not browser.cookies
        world.clock.now += timedelta(hours=1, minutes=1)
        assert await browser.go("POST", link) == 200


@pytest.mark.parametrize(("url", "web"), [("", False), ("https://sme.example", True)])
def test_without_an_address_by_https_there_is_no_link(url: str, web: bool) -> None:
    around = Surroundings(lambda: NOW, None, url, url, {})
    assert [begins() for begins in reached(around).values()] == [f"{url}{PAGE}"] * web
