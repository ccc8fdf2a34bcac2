"""What LINE refuses in a message, after its reference of August 2026; written apart from the product's code.

Stricter than LINE's OpenAPI file: it also knows the limits that stand in the reference's text only.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.channels.shared.text import graphemes, units

COMMON = {"type", "flex", "margin", "position", "offsetTop", "offsetBottom", "offsetStart", "offsetEnd"}
PROPERTIES = {
    "bubble": {"type", "size", "direction", "header", "hero", "body", "footer", "styles", "action"},
    "carousel": {"type", "contents"},
    "box": COMMON
    | {"layout", "contents", "backgroundColor", "borderColor", "borderWidth", "cornerRadius", "width"}
    | {"maxWidth", "height", "maxHeight", "spacing", "paddingAll", "paddingTop", "paddingBottom"}
    | {"paddingStart", "paddingEnd", "action", "justifyContent", "alignItems", "background"},
    "text": COMMON
    | {"text", "contents", "adjustMode", "size", "align", "gravity", "wrap", "lineSpacing", "maxLines"}
    | {"weight", "color", "action", "style", "decoration", "scaling"},
    "button": COMMON | {"action", "height", "style", "color", "gravity", "adjustMode", "scaling"},
    "separator": {"type", "margin", "color"},
    "postback": {"type", "label", "data", "displayText", "inputOption", "fillInText"},
    "uri": {"type", "label", "uri", "altUri"},
    "message": {"type", "label", "text"},
    "clipboard": {"type", "label", "clipboardText"},
    "camera": {"type", "label"},
    "cameraRoll": {"type", "label"},
    "datetimepicker": {"type", "label", "data", "mode", "initial", "max", "min"},
}
COLOURS = {"color", "backgroundColor", "borderColor"}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
SIZES = {"width", "height", "cornerRadius", "paddingAll", "paddingTop", "paddingBottom", "paddingStart"}
SIZE = re.compile(r"\d+(\.\d+)?(px|%)|none|xs|sm|md|lg|xl|xxl")


class RefusalError(Exception):
    """LINE answers 400 to this."""


def check_reply(body: dict[str, Any]) -> None:
    """Refuse the body of a reply or push that LINE would refuse."""
    messages = body.get("messages")
    _need(isinstance(messages, list) and 1 <= len(messages) <= 5, "messages: 1 to 5")
    assert isinstance(messages, list)
    for message in messages:
        check = MESSAGES.get(message.get("type"))
        _need(check is not None, f"unknown message type {message.get('type')}")
        assert check is not None
        check(message)
        if "quickReply" in message:
            _need(message is messages[-1], "quickReply: only the last message's is ever seen")
            _quick_reply(message["quickReply"])


def _need(holds: bool, why: str) -> None:
    if not holds:
        raise RefusalError(why)


def _text(message: dict[str, Any]) -> None:
    _known(message, {"type", "text", "quickReply"})
    _need(0 < units(message["text"]) <= 5000, "text: 1 to 5000")


def _image(message: dict[str, Any]) -> None:
    _known(message, {"type", "originalContentUrl", "previewImageUrl", "quickReply"})
    for key in ("originalContentUrl", "previewImageUrl"):
        # Over plain http nothing but this machine's own stand-ins may be named.
        _need(message[key].startswith(("https://", "http://127.0.0.1:")), f"{key}: https only")
        _need(len(message[key]) <= 2000, f"{key}: at most 2000")


def _flex(message: dict[str, Any]) -> None:
    _known(message, {"type", "altText", "contents", "quickReply"})
    _need(0 < units(message["altText"]) <= 1500, "altText: 1 to 1500")
    contents = message["contents"]
    _need(contents["type"] in {"bubble", "carousel"}, "contents: bubble or carousel")
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    _need(1 <= len(bubbles) <= 12, "carousel: 1 to 12 bubbles")
    _need(_size(contents) <= 50_000, "carousel: 50 KB")
    _need(len({bubble.get("size", "mega") for bubble in bubbles}) == 1, "carousel: equal widths")
    for bubble in bubbles:
        _need(_size(bubble) <= 30_000, "bubble: 30 KB")
        _need(bool(bubble.keys() & {"header", "hero", "body", "footer"}), "bubble: empty")
        _component(bubble)


def check_menu(menu: dict[str, Any]) -> None:
    """Refuse a rich menu that LINE would refuse."""
    width, height = menu["size"]["width"], menu["size"]["height"]
    _need(800 <= width <= 2500 and height >= 250 and width / height >= 1.45, "size")
    _need(isinstance(menu["selected"], bool), "selected")
    _need(0 < units(menu["name"]) <= 300, "name: 1 to 300")
    _need(0 < units(menu["chatBarText"]) <= 14, "chatBarText: 1 to 14")
    _need(len(menu["areas"]) <= 20, "areas: at most 20")
    for area in menu["areas"]:
        at = area["bounds"]
        _need(at["x"] + at["width"] <= width and at["y"] + at["height"] <= height, "bounds")
        _action(area["action"], 20)


MESSAGES: dict[str | None, Callable[[dict[str, Any]], None]] = {"text": _text, "image": _image, "flex": _flex}


def _size(body: object) -> int:
    return len(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def _known(node: dict[str, Any], properties: set[str]) -> None:
    _need(node.keys() <= properties, f"{node.get('type')}: unknown {sorted(node.keys() - properties)}")


def _component(node: dict[str, Any]) -> None:
    kind = node.get("type", "")
    _need(kind in PROPERTIES, f"unknown component {kind!r}")
    _known(node, PROPERTIES[kind])
    _styles(node)
    if kind == "text":
        _need(bool(node["text"]), "text component: empty")
    if kind == "button":
        _need("label" in node["action"], "button: label missing")
    if "action" in node:
        _action(node["action"], 40)
    for key in ("header", "body", "footer"):
        if key in node:
            _need(node[key]["type"] == "box", f"{key}: must be a box")
            _component(node[key])
    for child in node.get("contents", []):
        _component(child)


def _styles(node: dict[str, Any]) -> None:
    for key in COLOURS & node.keys():
        _need(COLOUR.fullmatch(node[key]) is not None, f"{key}: {node[key]}")
    for key in SIZES & node.keys() if node["type"] == "box" else ():
        _need(SIZE.fullmatch(node[key]) is not None, f"{key}: {node[key]}")


def _quick_reply(quick: dict[str, Any]) -> None:
    _need(1 <= len(quick["items"]) <= 13, "quickReply: 1 to 13 items")
    for item in quick["items"]:
        _need(item["type"] == "action" and "label" in item["action"], "quickReply: label missing")
        _action(item["action"], 20, quick=True)


def _action(action: dict[str, Any], label: int, *, quick: bool = False) -> None:
    kind, anywhere = action.get("type", ""), {"postback", "uri", "message", "datetimepicker", "clipboard"}
    _need(kind in anywhere | ({"camera", "cameraRoll"} if quick else set()), f"unknown action {kind!r}")
    _known(action, PROPERTIES[kind])
    if "label" in action:
        _need(0 < len(graphemes(action["label"])) <= label, f"label: at most {label}")
    match kind:
        case "postback":
            _need(0 < units(action["data"]) <= 300, "data: 1 to 300")
            _need(0 < units(action.get("displayText", " ")) <= 300, "displayText: 1 to 300")
            _need(0 < units(action.get("fillInText", " ")) <= 300, "fillInText: 1 to 300")
            opens = action.get("inputOption") == "openKeyboard"
            _need("fillInText" not in action or opens, "fillInText: only with openKeyboard")
        case "uri":
            _need(re.match(r"https?://|tel:|line:", action["uri"]) is not None, "uri: scheme")
            _need(len(action["uri"]) <= 1000, "uri: at most 1000")
            _need(action["uri"].isascii(), "uri: percent-encoded")
        case "datetimepicker":
            _need(0 < units(action["data"]) <= 300, "data: 1 to 300")
            _need(action["mode"] == "date", "mode: only days are asked for")
            _need("1900-01-01" <= action["min"] < action["max"] <= "2100-12-31", "min before max")
            first = action.get("initial", action["min"])
            _need(action["min"] <= first <= action["max"], "initial between them")
        case "clipboard":
            _need(0 < units(action["clipboardText"]) <= 1000, "clipboardText: 1 to 1000")
        case "camera" | "cameraRoll":
            pass
        case _:
            _need(0 < units(action["text"]) <= 300, "text: 1 to 300")
