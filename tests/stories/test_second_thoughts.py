"""People who think again, on the platforms themselves: edit a bubble, take one back, block the bot and return."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.demo.player import Player
from bot.demo.rehearsal import RunningRehearsal, staged
from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.telegram_person import TelegramPerson
from tests.support.paths import PERSONAS


@asynccontextmanager
async def come(folder: Path, channel: str, persona: str, until: str) -> AsyncIterator[RunningRehearsal]:
    """The whole service with somebody who has been asked `until`, having answered everything before it."""
    script: dict[str, Any] = json.loads((PERSONAS / f"{persona}.json").read_text(encoding="utf-8"))
    del script["answers"][until]
    async with staged(folder, channel, script.get("lang", "zh-TW")) as stage:
        edition = stage.service.editions[stage.service.programme.questionnaire]
        player = Player(script, edition, stage.person)
        await player.play()
        assert player.stopped_at == until
        yield stage


def on_disk(folder: Path) -> bytes:
    """Everything in the files of the database."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


async def test_an_edited_telegram_bubble_changes_the_answer_and_the_verdict(tmp_path: Path) -> None:
    async with come(tmp_path, "telegram", "exporter", "contact_name") as stage:
        person = stage.person
        assert isinstance(person, TelegramPerson)
        await person.say("修改 6")
        await person.say("5000萬")
        capital = person.said
        await person.say("修改 7")
        await person.say("350")
        employees = person.said
        await person.edit("3億", capital)
        assert "第 6 題「實收資本額」已依您編輯的訊息改為：新臺幣 300,000,000 元（3 億元）" in person.screen
        assert "還不符合申請資格" in person.screen
        await person.edit("35", employees)
        assert "第 7 題「經常僱用員工數」已依您編輯的訊息改為：35 人" in person.screen
        assert "聯絡人姓名" in person.screen
        await person.say("檢視")
        assert "300,000,000" in person.screen
        assert person.refused_calls == 0


async def test_a_line_message_taken_back_is_in_no_file_and_asked_again_with_the_next_contact(
    tmp_path: Path,
) -> None:
    async with come(tmp_path, "line", "exporter", "contact_name") as stage:
        person = stage.person
        assert isinstance(person, LinePerson)
        await person.say("修改 13")
        await person.say("還沒公開的鳳梨酒")
        assert "還沒公開的鳳梨酒".encode() in on_disk(tmp_path)
        await person.unsend()
        assert "還沒公開的鳳梨酒".encode() not in on_disk(tmp_path)
        await person.say("林小華")
        assert "主要產品／服務" in person.screen, "the question that is open again"
        assert "還沒有當作答案" in person.screen, "they could not know that it would be asked"
        await person.say("鳳梨酥")
        assert "聯絡人姓名" in person.screen
        assert person.refused_calls == 0


@pytest.mark.parametrize("channel", ["line", "telegram"])
async def test_who_blocks_the_bot_and_returns_finds_everything_kept(tmp_path: Path, channel: str) -> None:
    async with come(tmp_path, channel, "exporter", "contact_name") as stage:
        person = stage.person
        if isinstance(person, TelegramPerson):
            await person.block()
            await person.block(again=True)
        await person.open()
        assert "目前進度" in person.screen
        assert "聯絡人姓名" in person.screen
        await person.say("檢視")
        for kept in ("大發食品股份有限公司", "3,000 萬元", "46.5 人"):
            assert kept in person.screen


@pytest.mark.parametrize("channel", ["line", "telegram"])
async def test_the_language_is_that_of_the_app_until_another_is_chosen(tmp_path: Path, channel: str) -> None:
    async with staged(tmp_path, channel, "en") as stage:
        person = stage.person
        await person.open()
        assert "Start" in person.buttons
        await person.say("中文")
        assert "開始申請" in person.buttons
        await person.say("hello")
        assert "不同意" in person.buttons, "the choice outlasts what the app says"
        if isinstance(person, LinePerson):
            assert sum("/profile/" in path for path in person.platform.paths()) == 1, "asked once, at hello"
