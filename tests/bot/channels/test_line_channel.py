"""The LINE channel over real HTTP: what it accepts, in which order it answers, what becomes of trouble."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.channels.line import LineChannel
from flows.inbound import Media, Opened, Sent, Tap, Text
from flows.messages import Message
from tests.bot.channels import samples
from tests.bot.channels.desk import Desk, serving, until, words
from tests.standins.line import ACCESS_TOKEN, BOT, LineStandin
from tests.standins.line_person import LinePerson
from tests.standins.person import NotOnScreenError, Person

SECRET = "line-channel-secret"
REPLY = "/v2/bot/message/reply"
LOADING = "/v2/bot/chat/loading/start"


@dataclass
class Scene:
    """A running channel with LINE on one side and a desk on the other."""

    standin: LineStandin
    channel: LineChannel
    desk: Desk
    address: str

    def person(self, name: str = "a") -> LinePerson:
        return LinePerson(self.standin, self.address, SECRET, "U" + name * 32)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    desk = Desk()
    async with LineStandin().running() as standin:
        channel = LineChannel(SECRET, ACCESS_TOKEN, desk.receive, words=words, api_url=standin.url)
        await channel.start()
        async with serving("/line/webhook", channel.webhook) as address:
            yield Scene(standin, channel, desk, address)
        await channel.close()


async def test_a_conversation(scene: Scene) -> None:
    person = scene.person()
    await person.open()
    assert person.screen == "opened"
    await person.say("12345675")
    assert person.screen == "text 12345675"
    await person.sticker()
    assert person.screen == "sent sticker"
    assert scene.desk.contents() == [Opened(), Text("12345675"), Sent(Media.STICKER)]
    assert (scene.channel.replies, scene.channel.pushes, scene.channel.lost) == (3, 0, 0)
    assert scene.desk.known_sent == scene.desk.commits


async def test_a_person_taps_what_is_on_the_card(scene: Scene) -> None:
    scene.desk.answer = lambda inbound: (samples.QUESTION,)
    person: Person = scene.person()
    await person.say("hi")
    await person.tap("獨資商號")
    await person.tap("w:113.1:back")
    assert scene.desk.contents()[1:] == [Tap("a:113.1:type:sole"), Tap("w:113.1:back")]
    with pytest.raises(NotOnScreenError):
        await person.tap("沒有這個")


@pytest.mark.parametrize("message", samples.ALL, ids=lambda message: message.title or "untitled")
async def test_every_message_arrives_as_a_card(scene: Scene, message: Message) -> None:
    scene.desk.answer = lambda inbound: (message,)
    person = scene.person()
    await person.say("hi")
    assert scene.standin.paths().count(REPLY) == 1
    assert person.shown[-1]["type"] == "flex"


async def test_a_document_arrives_as_a_link(scene: Scene) -> None:
    scene.desk.answer = lambda inbound: (samples.document(),)
    person = scene.person()
    await person.say("hi")
    assert [file.url for file in person.documents] == [
        "https://example.com/files/abc?a=1&openExternalBrowser=1"
    ]


async def test_an_event_says_who_when_and_which(scene: Scene) -> None:
    person = scene.person()
    event = person.message("text", text="hi") | {"timestamp": 1_760_000_000_123, "webhookEventId": "01ABC"}
    assert await person.post(event) == 200
    (inbound,) = scene.desk.received
    assert (inbound.sender.channel, inbound.sender.account, inbound.sender.user) == (
        "line",
        BOT,
        "U" + "a" * 32,
    )
    assert (inbound.event_id, inbound.message, inbound.language) == ("01ABC", event["message"]["id"], "")
    assert inbound.sent_at == datetime(2025, 10, 9, 8, 53, 20, 123000, UTC)


async def test_only_signed_bodies_are_read(scene: Scene) -> None:
    person = scene.person()
    event = person.message("text", text="hi")
    assert await person.post(event, signature="") == 401
    assert await person.post(event, signature="AAAA") == 403
    assert await person.post(event, signature="\u00e9") == 403
    assert await person.post(raw=b"no json") == 400
    assert await person.post(raw=b"x" * (1024 * 1024 + 1)) == 413
    assert scene.desk.received == []


@pytest.mark.parametrize("raw", [b'{"destination":"U","events":[]}', b'{"events":7}', b"[]", b"7"])
async def test_a_connectivity_check_is_answered(scene: Scene, raw: bytes) -> None:
    assert await scene.person().post(raw=raw) == 200
    assert scene.desk.received == []


async def test_a_broken_event_takes_no_other_with_it(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    person = scene.person()
    good = person.message("text", text="good")
    broken: list[object] = [
        None,
        "text",
        {},
        {"type": "message"},
        good | {"webhookEventId": "x", "message": {"type": "text", "id": "1"}, "private": "12345675"},
        good | {"webhookEventId": "y", "source": {"type": "user"}},
        good | {"webhookEventId": "z", "timestamp": 10**30},
        {"type": "teleport", "timestamp": 1, "source": {"type": "user", "userId": "U1"}},
        person.event("unfollow"),
    ]
    with caplog.at_level(logging.INFO):
        assert await person.post(*broken, good) == 200
    await person.read_reply(good)
    assert scene.desk.contents() == [Text("good")]
    assert "12345675" not in caplog.text


async def test_unknown_kinds_of_message_are_answered_as_such(scene: Scene) -> None:
    person = scene.person()
    kinds = ["image", "video", "audio", "file", "location", "hologram"]
    assert (
        await person.post(*(person.message(kind) | {"timestamp": n} for n, kind in enumerate(kinds))) == 200
    )
    assert [content.media.value for content in scene.desk.contents() if isinstance(content, Sent)] == [
        "photo",
        "video",
        "voice",
        "file",
        "location",
        "other",
    ]


async def test_events_of_one_post_are_handled_in_the_order_they_were_sent(scene: Scene) -> None:
    person = scene.person()
    late = person.message("text", text="second") | {"timestamp": 2000}
    early = person.message("text", text="first") | {"timestamp": 1000}
    await person.post(late, early)
    assert scene.desk.contents() == [Text("first"), Text("second")]


async def test_people_do_not_wait_for_each_other(scene: Scene) -> None:
    slow, quick = scene.person("a"), scene.person("b")
    scene.desk.slow["commit " + "U" + "a" * 32] = 0.3
    first, second = slow.message("text", text="one"), quick.message("text", text="two")
    posting = asyncio.create_task(slow.post(first, second))
    await quick.read_reply(second)
    assert quick.screen == "text two"
    assert not posting.done()
    assert await posting == 200


async def test_replies_to_one_person_keep_their_order(scene: Scene) -> None:
    person = scene.person()
    scene.desk.slow["slow"] = 0.2
    one, two = person.message("text", text="slow"), person.message("text", text="quick")
    await person.post(one | {"timestamp": 1}, two | {"timestamp": 2})
    await person.read_reply(two)
    said = [call.body["messages"][0]["altText"] for call in scene.standin.calls if call.path == REPLY]
    assert said == ["text slow", "text quick"]


async def test_the_same_event_twice_is_passed_on_with_the_same_id(scene: Scene) -> None:
    person = scene.person()
    event = person.message("text", text="hi")
    again = event | {"deliveryContext": {"isRedelivery": True}}
    assert [await person.post(event), await person.post(again)] == [200, 200]
    assert len({inbound.event_id for inbound in scene.desk.received}) == 1


async def test_what_is_not_stored_is_asked_for_again_and_the_others_are_served(scene: Scene) -> None:
    unlucky, lucky = scene.person("a"), scene.person("b")
    scene.desk.refused.add("U" + "a" * 32)
    lost, kept = unlucky.message("text", text="lost"), lucky.message("text", text="kept")
    overtaking = unlucky.message("text", text="overtaking") | {"timestamp": lost["timestamp"] + 1}
    assert await unlucky.post(lost, overtaking, kept) == 503
    await lucky.read_reply(kept)
    assert lucky.screen == "text kept"
    assert Text("overtaking") not in scene.desk.contents()


async def test_a_standby_event_is_left_to_the_module_in_charge(scene: Scene) -> None:
    person = scene.person()
    assert await person.post(person.message("text", text="hi") | {"mode": "standby"}) == 200
    assert scene.desk.received == []


async def test_a_group_is_told_once_to_write_privately(scene: Scene) -> None:
    person = scene.person()
    group = {"source": {"type": "group", "groupId": "C1", "userId": "U1"}}
    first, second = person.message("text", text="統編") | group, person.message("text", text="again") | group
    assert await person.post(first, second) == 200
    await person.read_reply(first)
    assert person.shown == [{"type": "text", "text": "請私下傳訊息給我"}]
    assert scene.desk.received == []
    assert scene.standin.paths().count(REPLY) == 1


async def test_a_slow_answer_shows_that_something_is_going_on(scene: Scene) -> None:
    scene.desk.slow["look up"] = 1.7
    person = scene.person()
    await person.say("look up")
    await person.say("quick")
    (loading,) = [call for call in scene.standin.calls if call.path == LOADING]
    assert (loading.status, loading.body["chatId"]) == (202, "U" + "a" * 32)


async def test_a_refused_card_is_said_as_text(scene: Scene) -> None:
    scene.standin.trouble(REPLY, 400)
    person = scene.person()
    await person.say("hi")
    assert person.shown == [{"type": "text", "text": "text hi"}]
    assert len(scene.desk.known_sent) == 1


@pytest.mark.parametrize("status", [500, 429, 0])
async def test_a_reply_of_unknown_fate_is_not_repeated(scene: Scene, status: int) -> None:
    scene.standin.trouble(REPLY, status)
    person = scene.person()
    await person.post(person.message("text", text="hi"))
    await until(lambda: scene.channel.lost == 1)
    assert scene.standin.paths().count(REPLY) == 1
    assert scene.desk.known_sent == []


async def test_a_dead_reply_token_is_the_end_of_that_reply(scene: Scene) -> None:
    person = scene.person()
    await person.post(person.message("text", text="hi") | {"replyToken": "dead"})
    await until(lambda: scene.channel.lost == 1)
    await person.say("next")
    assert person.screen == "text next"
    assert (scene.channel.replies, scene.channel.pushes) == (1, 0)


async def test_a_crashing_reply_harms_nobody_and_tells_nothing(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    person = scene.person()
    await person.post(person.message("text", text="crash"))
    await person.say("next")
    assert person.screen == "text next"
    assert "RuntimeError" in caplog.text
    assert "12345675" not in caplog.text


async def test_an_event_without_reply_token_is_stored_all_the_same(scene: Scene) -> None:
    person = scene.person()
    event = person.message("text", text="hi")
    del event["replyToken"]
    assert await person.post(event) == 200
    assert scene.desk.contents() == [Text("hi")]


async def test_closing_waits_for_replies_in_flight() -> None:
    desk = Desk(slow={"slow": 0.3})
    async with LineStandin().running() as standin:
        channel = LineChannel(SECRET, ACCESS_TOKEN, desk.receive, words=words, api_url=standin.url)
        await channel.start()
        async with serving("/line/webhook", channel.webhook) as address:
            person = LinePerson(standin, address, SECRET)
            event = person.message("text", text="slow")
            await person.post(event)
            await channel.close()
        assert channel.replies == 1


async def test_a_wrong_token_or_an_absent_line_does_not_keep_the_bot_from_starting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with LineStandin(access_token="another").running() as standin:
        for address in (standin.url, "http://127.0.0.1:1"):
            channel = LineChannel(SECRET, ACCESS_TOKEN, Desk().receive, words=words, api_url=address)
            await channel.start()
            await channel.close()
    assert "line.info_refused status=401" in caplog.text
    assert "line.unreachable" in caplog.text
    assert ACCESS_TOKEN not in caplog.text


async def test_half_a_character_is_no_reason_to_fail(scene: Scene) -> None:
    person = scene.person()
    await person.post(raw=json.dumps({"events": [person.message("text", text="\ud83d hi")]}).encode())
    assert scene.desk.contents() == [Text("\ufffd hi")]
