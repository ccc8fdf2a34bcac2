"""LINE's limits, and the one place that makes every message keep them before it is sent.

Source: Messaging API reference and LINE's text-character-count page, August 2026. What a limit cuts stays
readable: cuts fall between graphemes, and a card too large to show becomes text.
"""

from typing import Any, TypeAlias

import orjson

from bot.channels.shared.text import ELLIPSIS, cut_graphemes, cut_units, units, well_formed

Json: TypeAlias = dict[str, Any]

MESSAGES = 5
TEXT = 5000
ALT_TEXT = 1500
QUICK_REPLIES = 13
QUICK_LABEL = 20
CARD_LABEL = 40
DISPLAY_TEXT = 300
DATA = 300
URI = 1000
FILL_IN_TEXT = 300
CLIPBOARD = 1000
IMAGE_URL = 2000
BUBBLE = 30_000
"""Bytes of one bubble's JSON. LINE says 30 KB without saying which K."""

CAROUSEL = 50_000
"""Bytes of a carousel's JSON."""

CAROUSEL_BUBBLES = 12


def size(body: object) -> int:
    """Bytes of a JSON value as it is sent, counting half a surrogate pair as the replacement it will become."""
    try:
        return len(serialise(body))
    except TypeError:
        return len(serialise(_tree(body)))


def serialise(body: object) -> bytes:
    """JSON as it is sent: compact, Chinese as itself (escaped it would take twice the room). TypeError for half a
    surrogate pair. A card has some 300 nodes and is measured before it is sent, hence the quick library."""
    return orjson.dumps(body)


def fit(messages: list[Json]) -> list[Json]:
    """The messages within every limit."""
    return [_message(message) for message in messages[:MESSAGES]]


def showable(message: Json, *, secure: bool) -> bool:
    """Whether LINE would take this image (anything else can be cut to fit). `secure`: only from https."""
    if message["type"] != "image":
        return True
    url = str(message["originalContentUrl"])
    return len(url) <= IMAGE_URL and url.startswith("https://" if secure else ("https://", "http://"))


def _message(message: Json) -> Json:
    fitted: Json = dict(message) if _encodable(message) else _tree(message)
    if "quickReply" in fitted:
        fitted["quickReply"] = {
            "items": [_quick(item) for item in fitted["quickReply"]["items"][:QUICK_REPLIES]]
        }
    match fitted["type"]:
        case "text":
            fitted["text"] = cut_units(fitted["text"], TEXT)
        case "flex":
            fitted["altText"] = cut_units(fitted["altText"], ALT_TEXT)
            most = CAROUSEL if fitted["contents"]["type"] == "carousel" else BUBBLE
            if size(fitted["contents"]) > most:
                return _as_text(fitted)
    return fitted


def _as_text(flex: Json) -> Json:
    quick = {"quickReply": flex["quickReply"]} if "quickReply" in flex else {}
    return {"type": "text", "text": flex["altText"], **quick}


def _quick(item: Json) -> Json:
    label = cut_graphemes(item["action"]["label"], QUICK_LABEL)
    return {**item, "action": {**item["action"], "label": label}}


def _encodable(message: Json) -> bool:
    """Whether no string holds half a surrogate pair, which is nearly always so; one check of the whole is cheaper."""
    try:
        serialise(message)
    except TypeError:
        return False
    return True


def _tree(node: Any) -> Any:
    """A copy of the tree with well-formed strings."""
    match node:
        case str():
            return well_formed(node)
        case list():
            return [_tree(child) for child in node]
        case dict():
            return {key: _tree(child) for key, child in node.items()}
        case _:
            return node


def label_of(text: str) -> str:
    """What an action may be labelled; never nothing, which LINE refuses."""
    return cut_units(cut_graphemes(text, CARD_LABEL), CARD_LABEL * 8) or ELLIPSIS


def spoken(text: str) -> str:
    """What a tap may put into the chat as the person's words."""
    return cut_units(text, DISPLAY_TEXT)


def sendable_data(data: str) -> bool:
    """Whether a button can carry this data. Cutting it would make it mean something else."""
    return 0 < units(data) <= DATA


def sendable_fill(text: str) -> bool:
    """Whether a keyboard can be opened with this text."""
    return 0 < units(text) <= FILL_IN_TEXT


def sendable_copy(text: str) -> bool:
    """Whether a button can copy this text."""
    return 0 < units(text) <= CLIPBOARD


def sendable_uri(uri: str) -> bool:
    """Whether a button can open this address."""
    known = uri.startswith(("https://", "http://", "tel:", "line:"))
    return known and len(uri) <= URI and uri.isascii() and uri.isprintable() and " " not in uri
