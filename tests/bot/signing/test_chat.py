"""Signing online from the chat, in every channel: who signs, the link, the number typed back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.telegram_person import TelegramPerson
from bot.demo.standins.web_person import WebPerson
from tests.bot.signing.signer import MANAGER, Case, browser, submitted

CHANNELS = ["web", "line", "telegram"]


def addresses(case: Case) -> list[str]:
    """The pages that the last answer lets one open."""
    person = case.stage.person
    shown: list[Any] = []
    match person:
        case WebPerson() | LinePerson():
            shown = list(person.shown)
        case TelegramPerson():
            shown = [each.keyboard for each in person.shown]
    found = re.findall(r'"(?:url|uri)": "([^"]+)"', json.dumps(shown, ensure_ascii=False))
    return [each.replace("?openExternalBrowser=1", "") for each in found]


def link_of(case: Case) -> str:
    """The link among them."""
    (found,) = [each for each in addresses(case) if "/go/sign/" in each and "share" not in each]
    return found


@pytest.mark.parametrize("channel", CHANNELS)
async def test_the_applicant_gets_a_link_and_types_the_number_back(tmp_path: Path, channel: str) -> None:
    async with submitted(tmp_path, channel) as case:
        person = case.stage.person
        await person.say("47")
        assert "線上簽名" in person.buttons, person.screen
        await person.tap("線上簽名")
        assert "由誰簽" in person.screen
        await person.tap("我就是授權主管")
        link = link_of(case)
        assert "/go/sign/" not in person.screen.replace(link, ""), "no text shows the secret address"
        await person.say("47")
        assert "沒有在等數字" in person.screen
        async with browser(link) as signer:
            page = await signer.send("start")
            number = re.search(r'class="number">(\d\d)<', page.text)
            assert number
            wrong = "11" if number[1] != "11" else "12"
            await person.say(wrong)
            assert "數字不對" in person.screen
            await person.say(" " + number[1] + " ")
            assert "數字正確" in person.screen
            assert "請讀第 1 頁" in (await signer.ask()).text
        assert person.refused_calls == 0


@pytest.mark.parametrize("channel", CHANNELS)
async def test_somebody_else_gets_the_link_shared_and_a_new_one_ends_it(tmp_path: Path, channel: str) -> None:
    async with submitted(tmp_path, channel) as case:
        person = case.stage.person
        await person.say("線上簽名")
        await person.tap("傳給主管")
        assert "主管的電子郵件" in person.screen
        await person.say("不知道耶")
        await person.say("manager@company")
        assert "主管的電子郵件" in person.screen, "no address: asked again, and nothing is lost"
        await person.say(f"信箱：{MANAGER}")
        assert "驗證碼會寄到" in person.screen
        links = addresses(case)
        assert any(each.startswith("https://line.me/R/share?text=") for each in links)
        assert any(each.startswith("https://t.me/share/url?url=") for each in links)
        first = link_of(case)
        async with browser(first) as signer:
            await signer.send("start")
            assert "請讀第 1 頁" in (await signer.send("code", code=await case.code())).text
            await person.say("線上簽名")
            await person.tap("我就是授權主管")
            assert "已失效" in (await signer.ask()).text
        assert link_of(case) != first


async def test_before_submitting_and_where_it_is_off_the_chat_says_what_to_do_instead(tmp_path: Path) -> None:
    async with submitted(tmp_path, sign_in_chat=False) as case:
        person = case.stage.person
        await person.say("進度")
        assert "線上簽名" not in person.buttons
        await person.say("線上簽名")
        assert "目前不能線上簽署" in person.screen
        assert "print.ibon.com.tw" in person.screen
        await person.say("超商列印")
        assert "超商列印" in person.screen
        await person.say("我就是授權主管")
        assert addresses(case) == []
