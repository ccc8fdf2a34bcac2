"""One event of a person on LINE, and the one reply it allows."""

import time
from typing import Protocol

from bot.channels.line.client import TOKEN_LIFE
from bot.channels.line.parse import Private
from flows.interface.inbound import Inbound, Tap
from flows.interface.messages import Message


class Answering(Protocol):
    """What the channel does for an exchange."""

    async def show(self, reply_token: str, messages: tuple[Message, ...], tapped: str, until: float) -> bool:
        """Send the reply; True when it is known to have been shown."""
        ...

    def answered(self, user: str, messages: tuple[Message, ...], read_token: str) -> None:
        """What goes beside a reply that was shown."""
        ...

    async def show_waiting(self, user: str) -> None:
        """Keep the loading animation going until cancelled."""
        ...


class LineExchange:
    """One event of a person and the reply it allows."""

    def __init__(self, inbound: Inbound, event: Private, channel: Answering) -> None:
        self.inbound = inbound
        self._reply_token, self._read_token = event.reply_token, event.read_token
        self._channel = channel
        self._until = time.monotonic() + TOKEN_LIFE

    @property
    def answerable(self) -> bool:
        """Whether LINE gave a token; it gives none for taking a message back."""
        return bool(self._reply_token)

    async def show(self, messages: tuple[Message, ...]) -> bool:
        """Reply."""
        content = self.inbound.content
        tapped = content.data if isinstance(content, Tap) else ""
        shown = await self._channel.show(self._reply_token, messages, tapped, self._until)
        if shown and messages:
            self._channel.answered(self.inbound.sender.user, messages, self._read_token)
        return shown

    async def wait(self) -> None:
        """Show the loading animation."""
        await self._channel.show_waiting(self.inbound.sender.user)
