"""LINE's webhook over real HTTP: what is let in, in which order it is handled, when LINE must bring it again."""

import asyncio
import json
import logging
from datetime import UTC, datetime

import pytest

from bot.channels.shared.request_body import MAX_BODY
from bot.demo.standins.line import BOT
from flows.interface.inbound import Media, Sent, Tap, Text, Upload
from tests.bot.channels.line.scene import REPLY, LineScene


async def test_an_event_says_who_when_and_which(line: LineScene) -> None:
    person = line.person()
    event = person.message("text", text="hi") | {"timestamp": 1_760_000_000_123, "webhookEventId": "01ABC"}
    assert await person.post(event) == 200
    (inbound,) = line.desk.received
    assert (inbound.sender.channel, inbound.sender.account, inbound.sender.user) == (
        "line",
        BOT,
        "U" + "a" * 32,
    )
    assert (inbound.event_id, inbound.message, inbound.language) == ("01ABC", event["message"]["id"], "")
    assert inbound.sent_at == datetime(2025, 10, 9, 8, 53, 20, 123000, UTC)


async def test_only_signed_bodies_are_read(line: LineScene) -> None:
    person = line.person()
    event = person.message("text", text="hi")
    assert await person.post(event, signature="") == 401
    assert await person.post(event, signature="AAAA") == 403
    assert await person.post(event, signature="\u00e9") == 403
    assert await person.post(raw=b"no json") == 400
    assert await person.post(raw=b"x" * (MAX_BODY + 1)) == 413
    assert line.desk.received == []


@pytest.mark.parametrize("raw", [b'{"destination":"U","events":[]}', b'{"events":7}', b"[]", b"7"])
async def test_a_connectivity_check_is_answered(line: LineScene, raw: bytes) -> None:
    assert await line.person().post(raw=raw) == 200
    assert line.desk.received == []


async def test_a_broken_event_takes_no_other_with_it(
    line: LineScene, caplog: pytest.LogCaptureFixture
) -> None:
    person = line.person()
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
    assert line.desk.contents() == [Text("good")]
    assert "12345675" not in caplog.text


@pytest.mark.parametrize("raw", [
    b"[" * 100_000 + b"]" * 100_000,
    b'{"events":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
    b'{"events":[{"type":"message","timestamp":1,"source":{"type":"user","userId":["U1"]},"webhookEventId":"1",'
    b'"replyToken":"x","message":{"type":"text","id":"1","text":"12345675"}}]}',
    b'{"events":[7]}',
    b'"text"'[:-1],
], ids=["lists", "objects", "a list as user id", "a number as event", "cut off"])  # fmt: skip
async def test_signed_nonsense_is_a_bad_request(
    line: LineScene, caplog: pytest.LogCaptureFixture, raw: bytes
) -> None:
    assert await line.person().post(raw=raw) == 400
    assert line.desk.received == []
    assert "Traceback" not in caplog.text
    assert "12345675" not in caplog.text
    await line.person().say("good")
    assert line.desk.contents() == [Text("good")]


@pytest.mark.parametrize("text", ["字" * 5000, "👨" * 2500, "a" * 5000], ids=["chinese", "emoji", "ascii"])
async def test_many_people_with_long_texts_in_one_post(line: LineScene, text: str) -> None:
    """More than a megabyte once every character is escaped, as JSON may be."""
    people = [line.person(f"{number:032d}"[-1]) for number in range(75)]
    events = [person.message("text", text=text) for person in people]
    assert await people[0].post(*events) == 200
    assert line.desk.contents() == [Text(text)] * 75


async def test_photos_and_files_say_how_to_fetch_them_and_their_album(line: LineScene) -> None:
    person = line.person()
    album = {"id": "E005", "index": 2, "total": 2}
    one = person.message("image", contentProvider={"type": "line"}, imageSet=album) | {"timestamp": 1}
    two = person.message("file", fileName="簽章.pdf", fileSize=2138) | {"timestamp": 2}
    elsewhere = {"type": "external", "originalContentUrl": "https://example.com/x.jpg"}
    three = person.message("image", contentProvider=elsewhere) | {"timestamp": 3}
    assert await person.post(one, two, three) == 200
    assert line.desk.contents() == [
        Upload(Media.PHOTO, one["message"]["id"], "", "E005", total=2),
        Upload(Media.FILE, two["message"]["id"], "簽章.pdf", size=2138),
        Sent(Media.PHOTO),
    ]


async def test_unknown_kinds_of_message_are_answered_as_such(line: LineScene) -> None:
    person = line.person()
    kinds = ["video", "audio", "location", "hologram"]
    assert (
        await person.post(*(person.message(kind) | {"timestamp": n} for n, kind in enumerate(kinds))) == 200
    )
    assert [content.media.value for content in line.desk.contents() if isinstance(content, Sent)] == [
        "video",
        "voice",
        "location",
        "other",
    ]


async def test_events_of_one_post_are_handled_in_the_order_they_were_sent(line: LineScene) -> None:
    person = line.person()
    late = person.message("text", text="second") | {"timestamp": 2000}
    early = person.message("text", text="first") | {"timestamp": 1000}
    await person.post(late, early)
    assert line.desk.contents() == [Text("first"), Text("second")]


async def test_people_do_not_wait_for_each_other(line: LineScene) -> None:
    slow, quick = line.person("a"), line.person("b")
    line.desk.slow["commit " + "U" + "a" * 32] = 0.3
    first, second = slow.message("text", text="one"), quick.message("text", text="two")
    posting = asyncio.create_task(slow.post(first, second))
    await quick.read_reply(second)
    assert quick.screen == "text two"
    assert not posting.done()
    assert await posting == 200


async def test_the_same_event_twice_is_passed_on_with_the_same_id(line: LineScene) -> None:
    person = line.person()
    event = person.message("text", text="hi")
    again = event | {"deliveryContext": {"isRedelivery": True}}
    assert [await person.post(event), await person.post(again)] == [200, 200]
    assert len({inbound.event_id for inbound in line.desk.received}) == 1


async def test_what_is_not_stored_is_asked_for_again_and_the_others_are_served(line: LineScene) -> None:
    unlucky, lucky = line.person("a"), line.person("b")
    line.desk.refused.add("U" + "a" * 32)
    lost, kept = unlucky.message("text", text="lost"), lucky.message("text", text="kept")
    overtaking = unlucky.message("text", text="overtaking") | {"timestamp": lost["timestamp"] + 1}
    assert await unlucky.post(lost, overtaking, kept) == 503
    await lucky.read_reply(kept)
    assert lucky.screen == "text kept"
    assert Text("overtaking") not in line.desk.contents()


async def test_a_standby_event_is_left_to_the_module_in_charge(line: LineScene) -> None:
    person = line.person()
    assert await person.post(person.message("text", text="hi") | {"mode": "standby"}) == 200
    assert line.desk.received == []


async def test_a_group_is_told_once_to_write_privately(line: LineScene) -> None:
    person = line.person()
    group = {"source": {"type": "group", "groupId": "C1", "userId": "U1"}}
    first, second = person.message("text", text="統編") | group, person.message("text", text="again") | group
    assert await person.post(first, second) == 200
    await person.read_reply(first)
    assert person.shown == [{"type": "text", "text": "請私下傳訊息給我"}]
    assert line.desk.received == []
    assert line.standin.paths().count(REPLY) == 1


async def test_an_event_without_reply_token_is_stored_all_the_same(line: LineScene) -> None:
    person = line.person()
    event = person.message("text", text="hi")
    del event["replyToken"]
    assert await person.post(event) == 200
    assert line.desk.contents() == [Text("hi")]


async def test_half_a_character_is_no_reason_to_fail(line: LineScene) -> None:
    person = line.person()
    await person.post(raw=json.dumps({"events": [person.message("text", text="\ud83d hi")]}).encode())
    assert line.desk.contents() == [Text("\ufffd hi")]


async def test_a_day_from_the_calendar_names_its_question(line: LineScene) -> None:
    person = line.person()
    picked = {"data": "a:113.1:established_date", "params": {"date": "1996-03-01"}}
    assert await person.post(person.event("postback", postback=picked)) == 200
    assert line.desk.contents() == [Tap("a:113.1:established_date:1996-03-01")]
