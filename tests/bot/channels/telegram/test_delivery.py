"""Telegram's side of delivery: nothing is acknowledged before it is stored, nobody waits for others' trouble."""

import asyncio

import pytest

from bot.channels.telegram import TelegramChannel
from bot.demo.standins.telegram import TOKEN, TelegramStandin, Trouble
from bot.demo.standins.telegram_person import TelegramPerson
from flows.interface.inbound import Text
from tests.bot.channels.reply_recorder import ReplyRecorder, until, words
from tests.bot.channels.telegram.scene import TelegramScene, read_file


async def test_people_do_not_wait_for_each_other(polling: TelegramScene) -> None:
    slow, quick = polling.person(1), polling.person(2)
    polling.desk.slow["wait"] = 0.5
    waiting = asyncio.create_task(slow.say("wait"))
    await until(lambda: len(polling.desk.commits) == 1)
    await quick.say("quick")
    assert quick.screen == "text quick"
    assert not waiting.done()
    await waiting


async def test_what_is_not_stored_comes_again(telegram: TelegramScene) -> None:
    person = telegram.person()
    telegram.desk.refused.add("4001")
    await_answer = asyncio.create_task(person.say("hi"))
    await until(lambda: len(telegram.desk.received) >= 1)
    telegram.desk.refused.clear()
    await await_answer
    assert len({inbound.event_id for inbound in telegram.desk.received}) == 1
    assert len(telegram.desk.commits) == 1


async def test_an_update_is_acknowledged_only_after_its_commit(polling: TelegramScene) -> None:
    polling.desk.slow["commit 4001"] = 0.3
    saying = asyncio.create_task(polling.person().say("hi"))
    await until(lambda: len(polling.desk.received) == 1)
    assert len(polling.standin.pending()) == 1
    await saying
    await until(lambda: polling.standin.pending() == [])


async def test_one_person_in_trouble_keeps_nobody_else_waiting(polling: TelegramScene) -> None:
    polling.desk.refused.add("1")
    unlucky, lucky = polling.person(1), polling.person(2)
    await polling.standin.deliver({"message": unlucky.message(text="lost")})
    await lucky.say("kept")
    assert lucky.screen == "text kept"
    before = len(polling.desk.received)
    await until(lambda: len(polling.desk.received) >= before + 3)
    assert [inbound.sender.user for inbound in polling.desk.received].count("2") == 1
    assert len(polling.standin.pending()) == 2


async def test_an_update_nobody_can_handle_is_given_up_once_others_get_through(
    polling: TelegramScene, caplog: pytest.LogCaptureFixture
) -> None:
    polling.desk.refused.add("1")
    unlucky, lucky = polling.person(1), polling.person(2)
    await polling.standin.deliver({"message": unlucky.message(text="poison")})
    for n in range(5):
        await lucky.say(f"kept {n}")
    await until(lambda: polling.standin.pending() == [])
    assert "telegram.update_given_up" in caplog.text


@pytest.mark.parametrize(
    "trouble", [Trouble(409, "Conflict"), Trouble(500), Trouble(0), Trouble(429, retry_after=1)]
)
async def test_polling_goes_on_after_trouble(polling: TelegramScene, trouble: Trouble) -> None:
    polling.standin.trouble("getUpdates", trouble, trouble)
    person = polling.person()
    await person.say("one")
    await person.say("two")
    assert person.screen == "text two"


async def test_the_menu_of_commands_is_set_in_each_language(telegram: TelegramScene) -> None:
    menus = telegram.standin.commands
    assert set(menus) == {"", "zh", "en"}
    assert [command["command"] for command in menus["zh"]] == [
        "start",
        "back",
        "skip",
        "review",
        "status",
        "pause",
        "help",
        "language",
        "device",
        "human",
        "erase",
    ]
    assert menus["en"][1]["description"] == "en command.back"
    assert menus[""] == menus["zh"]


async def test_a_refused_menu_does_not_keep_the_bot_from_talking() -> None:
    desk = ReplyRecorder()
    async with TelegramStandin().running() as standin:
        standin.trouble("setMyCommands", Trouble(400))
        channel = TelegramChannel(TOKEN, desk.receive, read_file, words=words, api_url=standin.url)
        await channel.start()
        await TelegramPerson(standin).say("hi")
        await channel.close()
    assert desk.contents() == [Text("hi")]


async def test_a_wrong_token_is_reported_without_being_told(caplog: pytest.LogCaptureFixture) -> None:
    async with TelegramStandin(token="1:other").running() as standin:
        channel = TelegramChannel(TOKEN, ReplyRecorder().receive, read_file, words=words, api_url=standin.url)
        await channel.start()
        await until(lambda: "telegram.token_refused" in caplog.text)
        await channel.close()
    assert "stand-in-token" not in caplog.text


async def test_an_absent_telegram_keeps_nobody_from_starting_or_closing() -> None:
    channel = TelegramChannel(
        TOKEN, ReplyRecorder().receive, read_file, words=words, api_url="http://127.0.0.1:1"
    )
    async with asyncio.timeout(3):
        await channel.start()
        await asyncio.sleep(0.1)
        await channel.close()
