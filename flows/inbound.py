"""What reaches the engine from a channel: who wrote, and what, free of any platform."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from flows.messages import Message


@dataclass(frozen=True, slots=True)
class Text:
    """A typed message."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button tapped; `data` is what flows/taps.py wrote into it."""

    data: str


class Media(StrEnum):
    """Things people send where an answer in words is expected."""

    STICKER = "sticker"
    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is no text: a sticker, a voice message, a photo."""

    media: Media


@dataclass(frozen=True, slots=True)
class Opened:
    """The person opened the chat: followed, pressed Start, came back after blocking, loaded the page."""


Content: TypeAlias = Text | Tap | Sent | Opened


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: a user id within one bot account of one channel. All three make the identity."""

    channel: str
    account: str
    user: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """One native event, translated.

    `event_id` is unique within the sender's channel and account and the same when redelivered; `message` is
    the platform's id of the message that carried it; `language` what the app is set to, if it says;
    `sent_at` when the platform says it was sent; `hasty` that it was sent before the last prompt was shown."""

    sender: Sender
    event_id: str
    content: Content
    sent_at: datetime
    message: str = ""
    language: str = ""
    hasty: bool = False


class Turned(Protocol):
    """A turn whose events are committed; what to say about it may take a moment longer."""

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now; empty when the earlier reply is known to have gone out."""
        ...

    def sent(self) -> None:
        """Called by the channel once the reply is known to have gone out."""
        ...


Receive: TypeAlias = Callable[[Inbound], Awaitable[Turned]]
"""Handles one inbound message; returns after its commit, raises if nothing could be stored."""

ReadFile: TypeAlias = Callable[[str], Awaitable[bytes]]
"""The content of an attachment's `file`."""
