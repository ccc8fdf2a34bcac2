"""The few Flex components the cards are made of."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.channels.line.cards import palette
from bot.channels.line.limits import Json, label_of, sendable_copy, sendable_fill, sendable_uri, spoken
from flows.interface.messages import Copied, Days, Link


def text(words: str, **style: object) -> Json:
    """A text component that wraps. LINE refuses an empty one, so nothing becomes a blank."""
    return {"type": "text", "text": words or " ", "wrap": True, **style}


def row(*contents: Json, **style: object) -> Json:
    """Components side by side."""
    return {"type": "box", "layout": "horizontal", "contents": list(contents), **style}


def column(*contents: Json, **style: object) -> Json:
    """Components below each other."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **style}


def postback(label: str, data: str, says: str, typed: str = "") -> Json:
    """A tap. `says` appears in the chat as the person's words: without it a tap leaves no trace there. With `typed` the
    keyboard opens with these words in it; longer ones than LINE takes are not cut, which would change them."""
    fitted = label_of(label)
    action = {"type": "postback", "label": fitted, "data": data, "displayText": spoken(says) or fitted}
    opened = {"inputOption": "openKeyboard", "fillInText": typed} if sendable_fill(typed) else {}
    return action | opened


def day_picker(label: str, days: Days) -> Json:
    """A calendar. LINE puts the day picked beside the data; bot/channels/line/parse.py joins them."""
    limits = {"min": days.earliest, "max": days.latest, "initial": days.initial}
    return {"type": "datetimepicker", "label": label_of(label), "data": days.tap, "mode": "date", **limits}


def uri(label: str, address: str) -> Json:
    """A link."""
    return {"type": "uri", "label": label_of(label), "uri": address}


def links(opened: tuple[Link, ...], copied: tuple[Copied, ...], *, leads: bool = False) -> list[Json]:
    """Buttons for what the phone does by itself, of which nothing reaches us; what LINE could not carry is left out.
    Where nothing else is to be tapped the first of them `leads`."""
    actions = [uri(each.label, _opened(each.url)) for each in opened if sendable_uri(each.url)]
    actions += [
        {"type": "clipboard", "label": label_of(each.label), "clipboardText": each.text}
        for each in copied
        if sendable_copy(each.text)
    ]
    looks: list[Json] = [{"style": "link"} for _ in actions]
    if leads and looks:
        looks[0] = {"style": "primary", "color": palette.ACCENT}
    return [button(action, **look) for action, look in zip(actions, looks, strict=True)]


def _opened(address: str) -> str:
    """A page of ours outside of LINE; LINE's own pages and numbers to ring as they are."""
    parts = urlsplit(address)
    return in_browser(address) if parts.scheme == "https" and parts.hostname != "line.me" else address


def in_browser(address: str) -> str:
    """The address with LINE's wish to be opened outside its own viewer, which cannot save a PDF."""
    parts = urlsplit(address)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("openExternalBrowser", "1")]
    return urlunsplit(parts._replace(query=urlencode(query)))


def button(action: Json, **style: object) -> Json:
    """A button."""
    return {"type": "button", "action": action, "height": "sm", "adjustMode": "shrink-to-fit", **style}
