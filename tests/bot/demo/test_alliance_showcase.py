"""The demo offers both schemes, and an alliance whose leader and members can be played side by side."""

import os
from pathlib import Path

import aiohttp

from bot.config.settings import Settings
from bot.demo.alliance.showcase import Showcase
from bot.demo.demo import PROGRAMMES, embedded
from bot.demo.people import free_port
from bot.demo.standins.web_person import WebPerson
from bot.paths import TEMPLATES
from storage.alliances.alliances import Alliances

FOUND_TRUE = "查核屬實，得駁回申請，或撤銷輔導並解除契約"
"""What follows a breach (slides of 113, line 166)."""


async def test_both_schemes_and_an_alliance_half_filled_in(tmp_path: Path) -> None:
    programmes = Path(os.pathsep.join(str(TEMPLATES / each) for each in PROGRAMMES))
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/demo.db", port=free_port(), programme_file=programmes
    )
    showcase = Showcase(companies=4)
    jar = aiohttp.CookieJar(unsafe=True)
    async with (
        embedded(settings, showcase=showcase) as (service, _, url),
        aiohttp.ClientSession(cookie_jar=jar) as own,
    ):
        await showcase.play(service, url)
        seats = await Alliances(service.database).seats(
            await Alliances(service.database).led_by(showcase.script.members[0].ubn)
        )
        assert [(each.company, each.confirmed) for each in seats] == [
            (each.company, True) for each in showcase.cast[:3]
        ]
        await showcase.play(service, url)  # once is enough
        await _played_by_hand(own, url)
        newcomer = WebPerson(own, url)
        await newcomer.open()
        assert list(newcomer.buttons)[:2] == ["國際數位行銷能量診斷（方案一）", "國際主題聯盟輔導（方案二）"]
        await newcomer.tap("了解計畫")
        assert {"這是什麼診斷？", "方案二是什麼？"} <= set(newcomer.buttons)
        await newcomer.tap("方案二是什麼？")
        assert FOUND_TRUE in newcomer.screen
        await newcomer.tap("國際數位行銷能量診斷（方案一）")
        assert "個人資料蒐集告知事項" in newcomer.screen


async def _played_by_hand(own: aiohttp.ClientSession, url: str) -> None:
    """A page with both chats; a member's chat goes on where its person stopped; its answers can be filled in."""
    for path, expected in (
        ("/alliance", "member-3"),
        ("/alliance/leader", "/alliance/leader/turns"),
        ("/", "/alliance"),
    ):
        async with own.get(url + path) as response:
            assert expected in await response.text()
    async with own.post(f"{url}/alliance/leader/turns", data={"id": "by-hand-1", "open": "1"}) as response:
        assert "第 6 頁" in await response.text()
    async with own.get(f"{url}/chat/samples/member-2", params={"question": "company_name"}) as response:
        assert await response.text() == "霧嶺茶業有限公司"
    async with own.get(f"{url}/alliance/nobody") as response:
        assert response.status == 404
