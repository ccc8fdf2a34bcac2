"""A picture that was just drawn, as a file for the person."""

from collections.abc import Sequence

from bot.presenter.context import Context
from flows.events.alliance import PictureMade
from flows.events.event import Event
from flows.interface.messages import Attachment, Look, Message

NAMED = "picture"
"""Where its words stand among those of the scheme."""


def pictured(context: Context, events: Sequence[Event]) -> tuple[Message, ...]:
    """The pictures that were made just now."""
    return tuple(_message(context, event) for event in events if isinstance(event, PictureMade) and event.url)


def _message(context: Context, event: PictureMade) -> Message:
    name, caption = context.say(f"{NAMED}.file_{event.part}"), context.say(f"{NAMED}.caption")
    file = Attachment(event.file, name, caption, event.url, event.url, context.say(f"{NAMED}.open"))
    return Message(Look.PLAIN, attachment=file, language=context.words.language)
