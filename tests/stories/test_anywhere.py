"""One application on three channels: begun on LINE, gone on with on a page, on Telegram, by a colleague, and back."""

import re
from pathlib import Path

from bot.demo.rehearsal import staged
from bot.demo.standins.telegram import TOKEN, TelegramStandin
from bot.demo.standins.telegram_person import TelegramPerson
from flows.events.codec import from_json
from flows.session.evolve import fold
from flows.session.state import Session
from tests.support.ends import NINE
from tests.support.page_visitor import browser

_TWO = re.compile(r'class="digits"[^>]*>(\d\d)<')


async def test_from_line_to_a_page_to_telegram_to_a_colleague_and_back(tmp_path: Path) -> None:
    async with TelegramStandin().running() as telegram:
        more = {"telegram_token": TOKEN, "telegram_api_url": telegram.url}
        async with (
            staged(tmp_path, "line", more=more) as stage,
            browser(stage) as page,
            browser(stage) as mei,
        ):
            owner, phone = stage.person, TelegramPerson(telegram)
            for text in ("開始", "同意", "90800708", "是", "換裝置"):
                await owner.say(text)
            await owner.tap("換到電腦")
            digits = NINE.search(owner.screen)
            assert digits
            _, said = await page.go("POST", "/go/chat/digits", data={"digits": digits[0]})
            number = _TWO.search(said)
            assert number
            await owner.say(number[1])
            assert "目前在電腦網頁填寫" in owner.screen
            assert "從 LINE 轉來" in await page.say(open="1")
            assert "12 人" in await page.say(text="12")
            await owner.say("99")
            await owner.tap("拿回來")
            assert "已回到原來的聊天" in await page.say(text="34")
            await owner.say("換裝置")
            await owner.tap("換到 Telegram")
            digits = NINE.search(owner.screen)
            assert digits
            await phone.say(f"接手 {digits[0]}")
            shown = re.search(r"兩位數：(\d\d)", phone.screen)
            assert shown, phone.screen
            await owner.say(shown[1])
            await phone.say("開始")
            await phone.say("3,200萬")
            await phone.say("還回")
            assert "已還回去" in phone.screen
            await owner.say("請同事填")
            await owner.tap("第 2 頁")
            stored = await stage.service.journal.newest()
            assert stored
            link = (await stage.service.ends.invitations.url(stored.session, 1)).removeprefix(stage.url)
            _, said = await mei.go("POST", f"{link}/begin", data={"author": "王小美", "agree": "yes"})
            number = _TWO.search(said)
            assert number
            await owner.say(f"同事 {number[1]}")
            _, said = await mei.go("POST", f"{link}/send", data={"target_markets": "1,2"})
            assert "您填了 1 題" in said
            await owner.say("hi")
            await owner.say("全部採用")
            stored = await stage.service.journal.newest()
            assert stored
            answers = fold(Session("", ""), map(from_json, stored.events)).answers
            assert answers["employee_count"].value == 12
            assert answers["annual_revenue"].value == 32_000_000
            assert answers["target_markets"].author == "王小美"
