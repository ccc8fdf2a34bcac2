"""Telegram by webhook and by polling: no text answers a question that was not shown yet, whatever happened between."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from bot.config.settings import Settings
from bot.demo.demo import embedded
from bot.demo.people import free_port
from bot.demo.player import Player
from bot.demo.standins.telegram import TOKEN, TelegramStandin, Trouble
from bot.demo.standins.telegram_person import TelegramPerson
from bot.service import Service
from tests.bot.channels.reply_recorder import until
from tests.support.paths import PERSONAS
from tests.support.services.new_databases import new_sqlite

Mode = Literal["polling", "webhook"]
MODES = pytest.mark.parametrize("mode", ["webhook", "polling"])


@asynccontextmanager
async def serving(folder: Path, telegram: TelegramStandin, mode: Mode) -> AsyncIterator[Service]:
    """The whole service on the database in that folder, as if just started."""
    port = free_port()
    settings = Settings(
        database_url=new_sqlite(folder / "bot.db"),
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        telegram_token=TOKEN,
        telegram_api_url=telegram.url,
        telegram_mode=mode,
        telegram_webhook_secret="secret",
    )
    settings = settings if mode == "webhook" else settings.model_copy(update={"telegram_webhook_secret": ""})
    async with embedded(settings) as (service, _, _):
        await until(lambda: len(telegram.commands) == 3, 10)
        yield service


async def play(person: TelegramPerson, service: Service, question: str) -> None:
    """Answer everything up to that question."""
    script: dict[str, Any] = json.loads((PERSONAS / "exporter.json").read_text(encoding="utf-8"))
    del script["answers"][question]
    player = Player(script, service.editions[service.programme.questionnaire], person)
    await player.play()
    assert player.stopped_at == question


@asynccontextmanager
async def come(folder: Path, mode: Mode) -> AsyncIterator[tuple[TelegramPerson, Service]]:
    """Somebody who has been asked for their name."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(TelegramStandin().running())
        service = await stack.enter_async_context(serving(folder, telegram, mode))
        person = TelegramPerson(telegram)
        await play(person, service, "contact_name")
        yield person, service


@MODES
async def test_a_reply_telegram_refuses_leaves_its_question_unseen(tmp_path: Path, mode: Mode) -> None:
    async with come(tmp_path, mode) as (person, service):
        person.platform.trouble("sendMessage", Trouble(429, "Too Many Requests", retry_after=60))
        await person.platform.deliver({"message": person.message(text="林瑄淼")})
        await until(lambda: service.counters["telegram_lost"]() == 1)
        await person.say("林瑄淼")
        assert "部門／職稱：" not in person.screen
        assert "「林瑄淼」是在看到下面這一題之前送出的，還沒有當作答案。" in person.screen
        assert "✔ 聯絡人姓名：林瑄淼" in person.screen, "what was lost is told now"
        await person.say("經理")
        assert "✔ 部門／職稱：經理" in person.screen


@MODES
async def test_what_was_typed_while_the_service_was_away_answers_only_what_was_asked(
    tmp_path: Path, mode: Mode
) -> None:
    async with TelegramStandin().running() as telegram:
        person = TelegramPerson(telegram)
        async with serving(tmp_path, telegram, mode) as service:
            await play(person, service, "contact_name")
        telegram.commands.clear()
        typed = [
            {"message": person.message(text=text) | {"date": int(time.time()) + second}}
            for second, text in enumerate(("林小華", "在嗎？", "怎麼沒反應"))
        ]
        await asyncio.sleep(4)
        async with serving(tmp_path, telegram, mode) as service:
            for update in typed:
                await telegram.deliver(update)
            await until(lambda: service.counters["telegram_sent"]() == 3)
            await person.say("經理")
            assert "✔ 部門／職稱：經理" in person.screen
            await person.say("檢視")
    assert "林小華" in person.screen
    assert "在嗎" not in person.screen
    assert "怎麼沒反應" not in person.screen


@MODES
async def test_several_messages_in_a_row_answer_the_one_question_that_was_seen(
    tmp_path: Path, mode: Mode
) -> None:
    """Telegram takes its time to show a message, and posts the next of a chat as soon as the last is accepted."""
    async with come(tmp_path, mode) as (person, service):
        before = service.counters["telegram_sent"]()
        person.platform.latency = 0.1
        for text in ("林小華", "會計", "02-25533988", "a@example.com"):
            await person.platform.deliver({"message": person.message(text=text)})
        await until(lambda: service.counters["telegram_sent"]() == before + 4)
        person.platform.latency = 0.0
        await person.say("經理")
        assert "✔ 部門／職稱：經理" in person.screen


@MODES
async def test_a_button_tapped_three_times_is_answered_once(tmp_path: Path, mode: Mode) -> None:
    async with come(tmp_path, mode) as (person, _):
        await person.say("修改 3")
        person.platform.latency = 0.1
        shown, data = person._find("獨資商號")
        before = len(person.history)
        for _ in range(3):
            await person.platform.deliver({"callback_query": person.callback(data, shown.message_id)})
        await until(lambda: person.platform.methods().count("answerCallbackQuery") >= 3)
        await until(lambda: len(person.history) > before)
        await asyncio.sleep(0.4)
        assert person.history[before:].count("聯絡人姓名") == 1
