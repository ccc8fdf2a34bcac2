"""What every way people reach us offers: app.py starts those that settings turn on; nothing registers by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from aiohttp import web

from bot.channels.shared.platform_health import PlatformHealth
from flows.interface.messages import Message


@dataclass(frozen=True, slots=True)
class Notification:
    """Something to tell a person of a channel; `occasion` is the same whenever the same thing is told again."""

    user: str
    messages: tuple[Message, ...]
    occasion: str

    @property
    def key(self) -> UUID:
        """By this a repetition is known to be one."""
        return uuid5(NAMESPACE_URL, f"urn:intake:{self.user}:{self.occasion}")


class Channel(Protocol):
    """A way people reach us. Made in every process; only `serve` starts it, and all but `notify` need that.

    What people send goes to the `Receive` a channel is made with, and is never acknowledged before it is stored."""

    @property
    def name(self) -> str:
        """As it stands in `Sender.channel`, and in front of its counters."""
        ...

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """What it answers over HTTP; none where it asks the platform itself."""
        ...

    @property
    def counters(self) -> Mapping[str, Callable[[], float]]:
        """What it counts for the metrics, by name."""
        ...

    @property
    def health(self) -> PlatformHealth | None:
        """What it knows of its platform; None where there is no platform between us and people."""
        ...

    def chat_address(self) -> str:
        """What a link to our chat begins with, for whoever has another app open; "" while that is not known."""
        ...

    async def start(self) -> None:
        """Begin, without waiting for the platform: its being away is no reason for others to wait."""
        ...

    async def close(self) -> None:
        """Wait for replies in flight, within bounds, and close every connection. Nothing happens before `start`."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The content behind an Upload's `ref`. Raises FetchError: whatever a channel cannot give."""
        ...

    async def language(self, user: str) -> str:
        """The language of ours that suits somebody, "" when it cannot be told, or stands in their messages."""
        ...

    async def notify(self, notification: Notification) -> None:
        """Say something unasked, where that is possible, over connections of its own if need be; nothing happens to
        whoever cannot be told. Raises what is worth another attempt."""
        ...
