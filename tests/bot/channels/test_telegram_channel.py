"""The Telegram channel over real HTTP, polling and by webhook."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.channels.telegram import TelegramChannel
from flows.inbound import Inbound, Media, Opened, Sent, Tap, Text
from flows.messages import Look, Message
from tests.bot.channels import samples
from tests.bot.channels.desk import Desk, serving, until, words
from tests.standins.person import Person
from tests.standins.telegram import TOKEN, TelegramStandin, Trouble
from tests.standins.telegram_person import TelegramPerson

SECRET = "webhook_secret-1"
PDF = b"%PDF-1.7 file-1"


async def read_file(name: str) -> bytes:
    if name != "file-1":
        raise FileNotFoundError(name)
    return PDF


@dataclass
class Scene:
    """A running channel with Telegram on one side and a desk on the other."""

    standin: TelegramStandin
    channel: TelegramChannel
    desk: Desk

    def person(self, user: int = 4001) -> TelegramPerson:
        return TelegramPerson(self.standin, user)

    def answer(self, *messages: Message) -> None:
        self.desk.answer = lambda inbound: messages


@asynccontextmanager
async def by_polling() -> AsyncIterator[Scene]:
    desk = Desk()
    async with TelegramStandin().running() as standin:
        channel = TelegramChannel(TOKEN, desk.receive, read_file, words=words, api_url=standin.url)
        await channel.start()
        try:
            await until(lambda: len(standin.commands) == 3)
            yield Scene(standin, channel, desk)
        finally:
            await channel.close()


@asynccontextmanager
async def by_webhook() -> AsyncIterator[Scene]:
    desk = Desk()
    async with TelegramStandin().running() as standin:
        channels: list[TelegramChannel] = []

        async def webhook(request: web.Request) -> web.Response:
            return await channels[0].webhook(request)

        async with serving("/telegram/webhook", webhook) as address:
            channel = TelegramChannel(
                TOKEN,
                desk.receive,
                read_file,
                words=words,
                api_url=standin.url,
                mode="webhook",
                webhook_secret=SECRET,
                public_url=address.removesuffix("/telegram/webhook") + "/",
            )
            channels.append(channel)
            await channel.start()
            try:
                await until(lambda: len(standin.commands) == 3)
                yield Scene(standin, channel, desk)
            finally:
                await channel.close()


@pytest.fixture(params=[by_polling, by_webhook], ids=["polling", "webhook"])
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    async with request.param() as running:
        yield running


@pytest.fixture
async def polling() -> AsyncIterator[Scene]:
    async with by_polling() as running:
        yield running


@pytest.fixture
async def webhook() -> AsyncIterator[Scene]:
    async with by_webhook() as running:
        yield running


async def test_a_conversation(scene: Scene) -> None:
    person = scene.person()
    await person.open()
    assert person.screen == "opened"
    await person.say("1 < 2")
    assert person.screen == "text 1 < 2"
    await person.sticker()
    assert person.screen == "sent sticker"
    assert scene.desk.contents() == [Opened(), Text("1 < 2"), Sent(Media.STICKER)]
    await until(lambda: scene.desk.known_sent == scene.desk.commits)


async def test_a_person_taps_what_hangs_in_the_chat(scene: Scene) -> None:
    scene.answer(samples.QUESTION)
    person: Person = scene.person()
    await person.say("hi")
    await person.tap("獨資商號")
    await person.tap("w:113.1:back")
    assert scene.desk.contents()[1:] == [Tap("a:113.1:type:sole"), Tap("w:113.1:back")]
    assert scene.standin.methods().count("answerCallbackQuery") == 2


async def test_a_tap_is_acknowledged_before_its_turn_is_stored(polling: Scene) -> None:
    polling.answer(samples.QUESTION)
    person = polling.person()
    await person.say("hi")
    polling.desk.slow["commit 4001"] = 0.3
    tapping = asyncio.create_task(person.tap("公司"))
    await until(lambda: "answerCallbackQuery" in polling.standin.methods())
    assert len(polling.desk.commits) == 1
    await tapping


async def test_ticking_a_box_changes_the_message_in_place(scene: Scene) -> None:
    ticked: list[str] = []

    def answer(inbound: Inbound) -> tuple[Message, ...]:
        if isinstance(inbound.content, Tap):
            ticked.append("日本" if inbound.content.data.endswith(":17") else "韓國")
        return (samples.markets(*ticked),)

    scene.desk.answer = answer
    person = scene.person()
    await person.say("hi")
    (before,) = person.shown
    await person.tap("日本")
    await person.tap("韓國")
    (after,) = person.shown
    assert after.message_id == before.message_id
    assert {"☑ 17. 日本", "☑ 18. 韓國"} <= set(person.buttons)
    assert scene.standin.methods().count("sendMessage") == 1


async def test_a_double_tap_changes_nothing_and_counts_as_shown(scene: Scene) -> None:
    scene.answer(samples.markets("日本"))
    person = scene.person()
    await person.say("hi")
    await person.tap("日本")
    await until(lambda: scene.desk.known_sent == scene.desk.commits)
    assert scene.standin.methods().count("sendMessage") == 1


async def test_a_tick_in_a_deleted_message_gets_a_new_one(scene: Scene) -> None:
    scene.answer(samples.markets("日本"))
    person = scene.person()
    await person.send({"callback_query": person.callback("t:113.1:markets:17", 999)})
    assert "☑ 17. 日本" in person.buttons
    assert scene.standin.methods().count("sendMessage") == 1


async def test_a_tick_on_an_older_question_leaves_that_message_alone(scene: Scene) -> None:
    scene.answer(samples.markets())
    person = scene.person()
    await person.say("hi")
    (old,) = person.shown
    text = old.text
    scene.answer(samples.QUESTION)
    await person.tap("日本")
    assert "登記型態" in person.screen
    assert old.text == text


@pytest.mark.parametrize("message", samples.ALL, ids=lambda message: message.title or "untitled")
async def test_every_message_arrives(polling: Scene, message: Message) -> None:
    polling.answer(message)
    person = polling.person()
    await person.say("hi")
    assert person.screen
    assert {call.status for call in polling.standin.calls} == {200}


async def test_a_document_arrives_as_a_file(scene: Scene) -> None:
    scene.answer(samples.document())
    person = scene.person()
    await person.say("hi")
    (file,) = person.documents
    assert (file.name, file.url, file.content) == ("113-0042 申請書.pdf", "application/pdf", PDF)
    assert person.screen == "已收件\n\n案號 113-0042\n\n請列印簽名後拍照回傳"


async def test_a_file_that_cannot_be_read_arrives_as_its_link(polling: Scene) -> None:
    lost = samples.document()
    assert lost.attachment
    file = type(lost.attachment)("gone", "申請書.pdf", "caption", "https://example.com/f", "")
    polling.answer(Message(Look.RECEIPT, title="已收件", attachment=file))
    person = polling.person()
    await person.say("hi")
    assert "申請書.pdf\n開啟文件\nhttps://example.com/f" in person.screen


async def test_an_event_says_who_when_and_in_which_language(polling: Scene) -> None:
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


async def test_commands_reach_the_engine_without_the_bots_name(polling: Scene) -> None:
    person = polling.person()
    for text in (
        "/start",
        "/start abc123",
        "/start@standin_bot",
        "/review@standin_bot",
        "/skip now",
        "/ x",
        "a/b",
    ):
        await person.say(text)
    expected = [Opened()] * 3 + [Text("/review"), Text("/skip now"), Text("/ x"), Text("a/b")]
    assert polling.desk.contents() == expected


async def test_things_that_are_no_text(polling: Scene) -> None:
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


async def test_the_menu_of_commands_is_set_in_each_language(scene: Scene) -> None:
    menus = scene.standin.commands
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
        "human",
        "erase",
    ]
    assert menus["en"][1]["description"] == "en command.back"
    assert menus[""] == menus["zh"]


async def test_updates_nobody_can_read_stop_nobody(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    person = scene.person()
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
            await scene.standin.deliver(update)
        await person.say("good")
    assert scene.desk.contents() == [Text("good")]
    assert "12345675" not in caplog.text
    assert "stand-in-token" not in caplog.text


async def test_people_do_not_wait_for_each_other(polling: Scene) -> None:
    slow, quick = polling.person(1), polling.person(2)
    polling.desk.slow["wait"] = 0.5
    waiting = asyncio.create_task(slow.say("wait"))
    await until(lambda: len(polling.desk.commits) == 1)
    await quick.say("quick")
    assert quick.screen == "text quick"
    assert not waiting.done()
    await waiting


async def test_what_is_not_stored_comes_again(scene: Scene) -> None:
    person = scene.person()
    scene.desk.refused.add("4001")
    await_answer = asyncio.create_task(person.say("hi"))
    await until(lambda: len(scene.desk.received) >= 1)
    scene.desk.refused.clear()
    await await_answer
    assert len({inbound.event_id for inbound in scene.desk.received}) == 1
    assert len(scene.desk.commits) == 1


async def test_an_update_is_acknowledged_only_after_its_commit(polling: Scene) -> None:
    polling.desk.slow["commit 4001"] = 0.3
    saying = asyncio.create_task(polling.person().say("hi"))
    await until(lambda: len(polling.desk.received) == 1)
    assert len(polling.standin.pending()) == 1
    await saying
    await until(lambda: polling.standin.pending() == [])


async def test_one_person_in_trouble_keeps_nobody_else_waiting(polling: Scene) -> None:
    polling.desk.refused.add("1")
    unlucky, lucky = polling.person(1), polling.person(2)
    await polling.standin.deliver({"message": unlucky.message(text="lost")})
    await lucky.say("kept")
    assert lucky.screen == "text kept"
    assert [inbound.sender.user for inbound in polling.desk.received].count("2") == 1


async def test_a_group_is_told_once_to_write_privately(scene: Scene) -> None:
    person = scene.person()
    group = {"chat": {"id": -100, "type": "supergroup"}}
    await scene.standin.deliver({"message": person.message(text="統編") | group})
    await scene.standin.deliver({"message": person.message(text="again") | group})
    await person.say("private")
    assert [shown.text for shown in scene.standin.chats[-100].messages.values()] == ["請私下傳訊息給我"]
    assert scene.desk.contents() == [Text("private")]


async def test_a_slow_answer_shows_typing(polling: Scene) -> None:
    polling.desk.slow["look up"] = 1.7
    person = polling.person()
    await person.say("look up")
    await person.say("quick")
    assert polling.standin.methods().count("sendChatAction") == 1


async def test_a_person_who_blocked_the_bot_is_counted_and_left_alone(polling: Scene) -> None:
    person = polling.person()
    polling.standin.chats[4001].blocked = True
    await polling.standin.deliver({"message": person.message(text="hi")})
    await until(lambda: polling.channel.blocked == 1)
    assert polling.desk.known_sent == []


async def test_telegrams_wish_to_wait_is_honoured_once(polling: Scene) -> None:
    polling.standin.trouble("sendMessage", Trouble(429, "Too Many Requests: retry after 1", retry_after=1))
    person = polling.person()
    await person.say("hi")
    assert person.screen == "text hi"
    assert polling.standin.methods().count("sendMessage") == 2


@pytest.mark.parametrize("trouble", [Trouble(500), Trouble(0), Trouble(429, retry_after=31)])
async def test_a_send_of_unknown_fate_is_not_repeated(polling: Scene, trouble: Trouble) -> None:
    polling.standin.trouble("sendMessage", trouble)
    person = polling.person()
    await polling.standin.deliver({"message": person.message(text="hi")})
    await until(lambda: "sendMessage" in polling.standin.methods())
    await person.say("next")
    assert person.screen == "text next"
    assert len(polling.desk.known_sent) == 1


async def test_refused_markup_is_said_plainly(polling: Scene) -> None:
    polling.standin.trouble("sendMessage", Trouble(400, "Bad Request: can't parse entities"))
    person = polling.person()
    await person.say("<hi>")
    assert person.screen == "text <hi>"


async def test_only_telegram_may_post(webhook: Scene) -> None:
    update = {"update_id": 1, "message": webhook.person().message(text="hi")}
    statuses = [await webhook.standin.post(update, secret) for secret in ("", "wrong", "\u00e9")]
    assert statuses == [403, 403, 403]
    assert webhook.desk.received == []
    assert await webhook.standin.post("no update", SECRET) == 200


async def test_a_webhook_needs_its_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        TelegramChannel(TOKEN, Desk().receive, read_file, words=words, mode="webhook", public_url="https://x")


async def test_a_wrong_token_is_reported_without_being_told(caplog: pytest.LogCaptureFixture) -> None:
    async with TelegramStandin(token="1:other").running() as standin:
        channel = TelegramChannel(TOKEN, Desk().receive, read_file, words=words, api_url=standin.url)
        await channel.start()
        await until(lambda: "telegram.token_refused" in caplog.text)
        await channel.close()
    assert "stand-in-token" not in caplog.text


async def test_an_absent_telegram_keeps_nobody_from_starting_or_closing() -> None:
    channel = TelegramChannel(TOKEN, Desk().receive, read_file, words=words, api_url="http://127.0.0.1:1")
    async with asyncio.timeout(3):
        await channel.start()
        await asyncio.sleep(0.1)
        await channel.close()
