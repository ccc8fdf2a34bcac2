"""The platforms' limits, one by one: the stand-ins take what just keeps a limit and refuse what just breaks it.

So whatever passes the stand-ins (every screen of the gallery, every call of every persona) keeps every limit. Most of
these stand only in the prose of LINE's reference and of the Bot API, and no client library knows them.
"""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.shared.text import units
from bot.demo.standins.line_rules import RefusalError as LineRefusal
from bot.demo.standins.line_rules import check_menu, check_reply
from bot.demo.standins.telegram_rules import RefusalError as TelegramRefusal
from bot.demo.standins.telegram_rules import read_commands, read_keyboard, read_reply_keyboard, read_text

Json = dict[str, Any]
APPLE = "🍎"
FAMILY = "👨‍👩‍👧"
POSTBACK: Json = {"type": "postback", "label": "l", "data": "d", "displayText": "t"}


def text(words: str, **more: Any) -> list[Json]:
    return [{"type": "text", "text": words, **more}]


def quick(*actions: Json) -> Json:
    return {"quickReply": {"items": [{"type": "action", "action": action} for action in actions]}}


def tapped(**changed: Any) -> list[Json]:
    return text("t", **quick({**POSTBACK, **changed}))


def bubble(*contents: Json, **more: Any) -> Json:
    return {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": list(contents)},
        **more,
    }


def flex(contents: Json, alt: str = "a") -> list[Json]:
    return [{"type": "flex", "altText": alt, "contents": contents}]


def button(**changed: Any) -> list[Json]:
    return flex(bubble({"type": "button", "action": {**POSTBACK, **changed}}))


def words(said: str) -> list[Json]:
    return flex(bubble({"type": "text", "text": said}))


def filled(size: int) -> Json:
    """A bubble of exactly so many bytes."""
    empty = bubble({"type": "text", "text": ""})
    room = size - len(json.dumps(empty, separators=(",", ":")))
    return bubble({"type": "text", "text": "a" * room})


def carousel(*bubbles: Json) -> list[Json]:
    return flex({"type": "carousel", "contents": list(bubbles)})


def link(uri: str) -> list[Json]:
    return flex(bubble({"type": "button", "action": {"type": "uri", "label": "l", "uri": uri}}))


def picture(url: str) -> list[Json]:
    return [{"type": "image", "originalContentUrl": url, "previewImageUrl": url}]


def calendar(earliest: str, latest: str) -> list[Json]:
    day = {
        "type": "datetimepicker",
        "label": "l",
        "data": "d",
        "mode": "date",
        "min": earliest,
        "max": latest,
    }
    return text("t", **quick(day))


LINE: dict[str, tuple[list[Json], list[Json]]] = {
    "text is counted in UTF-16 units": (text(APPLE * 2500), text(APPLE * 2500 + "a")),
    "text is not empty": (text("a"), text("")),
    "five objects in a reply": (text("a") * 5, text("a") * 6),
    "thirteen quick replies": (text("t", **quick(*[POSTBACK] * 13)), text("t", **quick(*[POSTBACK] * 14))),
    "quick replies on the last object only": (
        [*text("a"), *tapped()],
        [*tapped(), *text("a")],
    ),
    "a quick reply's label is counted in graphemes": (tapped(label=FAMILY * 20), tapped(label=FAMILY * 21)),
    "a label in a card": (button(label="a" * 40), button(label="a" * 41)),
    "a label is not empty": (tapped(label="a"), tapped(label="")),
    "a postback's data": (tapped(data="a" * 300), tapped(data="a" * 301)),
    "what a tap says": (tapped(displayText="a" * 300), tapped(displayText="a" * 301)),
    "text put into the keyboard needs the keyboard": (
        tapped(inputOption="openKeyboard", fillInText="a" * 300),
        tapped(fillInText="a"),
    ),
    "text put into the keyboard": (
        tapped(inputOption="openKeyboard", fillInText="a" * 300),
        tapped(inputOption="openKeyboard", fillInText="a" * 301),
    ),
    "an address": (link("https://a.tw/" + "a" * 987), link("https://a.tw/" + "a" * 988)),
    "an address's scheme": (link("tel:0225533988"), link("ftp://a.tw/")),
    "an address is percent-encoded": (link("https://a.tw/%E8%A1%A8"), link("https://a.tw/表")),
    "days": (calendar("1900-01-01", "2100-12-31"), calendar("2024-01-01", "2024-01-01")),
    "the earliest day": (calendar("1900-01-01", "2024-01-01"), calendar("1899-12-31", "2024-01-01")),
    "altText": (flex(bubble({"type": "text", "text": "a"}), "a" * 1500), flex(bubble(), "a" * 1501)),
    "a bubble's bytes": (flex(filled(30_000)), flex(filled(30_001))),
    "a carousel's bytes": (
        carousel(filled(24_000), filled(24_000)),
        carousel(filled(25_000), filled(25_000)),
    ),
    "a carousel's bubbles": (carousel(*[filled(300)] * 12), carousel(*[filled(300)] * 13)),
    "a carousel's widths are equal": (
        carousel(filled(300), filled(300)),
        carousel(filled(300), {**filled(300), "size": "kilo"}),
    ),
    "a text in a card is not empty": (
        flex(bubble({"type": "text", "text": " "})),
        flex(bubble({"type": "text", "text": ""})),
    ),
    "a picture is https": (picture("https://a.tw/p.png"), picture("http://a.tw/p.png")),
    "a picture's address": (picture("https://a.tw/" + "a" * 1987), picture("https://a.tw/" + "a" * 1988)),
    "no message type for files": (text("a"), [{"type": "file", "text": "a"}]),
    "camera only among quick replies": (text("t"), button(type="camera")),
}


@pytest.mark.parametrize("limit", LINE)
def test_line(limit: str) -> None:
    kept, broken = LINE[limit]
    check_reply({"messages": copy.deepcopy(kept)})
    with pytest.raises(LineRefusal):
        check_reply({"messages": copy.deepcopy(broken)})


AREA: Json = {
    "bounds": {"x": 0, "y": 0, "width": 2500, "height": 843},
    "action": {"type": "message", "label": "l", "text": "t"},
}
MENU: Json = {
    "size": {"width": 2500, "height": 843},
    "selected": True,
    "name": "n",
    "chatBarText": "b",
    "areas": [AREA],
}


@pytest.mark.parametrize(
    ("kept", "broken"),
    [
        ({"chatBarText": "選" * 14}, {"chatBarText": "選" * 15}),
        ({"name": "a" * 300}, {"name": "a" * 301}),
        ({"size": {"width": 2500, "height": 1686}}, {"size": {"width": 2500, "height": 1800}}),
        ({"areas": [AREA] * 20}, {"areas": [AREA] * 21}),
    ],
)
def test_lines_menu(kept: Json, broken: Json) -> None:
    check_menu(MENU | kept)
    with pytest.raises(LineRefusal):
        check_menu(MENU | broken)


def keys(*buttons: Json) -> str:
    return json.dumps({"inline_keyboard": [[each] for each in buttons]})


def key(**changed: Any) -> Json:
    return {"text": "t", "callback_data": "d", **changed}


def instead(**more: Any) -> str:
    return json.dumps({"keyboard": [[{"text": "t", "request_contact": True}]], **more})


def commands(name: str = "start", about: str = "a", count: int = 1) -> str:
    return json.dumps([{"command": name, "description": about}] * count)


TELEGRAM: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "text is counted in UTF-16 units": (
        lambda: read_text(APPLE * 2048, "", 4096),
        lambda: read_text(APPLE * 2048 + "a", "", 4096),
    ),
    "text is counted once its markup is read": (
        lambda: read_text(f"<b>{'&lt;' * 4096}</b>", "HTML", 4096),
        lambda: read_text(f"<b>{'&lt;' * 4097}</b>", "HTML", 4096),
    ),
    "text is not empty": (lambda: read_text("a", "HTML", 4096), lambda: read_text("<b> </b>", "HTML", 4096)),
    "a caption": (lambda: read_text("a" * 1024, "", 1024), lambda: read_text("a" * 1025, "", 1024)),
    "markup it knows": (lambda: read_text("<i>a</i>", "HTML", 9), lambda: read_text("<h1>a</h1>", "HTML", 9)),
    "markup in pairs": (lambda: read_text("<i>a</i>", "HTML", 9), lambda: read_text("<i>a", "HTML", 9)),
    "a button's data in bytes": (
        lambda: read_keyboard(keys(key(callback_data="統" * 21))),
        lambda: read_keyboard(keys(key(callback_data="統" * 22))),
    ),
    "a button's text": (lambda: read_keyboard(keys(key())), lambda: read_keyboard(keys(key(text=" ")))),
    "a button's colour": (
        lambda: read_keyboard(keys(key(style="danger"))),
        lambda: read_keyboard(keys(key(style="red"))),
    ),
    "a hundred buttons": (
        lambda: read_keyboard(keys(*[key()] * 100)),
        lambda: read_keyboard(keys(*[key()] * 101)),
    ),
    "the hint in the input field": (
        lambda: read_reply_keyboard(instead(input_field_placeholder="a" * 64)),
        lambda: read_reply_keyboard(instead(input_field_placeholder="a" * 65)),
    ),
    "a command's name": (
        lambda: read_commands(commands("a" * 32)),
        lambda: read_commands(commands("a" * 33)),
    ),
    "a command is lower-case": (
        lambda: read_commands(commands("start")),
        lambda: read_commands(commands("Start")),
    ),
    "a command's description": (
        lambda: read_commands(commands(about="a" * 256)),
        lambda: read_commands(commands(about="a" * 257)),
    ),
    "a hundred commands": (
        lambda: read_commands(commands(count=100)),
        lambda: read_commands(commands(count=101)),
    ),
}


@pytest.mark.parametrize("limit", TELEGRAM)
def test_telegram(limit: str) -> None:
    kept, broken = TELEGRAM[limit]
    kept()
    with pytest.raises(TelegramRefusal):
        broken()


def test_the_measure_is_that_of_the_platforms() -> None:
    assert [units(each) for each in ("a", "統", APPLE, FAMILY)] == [1, 1, 2, 8]
