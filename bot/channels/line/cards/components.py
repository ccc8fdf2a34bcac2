"""The few Flex components the cards are made of."""

from bot.channels.line.limits import Json, label_of, spoken
from flows.interface.messages import Days


def text(words: str, **style: object) -> Json:
    """A text component that wraps. LINE refuses an empty one, so nothing becomes a blank."""
    return {"type": "text", "text": words or " ", "wrap": True, **style}


def row(*contents: Json, **style: object) -> Json:
    """Components side by side."""
    return {"type": "box", "layout": "horizontal", "contents": list(contents), **style}


def column(*contents: Json, **style: object) -> Json:
    """Components below each other."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **style}


def postback(label: str, data: str, says: str) -> Json:
    """A tap. `says` appears in the chat as the person's words: without it a tap leaves no trace there."""
    fitted = label_of(label)
    return {"type": "postback", "label": fitted, "data": data, "displayText": spoken(says) or fitted}


def day_picker(label: str, days: Days) -> Json:
    """A calendar. LINE puts the day picked beside the data; bot/channels/line/parse.py joins them."""
    limits = {"min": days.earliest, "max": days.latest}
    return {"type": "datetimepicker", "label": label_of(label), "data": days.tap, "mode": "date", **limits}


def uri(label: str, address: str) -> Json:
    """A link."""
    return {"type": "uri", "label": label_of(label), "uri": address}


def button(action: Json, **style: object) -> Json:
    """A button."""
    return {"type": "button", "action": action, "height": "sm", "adjustMode": "shrink-to-fit", **style}
