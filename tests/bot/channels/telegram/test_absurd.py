"""Answers of Telegram, or of whatever stands between, that make no sense: polling goes on, and it is told."""

import asyncio
from typing import Any

import pytest

from bot.channels.shared.platform_health import SILENCE
from bot.channels.telegram import TelegramChannel
from bot.demo.standins.telegram import TOKEN, TelegramStandin, Trouble
from bot.demo.standins.telegram_person import TelegramPerson
from flows.interface.inbound import Text
from tests.bot.channels.reply_recorder import ReplyRecorder, until, words
from tests.bot.channels.telegram.scene import SECRET, TelegramScene, read_file

NESTED = b"[" * 100_000 + b"]" * 100_000
BODIES = {
    "string": b'"bad gateway"',
    "null": b"null",
    "true": b"true",
    "number": b"7",
    "huge number": b"1" + b"0" * 400,
    "list": b"[]",
    "empty object": b"{}",
    "refusal": b'{"ok":false,"error_code":500,"description":"oops"}',
    "refusal of a number": b'{"ok":false,"description":7,"parameters":7}',
    "odd hints": b'{"ok":false,"parameters":{"retry_after":"soon","migrate_to_chat_id":"x"}}',
    "endless hint": b'{"ok":false,"parameters":{"retry_after":1e300}}',
    "negative hint": b'{"ok":false,"parameters":{"retry_after":-5}}',
    "result is no list": b'{"ok":true,"result":{"a":1}}',
    "result is null": b'{"ok":true,"result":null}',
    "things that are no updates": b'{"ok":true,"result":[null,7,"x",[],{},{"update_id":"1"},{"update_id":true}]}',
    "an id beyond reason": b'{"ok":true,"result":[{"update_id":1' + b"0" * 40 + b"}]}",
    "html": b"<html><body>502 Bad Gateway</body></html>",
    "nothing": b"",
    "cut off": b'{"ok":true,"result":[{"upd',
    "no utf-8": b'{"ok":true,"result":"\xff\xfe"}',
    "nested": b'{"ok":true,"result":' + NESTED + b"}",
}


@pytest.mark.parametrize("status", [200, 401, 403, 404, 409, 429, 500, 502, 599])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_no_answer_ends_polling(
    polling: TelegramScene, caplog: pytest.LogCaptureFixture, status: int, body: bytes
) -> None:
    polling.standin.trouble("getUpdates", *[Trouble(status, body=body)] * 2)
    person = polling.person()
    await person.say("one")
    await until(lambda: not polling.standin.in_trouble("getUpdates"))
    await person.say("two")
    assert person.screen == "text two"
    assert "Traceback" not in caplog.text
    assert polling.channel.health.silent < 5
    assert polling.channel.health.token_accepted is True


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "setMyCommands"])
@pytest.mark.parametrize("status", [200, 401, 404, 409, 429, 502])
@pytest.mark.parametrize("body", [BODIES[name] for name in ("string", "empty object", "refusal", "html")])
async def test_no_answer_keeps_the_bot_from_starting(method: str, status: int, body: bytes) -> None:
    desk = ReplyRecorder()
    async with TelegramStandin().running() as standin:
        standin.trouble(method, *[Trouble(status, body=body)] * 2)
        channel = TelegramChannel(TOKEN, desk.receive, read_file, words=words, api_url=standin.url)
        await channel.start()
        await TelegramPerson(standin).say("hi")
        await until(lambda: len(standin.commands) == 3)
        await channel.close()
    assert desk.contents() == [Text("hi")]


async def test_one_update_of_a_batch_takes_no_other_with_it(
    polling: TelegramScene, caplog: pytest.LogCaptureFixture
) -> None:
    """Fifty people in one batch, some of their updates with a date or a text that is none."""
    people = [polling.person(5000 + number) for number in range(50)]
    polling.standin.trouble("getUpdates", *[Trouble(502)] * 2)
    for person in people:
        await polling.standin.deliver({"message": person.message(text="秘密") | {"date": 10**18}})
        await polling.standin.deliver({"message": person.message(text=["秘密"])})
        await polling.standin.deliver({"message": person.message(text="good")})
    await until(lambda: len(polling.desk.commits) == 50)
    await until(lambda: polling.standin.pending() == [])
    assert polling.desk.contents() == [Text("good")] * 50
    assert polling.channel.health.unreadable == 100
    assert "秘密" not in caplog.text


async def test_an_exception_nobody_foresaw_is_survived(
    polling: TelegramScene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    handle = polling.channel._handle
    broken = 2

    async def fails(events: list[Any]) -> set[int]:
        nonlocal broken
        broken -= 1
        if broken >= 0:
            raise LookupError("秘密")
        return await handle(events)

    monkeypatch.setattr(polling.channel, "_handle", fails)
    person = polling.person()
    await person.say("hi")
    assert person.screen == "text hi"
    assert "LookupError" in caplog.text
    assert "秘密" not in caplog.text


@pytest.mark.parametrize("body", [NESTED, b'{"update_id":' + NESTED + b"}", b"{", b"\xff", b""])
async def test_nonsense_that_is_posted_is_a_bad_request(
    webhook: TelegramScene, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    assert await webhook.standin.post(body, SECRET) == 400
    await webhook.person().say("good")
    assert webhook.desk.contents() == [Text("good")]
    assert "Traceback" not in caplog.text


async def test_a_second_poller_is_noticed(polling: TelegramScene) -> None:
    taken = Trouble(409, "Conflict: terminated by other getUpdates request")
    polling.standin.trouble("getUpdates", taken, taken)
    await polling.person().say("hi")
    assert polling.channel.health.conflicts >= 1
    assert polling.channel.health.problems() == ["telegram: another process fetches this bot's updates"]
    assert polling.channel.health.figures()["telegram_conflicts"] >= 1


async def test_a_refused_token_is_told_until_it_is_taken(polling: TelegramScene) -> None:
    polling.standin.trouble("getUpdates", *[Trouble(401, "Unauthorized")] * 3)
    await polling.standin.deliver({"message": polling.person().message(text="hi")})
    await until(lambda: polling.channel.health.token_accepted is False)
    assert polling.channel.health.problems() == ["telegram: the token is refused"]
    await polling.person().say("again")
    await until(lambda: polling.channel.health.token_accepted is True)
    assert polling.channel.health.problems() == []


async def test_a_platform_that_falls_silent_is_told(
    polling: TelegramScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await polling.person().say("hi")
    assert polling.channel.health.problems() == []
    now = polling.channel.health.clock() + SILENCE + 60
    monkeypatch.setattr(polling.channel.health, "clock", lambda: now)
    (problem,) = polling.channel.health.problems()
    assert problem.startswith("telegram: not heard for 2")


async def test_a_wish_to_wait_is_kept_while_polling(polling: TelegramScene) -> None:
    polling.standin.trouble("getUpdates", Trouble(429, retry_after=1))
    person = polling.person()
    asked = asyncio.get_running_loop().time()
    await person.say("hi")
    await person.say("again")
    assert asyncio.get_running_loop().time() - asked >= 0.9


async def test_hanging_chats_keep_nobody_waiting(
    polling: TelegramScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram never answers for 300 people; the others' replies come at once, and none of them times out unsent."""
    crowd = [polling.person(7000 + number) for number in range(300)]
    polling.standin.hanging.update(person.user for person in crowd)
    await asyncio.gather(
        *(polling.standin.deliver({"message": person.message(text="hi")}) for person in crowd)
    )
    await until(lambda: polling.standin.methods().count("sendMessage") >= 300, 30)
    asked = asyncio.get_running_loop().time()
    await polling.person().say("me too")
    assert asyncio.get_running_loop().time() - asked < 5
    polling.standin.release.set()
