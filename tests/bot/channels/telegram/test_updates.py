"""Telegram's updates over real HTTP, polled and by webhook: what is let in and what it means."""

import logging
from datetime import UTC, datetime

import pytest

from bot.channels.telegram import TelegramChannel
from bot.demo.standins.telegram import TOKEN
from flows.interface.inbound import Media, Opened, Sent, Text, Upload
from tests.bot.channels.reply_recorder import ReplyRecorder, words
from tests.bot.channels.telegram.scene import SECRET, TelegramScene, read_file


async def test_an_event_says_who_when_and_in_which_language(polling: TelegramScene) -> None:
    person = polling.person()
    for code in ("zh-hant", "en", "vi", None):
        sender = {"id": 4001, "language_code": code} if code else {"id": 4001}
        await person.send({"message": person.message(text="hi") | {"date": 1_760_000_000, "from": sender}})
    first = polling.desk.received[0]
    assert (first.sender.channel, first.sender.account, first.sender.user) == (
        "telegram",
        "7000000001",
        "4001",
    )
    assert first.sent_at == datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC)
    assert [inbound.language for inbound in polling.desk.received] == ["zh-TW", "en", "en", ""]
    assert len({inbound.event_id for inbound in polling.desk.received}) == 4


async def test_commands_reach_the_engine_without_the_bots_name(polling: TelegramScene) -> None:
    person = polling.person()
    for text in (
        "/start",
        "/start abc123",
        "/start@standin_bot",
        "/start h_secret-of-a-link",
        "/review@standin_bot",
        "/skip now",
        "/ x",
        "a/b",
    ):
        await person.say(text)
    taking_over = Text("h_secret-of-a-link")
    expected = [*[Opened()] * 3, taking_over, *map(Text, ("/review", "/skip now", "/ x", "a/b"))]
    assert polling.desk.contents() == expected
    assert polling.channel.chat_address() == "https://t.me/standin_bot"


async def test_things_that_are_no_text(polling: TelegramScene) -> None:
    person = polling.person()
    things: list[dict[str, object]] = [
        {"photo": [{}], "caption": "x"},
        {"voice": {}},
        {"video_note": {}},
        {"document": {"file_name": "a.pdf"}},
        {"location": {}, "venue": {}},
        {"contact": {"phone_number": "886912345678", "user_id": 4001}},
        {"contact": {"phone_number": "886912345678", "user_id": 5}},
        {"contact": {"phone_number": "886912345678"}},
        {"hologram": {}},
    ]
    for thing in things:
        await person.send({"message": person.message(**thing)})
    assert polling.desk.contents() == [
        Sent(Media.PHOTO),
        Sent(Media.VOICE),
        Sent(Media.VIDEO),
        Sent(Media.FILE),
        Sent(Media.LOCATION),
        Text("+886912345678"),
        Sent(Media.CONTACT),
        Sent(Media.CONTACT),
        Sent(Media.OTHER),
    ]


async def test_photos_and_files_say_how_to_fetch_them_and_their_album(polling: TelegramScene) -> None:
    person = polling.person()
    sizes = [{"file_id": "small", "width": 90}, {"file_id": "large", "width": 1280}]
    for content in (
        {"photo": sizes, "media_group_id": "77", "caption": "x"},
        {"document": {"file_id": "d", "file_name": "簽章.pdf", "mime_type": "application/pdf"}},
        {"animation": {"file_id": "a"}, "document": {"file_id": "a"}},
    ):
        await person.send({"message": person.message(**content)})
    assert polling.desk.contents() == [
        Upload(Media.PHOTO, "large", "", "77"),
        Upload(Media.FILE, "d", "簽章.pdf"),
        Sent(Media.VIDEO),
    ]


async def test_updates_nobody_can_read_stop_nobody(
    telegram: TelegramScene, caplog: pytest.LogCaptureFixture
) -> None:
    person = telegram.person()
    message = person.message(text="12345675")
    broken: list[dict[str, object]] = [
        {"message": {"text": "12345675"}},
        {"message": message | {"date": "today"}},
        {"message": message | {"date": 10**30}},
        {"message": message | {"pinned_message": {}}},
        {"message": message | {"chat": {"id": 1, "type": "channel"}}},
        {"callback_query": {"id": "1", "from": {"id": 1}}},
        {"teleport": {}},
        {},
    ]
    with caplog.at_level(logging.INFO):
        for update in broken:
            await telegram.standin.deliver(update)
        await person.say("good")
    assert telegram.desk.contents() == [Text("good")]
    assert "12345675" not in caplog.text
    assert "stand-in-token" not in caplog.text


async def test_a_group_is_told_once_to_write_privately(telegram: TelegramScene) -> None:
    person = telegram.person()
    group = {"chat": {"id": -100, "type": "supergroup"}}
    await telegram.standin.deliver({"message": person.message(text="統編") | group})
    await telegram.standin.deliver({"message": person.message(text="again") | group})
    forwarded = person.callback("a:1", 5)
    await telegram.standin.deliver({"callback_query": forwarded | {"message": {"message_id": 5, **group}}})
    await person.say("private")
    assert [shown.text for shown in telegram.standin.chats[-100].messages.values()] == ["請私下傳訊息給我"]
    assert telegram.desk.contents() == [Text("private")]


async def test_only_telegram_may_post(webhook: TelegramScene) -> None:
    update = {"update_id": 1, "message": webhook.person().message(text="hi")}
    statuses = [await webhook.standin.post(update, secret) for secret in ("", "wrong", "\u00e9")]
    assert statuses == [403, 403, 403]
    assert webhook.desk.received == []
    assert await webhook.standin.post("no update", SECRET) == 200


@pytest.mark.parametrize("given", [{"public_url": "https://x"}, {"webhook_secret": SECRET}, {}])
async def test_a_webhook_needs_its_secret_and_its_address(given: dict[str, str]) -> None:
    """To serve; in other processes the channel is made as well, and only tells."""
    channel = TelegramChannel(TOKEN, ReplyRecorder().receive, read_file, words=words, mode="webhook", **given)
    with pytest.raises(ValueError, match="a secret and a public address"):
        await channel.start()
