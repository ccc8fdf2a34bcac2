"""Signing online from the chat, in every channel: who signs, the link, the number typed back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.telegram_person import TelegramPerson
from bot.demo.standins.web_person import WebPerson
from flows.cases.codec import to_json
from flows.cases.events import CaseEvent, CaseReopened, CaseWithdrawn, MessageLeft
from storage.cases.stream.case_events import CaseEvents
from storage.records import StoredCaseEvent
from tests.bot.signing.signer import DRAWING, MANAGER, Case, browser, eventually, finished, submitted

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
async def test_the_applicant_signs_by_a_number_and_the_manager_by_a_code_each_by_the_newest_link(
    tmp_path: Path, channel: str
) -> None:
    async with submitted(tmp_path, channel) as case:
        person = case.stage.person
        await person.say("47")
        assert "線上簽名" in person.buttons, person.screen
        for way, said in (("我有印表機", "第 1 頁紅框"), ("超商列印", "查閱的做法，沒有實際試印")):
            await person.tap(way)
            assert said in person.screen
            await person.say("謝謝")
        await person.say("我沒有印表機")
        assert "不必列印也可以" in person.screen
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
            if (
                channel == "line"
            ):  # where LINE's own account lets its chat be opened, the last page leads back to it
                await signer.read_on()
                await signer.send("drawn", strokes=DRAWING)
                await signer.sign()
                assert (
                    "https://line.me/R/oaMessage/%40standin/?%E9%80%B2%E5%BA%A6"
                    in (await finished(signer)).text
                )
                return
        await _sends_it_to_the_manager(case)
        assert person.refused_calls == 0


async def _sends_it_to_the_manager(case: Case) -> None:
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
        await signer.send("return", words="統編錯了")
        if isinstance(person, TelegramPerson):  # where news costs nothing it comes unasked

            async def told() -> bool:
                return "授權主管退回申請書" in person.history

            assert await eventually(told)
            await person.tap("簽署有問題")
            assert "請再按「線上簽名」" in person.screen
        await person.say("進度")
        assert "授權主管退回，沒有簽署：統編錯了" in person.screen
        await person.say("簽署有問題")
        assert "請再按「線上簽名」" in person.screen
        await person.say("不是我請人簽的")
        assert "已轉給承辦" in person.screen

        async def passed_on() -> bool:
            return any("不是我請人簽的" in mail.text for mail in case.stage.mailbox.messages)

        assert await eventually(passed_on), "the programme hears of it"
        await person.say("線上簽名")
        await person.tap("我就是授權主管")
        assert "已失效" in (await signer.ask()).text
    assert link_of(case) != first
    await person.say("進度")
    assert "退回" not in person.screen, "a newer link was asked for"


async def test_a_case_that_was_withdrawn_is_signed_no_more_and_one_reopened_is(tmp_path: Path) -> None:
    async with submitted(tmp_path) as case:
        person, service = case.stage.person, case.stage.service
        await person.say("線上簽名")
        await person.tap("我就是授權主管")
        link, stream = link_of(case), CaseEvents(service.database)

        async def done(*events: CaseEvent) -> None:
            before, now = len(await stream.of(case.number)), service.now()
            stored = [
                StoredCaseEvent(before + number, now, "staff@example.com", to_json(event))
                for number, event in enumerate(events, 1)
            ]
            await stream.append(case.number, stored, [], now)

        async with browser(link) as signer:
            assert "請簽署這份申請書" in (await signer.ask()).text
            await done(CaseWithdrawn("電話"), MessageLeft(1))
            assert "已失效" in (await signer.ask()).text
            assert (await signer.send("start")).status == 410
            await person.say("進度")
            assert "線上簽名" not in person.buttons
            await person.say("線上簽名")
            assert "目前不能線上簽署" in person.screen
            await done(CaseReopened("打錯了", tell=False))
            assert "請簽署這份申請書" in (await signer.ask()).text


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
        assert not any("/go/sign/" in each for each in addresses(case))
