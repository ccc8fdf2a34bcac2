"""The few words a channel says by itself, and how it words what stands beneath a question."""

from collections.abc import Callable
from typing import TypeAlias

from flows.interface.messages import Message

Words: TypeAlias = Callable[[str, str], str]
"""(language, key) → the channel's own words. Keys: `channel.camera`, `channel.camera_roll`, `channel.edit`,
`channel.example`, `channel.group_hint`, `channel.number_gone`,
`channel.number_hint`, `channel.open_document`, `channel.pick_day`, `channel.share_number`,
`channel.swipe`, `channel.last`; Telegram's menu also asks for `command.NAME`."""


def advice(message: Message, words: Words) -> list[str]:
    """The hint, and the example said to be one; neither when it stands in what is said already."""
    hint = "" if message.hint == message.example else message.hint
    example = message.example
    if example and example not in f"{message.body}\n{hint}":
        return [*filter(None, [hint]), words(message.language, "channel.example") + example]
    return [*filter(None, [hint])]
