"""Telegram replies in trouble: what was surely not sent is sent again, what may have come is not, nothing is silent."""

import pytest

import bot.channels.telegram.retry
from bot.demo.standins.telegram import LOST, Trouble
from tests.bot.channels import samples
from tests.bot.channels.reply_recorder import until
from tests.bot.channels.telegram.scene import TelegramScene


async def test_telegrams_wish_to_wait_is_honoured_again_and_again(telegram: TelegramScene) -> None:
    flood = Trouble(429, "Too Many Requests: retry after 1", retry_after=1)
    telegram.standin.trouble("sendMessage", flood, flood)
    person = telegram.person()
    await person.say("hi")
    assert person.screen == "text hi"
    assert telegram.standin.methods().count("sendMessage") == 3
    await until(lambda: len(telegram.desk.known_sent) == 1)


@pytest.mark.parametrize(
    "trouble",
    [Trouble(500), Trouble(502, body=b"<html>"), Trouble(503, body=b'"away"'), Trouble(429, body=b"wait")],
    ids=["500", "502 of HTML", "503 of a string", "429 without a time"],
)
async def test_what_was_surely_not_sent_is_sent_again(telegram: TelegramScene, trouble: Trouble) -> None:
    telegram.standin.trouble("sendMessage", trouble, trouble)
    person = telegram.person()
    await person.say("hi")
    assert person.screen == "text hi"
    assert [shown.text for shown in telegram.standin.chats[4001].messages.values()] == ["text hi"]
    await until(lambda: len(telegram.desk.known_sent) == 1)


async def test_what_is_never_taken_is_given_up(
    telegram: TelegramScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.channels.telegram.retry, "PAUSES", (0.01, 0.01))
    telegram.standin.trouble("sendMessage", *[Trouble(500)] * 3)
    await telegram.standin.deliver({"message": telegram.person().message(text="hi")})
    await until(lambda: telegram.channel.lost == 1)
    assert len(telegram.desk.unseen) == 1
    assert not telegram.standin.in_trouble("sendMessage")


@pytest.mark.parametrize("trouble", [Trouble(0), Trouble(LOST), Trouble(429, retry_after=31)])
async def test_a_send_of_unknown_fate_is_not_repeated(polling: TelegramScene, trouble: Trouble) -> None:
    """Nor is one that would have to wait for too long: it comes with the next contact."""
    polling.standin.trouble("sendMessage", trouble)
    person = polling.person()
    await polling.standin.deliver({"message": person.message(text="hi")})
    await until(lambda: len(polling.desk.unseen) == 1)
    await person.say("next")
    assert person.screen == "text next"
    assert len(polling.desk.known_sent) == 1


@pytest.mark.parametrize(
    "body", [b'{"ok":true,"result":true}', b'{"ok":true,"result":{}}', b'{"ok":true,"result":{"date":1e99}}']
)
async def test_a_message_taken_in_strange_words_counts_as_shown(telegram: TelegramScene, body: bytes) -> None:
    telegram.standin.trouble("sendMessage", Trouble(200, body=body))
    await telegram.standin.deliver({"message": telegram.person().message(text="hi")})
    await until(lambda: len(telegram.desk.known_sent) == 1)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"{}", b'"ok"', b"[]", b'{"ok":false}', b"<html>", b"[" * 9999]
)
async def test_an_answer_that_is_none_is_a_lost_reply_and_harms_nobody(
    telegram: TelegramScene, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    telegram.standin.trouble("sendMessage", Trouble(200, body=body))
    person = telegram.person()
    await telegram.standin.deliver({"message": person.message(text="12345675")})
    await until(lambda: telegram.channel.lost == 1)
    await person.say("next")
    assert person.screen == "text next"
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("status", [400, 413, 500, 429, 0])
async def test_a_file_that_is_not_taken_arrives_as_its_link(
    polling: TelegramScene, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(bot.channels.telegram.retry, "PAUSES", (0.01,))
    polling.standin.trouble("sendDocument", *[Trouble(status, retry_after=60 * (status == 429))] * 2)
    polling.answer(samples.document())
    person = polling.person()
    await person.say("hi")
    await until(lambda: len(polling.desk.known_sent) == 1)
    assert "開啟文件\nhttps://example.com/files/abc?a=1" in person.history
    assert "113-0042" in person.history
    link = [call for call in polling.standin.calls if "https://example.com" in call.params.get("text", "")]
    assert "is_disabled" in link[0].params["link_preview_options"], "no server of Telegram's opens it"
