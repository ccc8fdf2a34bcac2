"""LINE's replies over real HTTP: what a person sees, and what becomes of a reply in trouble."""

import pytest
from aiohttp import web

import bot.channels.line.exchange
from bot.channels.line import LineChannel
from bot.channels.shared.reply_queue import PATIENCE
from bot.demo.people import free_port
from bot.demo.standins.line import ACCESS_TOKEN, LOST, LineStandin
from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.person import NotOnScreenError, Person
from flows.interface.inbound import Media, Opened, Sent, Tap, Text
from flows.interface.messages import Message
from tests.bot.channels import samples
from tests.bot.channels.line.scene import LOADING, PUSH, REPLY, SECRET, LineScene, running_line
from tests.bot.channels.reply_recorder import ReplyRecorder, serving, until, words


async def test_a_conversation(line: LineScene) -> None:
    person = line.person()
    await person.open()
    assert person.screen == "opened"
    await person.say("12345675")
    assert person.screen == "text 12345675"
    await person.sticker()
    assert person.screen == "sent sticker"
    assert line.desk.contents() == [Opened(), Text("12345675"), Sent(Media.STICKER)]
    assert (line.channel.replies, line.channel.lost) == (3, 0)
    assert line.desk.known_sent == line.desk.commits


async def test_a_person_taps_what_is_on_the_card(line: LineScene) -> None:
    line.desk.answer = lambda inbound: (samples.QUESTION,)
    person: Person = line.person()
    await person.say("hi")
    await person.tap("獨資商號")
    await person.tap("w:113.1:back")
    assert line.desk.contents()[1:] == [Tap("a:113.1:type:sole"), Tap("w:113.1:back")]
    with pytest.raises(NotOnScreenError):
        await person.tap("沒有這個")


@pytest.mark.parametrize("message", samples.ALL, ids=lambda message: message.title or "untitled")
async def test_every_message_arrives_as_a_card(line: LineScene, message: Message) -> None:
    line.desk.answer = lambda inbound: (message,)
    person = line.person()
    await person.say("hi")
    assert line.standin.paths().count(REPLY) == 1
    assert person.shown[-1]["type"] == "flex"


async def test_a_document_arrives_as_a_link(line: LineScene) -> None:
    line.desk.answer = lambda inbound: (samples.document(),)
    person = line.person()
    await person.say("hi")
    assert [file.url for file in person.documents] == [
        "https://example.com/files/abc?a=1&openExternalBrowser=1"
    ]


async def test_replies_to_one_person_keep_their_order(line: LineScene) -> None:
    person = line.person()
    line.desk.slow["slow"] = 0.2
    one, two = person.message("text", text="slow"), person.message("text", text="quick")
    await person.post(one | {"timestamp": 1}, two | {"timestamp": 2})
    await person.read_reply(two)
    said = [call.body["messages"][0]["altText"] for call in line.standin.calls if call.path == REPLY]
    assert said == ["text slow", "text quick"]


async def test_a_slow_answer_shows_that_something_is_going_on(line: LineScene) -> None:
    line.desk.slow["look up"] = 1.7
    person = line.person()
    await person.say("look up")
    await person.say("quick")
    (loading,) = [call for call in line.standin.calls if call.path == LOADING]
    assert (loading.status, loading.body["chatId"]) == (202, "U" + "a" * 32)


async def test_a_refused_card_is_said_as_text(line: LineScene) -> None:
    line.standin.trouble(REPLY, 400)
    person = line.person()
    await person.say("hi")
    assert person.shown == [{"type": "text", "text": "text hi"}]
    assert len(line.desk.known_sent) == 1


@pytest.mark.parametrize("status", [500, 0, LOST])
async def test_a_reply_of_unknown_fate_is_not_repeated(line: LineScene, status: int) -> None:
    line.standin.trouble(REPLY, status)
    person = line.person()
    await person.post(person.message("text", text="hi"))
    await until(lambda: line.channel.lost == 1)
    assert line.standin.paths().count(REPLY) == 1
    assert line.desk.known_sent == []


async def test_a_reply_line_had_no_room_for_is_sent_while_its_token_lives(line: LineScene) -> None:
    line.standin.trouble(REPLY, 429, 429)
    person = line.person()
    await person.say("hi")
    assert person.screen == "text hi"
    assert line.standin.paths().count(REPLY) == 3
    await until(lambda: len(line.desk.known_sent) == 1)


async def test_a_reply_line_never_has_room_for_ends_with_its_token(
    line: LineScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.channels.line.exchange, "TOKEN_LIFE", 1.0)
    line.standin.trouble(REPLY, *[429] * 9)
    person = line.person()
    await person.post(person.message("text", text="hi"))
    await until(lambda: line.channel.lost == 1)
    assert len(line.desk.unseen) == 1


async def test_a_reply_is_sent_as_soon_as_line_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens at LINE's address for a moment: surely nothing was sent."""
    port, desk = free_port(), ReplyRecorder()
    channel = LineChannel(
        SECRET, ACCESS_TOKEN, desk.receive, words=words, api_url=f"http://127.0.0.1:{port}", account="Ubot"
    )
    await channel.start()
    async with serving("/line/webhook", channel.webhook) as address:
        person = LinePerson(LineStandin(), address, SECRET)
        await person.post(person.message("text", text="hi"))
        await until(lambda: channel.reply_calls == 1)
        async with serving(REPLY, _takes, port=port):
            await until(lambda: channel.replies == 1)
    await channel.close()
    assert channel.lost == 0


async def _takes(_: web.Request) -> web.Response:
    return web.json_response({"sentMessages": []})


async def test_a_dead_reply_token_is_the_end_of_that_reply(line: LineScene) -> None:
    person = line.person()
    await person.post(person.message("text", text="hi") | {"replyToken": "dead"})
    await until(lambda: line.channel.lost == 1)
    assert line.standin.paths().count(REPLY) == 1, "what is wrong is not the card"
    await person.say("next")
    assert person.screen == "text next"
    assert line.channel.replies == 1
    assert PUSH not in line.standin.paths()


async def test_a_reply_later_than_its_token_is_lost_and_never_pushed() -> None:
    async with running_line(token_life=1.0) as line:
        line.desk.slow["slow"] = PATIENCE + 0.2
        person = line.person()
        await person.post(person.message("text", text="slow"))
        await until(lambda: line.channel.lost == 1)
        assert LOADING in line.standin.paths(), "they saw that something was going on"
        assert len(line.desk.unseen) == 1
        assert PUSH not in line.standin.paths()
        await person.say("next")
        assert person.screen == "text next"


async def test_a_crashing_reply_harms_nobody_and_tells_nothing(
    line: LineScene, caplog: pytest.LogCaptureFixture
) -> None:
    person = line.person()
    await person.post(person.message("text", text="crash"))
    await person.say("next")
    assert person.screen == "text next"
    assert "RuntimeError" in caplog.text
    assert "12345675" not in caplog.text


async def test_closing_waits_for_replies_in_flight() -> None:
    async with running_line() as line:
        line.desk.slow["slow"] = 0.3
        person = line.person()
        await person.post(person.message("text", text="slow"))
    assert line.channel.replies == 1


async def test_a_wrong_token_or_an_absent_line_does_not_keep_the_bot_from_starting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with LineStandin(access_token="another").running() as standin:
        for address in (standin.url, "http://127.0.0.1:1"):
            channel = LineChannel(SECRET, ACCESS_TOKEN, ReplyRecorder().receive, words=words, api_url=address)
            await channel.start()
            await channel.ready()
            await channel.close()
    assert "line.info_refused status=401" in caplog.text
    assert "line.unreachable" in caplog.text
    assert ACCESS_TOKEN not in caplog.text
