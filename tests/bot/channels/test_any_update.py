"""Whatever a platform sends: reading it raises nothing, and what is read has the types everything after relies on."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.ext import filters

from bot.channels.line import parse as line
from bot.channels.telegram import parse as telegram
from flows.interface.inbound import Edited, Inbound, Tap, Text, Unsent, Upload

PERSON = {"id": 4001, "is_bot": False, "first_name": "T", "language_code": "zh-hant"}
CHAT = {"id": 4001, "type": "private"}
MESSAGE: dict[str, Any] = {"message_id": 5, "from": PERSON, "chat": CHAT, "date": 1_760_000_000}
UPDATES: list[dict[str, Any]] = [
    {"update_id": 1, "message": MESSAGE | {"text": "/review@bot x", "entities": [{"type": "bot_command"}]}},
    {"update_id": 1, "message": MESSAGE | {"photo": [{"file_id": "a"}], "media_group_id": "7"}},
    {"update_id": 1, "message": MESSAGE | {"document": {"file_id": "a", "file_name": "b.pdf"}}},
    {"update_id": 1, "message": MESSAGE | {"contact": {"phone_number": "886912345678", "user_id": 4001}}},
    {"update_id": 1, "message": MESSAGE | {"chat": {"id": -1, "type": "group"}, "text": "x"}},
    {"update_id": 1, "edited_message": MESSAGE | {"text": "x", "edit_date": 1_760_000_001}},
    {"update_id": 1, "callback_query": {"id": "9", "from": PERSON, "message": MESSAGE, "data": "a:1"}},
    {
        "update_id": 1,
        "my_chat_member": {"chat": CHAT, "from": PERSON, "new_chat_member": {"status": "kicked"}},
    },
]
EVENT: dict[str, Any] = {"mode": "active", "timestamp": 1_760_000_000_000, "webhookEventId": "01H", "replyToken": "r",
                         "source": {"type": "user", "userId": "U1"}}  # fmt: skip
EVENTS: list[dict[str, Any]] = [
    EVENT | {"type": "message", "message": {"type": "text", "id": "1", "text": "x"}},
    EVENT | {"type": "message", "message": {"type": "image", "id": "1", "imageSet": {"id": "7", "index": 1},
                                            "contentProvider": {"type": "line"}}},
    EVENT | {"type": "message", "message": {"type": "file", "id": "1", "fileName": "b.pdf", "fileSize": 7}},
    EVENT | {"type": "postback", "postback": {"data": "a:1", "params": {"date": "1996-03-01"}}},
    EVENT | {"type": "unsend", "unsend": {"messageId": "1"}},
    EVENT | {"type": "messageEdited", "message": {"type": "text", "id": "1", "text": "x"}},
    EVENT | {"type": "follow", "follow": {"isUnblocked": False}},
    EVENT | {"type": "join", "source": {"type": "group", "groupId": "C1"}},
]  # fmt: skip

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, 10**18, 10**30, 2**63, "", "private", "\ud83d", "text"])
    | st.floats()
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def paths(node: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a piece of JSON."""
    keys = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [so_far, *(path for key in keys for path in paths(node[key], (*so_far, key)))]


@st.composite
def damaged(draw: st.DrawFn, whole: list[dict[str, Any]]) -> Any:
    """One of these with up to three of its values replaced by anything, or taken out."""
    update = copy.deepcopy(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(paths(update)[1:] or [("x",)]))
        place: Any = update
        for key in way:
            place = place[key]
        if draw(st.booleans()):
            place[last] = draw(anything)
        elif isinstance(place, dict):
            place.pop(last, None)
    return update


def sound(inbound: Inbound) -> None:
    """What everything after the parser relies on."""
    hash(inbound.sender)
    texts = [inbound.sender.account, inbound.sender.user, inbound.event_id, inbound.message, inbound.language]
    match inbound.content:
        case Text(text):
            texts.append(text)
        case Tap(data):
            texts.append(data)
        case Edited(message, text):
            texts += [message, text]
        case Unsent(message):
            texts.append(message)
        case Upload(_, ref, name, group):
            texts += [ref, name, group]
        case _:
            pass
    assert all(isinstance(text, str) for text in texts)
    assert inbound.event_id
    "".join(texts[5:]).encode()
    assert inbound.sent_at.tzinfo


@given(damaged(UPDATES) | anything)
def test_any_update_of_telegram(update: Any) -> None:
    event = telegram.read_update(update, "7000000001")
    match event:
        case telegram.Private():
            assert isinstance(event.chat, int)
            sound(event.inbound)
        case telegram.Public():
            assert isinstance(event.chat, int)


@given(st.lists(damaged(EVENTS) | anything, max_size=3))
def test_any_events_of_line(events: list[Any]) -> None:
    """And a good event among them is read whatever stands beside it."""
    good = EVENT | {
        "type": "message",
        "webhookEventId": "good",
        "message": {"type": "text", "id": "1", "text": "x"},
    }
    found = line.read_events({"destination": "U1", "events": [*events, good]}, "Ubot")
    assert any(isinstance(each, line.Private) and each.inbound.event_id == "good" for each in found)
    for event in found:
        match event:
            case line.Private():
                assert isinstance(event.reply_token, str)
                sound(event.inbound)
            case line.Public():
                hash(event.place)


@given(anything)
def test_any_body_of_line(body: Any) -> None:
    try:
        line.read_events(body, "Ubot")
    except line.Malformed:
        assert body["events"]


@pytest.mark.parametrize("whole", [UPDATES, EVENTS], ids=["telegram", "line"])
def test_the_samples_are_read(whole: list[dict[str, Any]]) -> None:
    """Else damaging them would show nothing."""
    json.dumps(whole)
    if whole is UPDATES:
        assert all(telegram.read_update(update, "7") for update in whole)
    else:
        assert len(line.read_events({"events": whole}, "Ubot")) == len(whole)


def test_the_messages_telegram_writes_itself_are_those_the_sdk_knows() -> None:
    """`filters.StatusUpdate` names them; three of its names stand for several keys."""
    several = {"all", "chat_created", "migrate"}
    named = {name.lower() for name in dir(filters.StatusUpdate) if name.isupper()} - several
    assert named <= telegram.SERVICE


@pytest.mark.parametrize("key", sorted(telegram.SERVICE))
def test_a_message_telegram_writes_itself_is_not_answered(key: str) -> None:
    assert telegram.read_update({"update_id": 1, "message": MESSAGE | {key: {}}}, "7") is None
