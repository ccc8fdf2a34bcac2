"""What channels and the service ask of each other: a message is handed in, a reply comes back, a file is fetched."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias

from flows.interface.inbound import Inbound
from flows.interface.messages import Message


class PendingReply(Protocol):
    """A turn whose events are committed; what to say about it may take a moment longer."""

    def at_once(self) -> tuple[Message, ...] | None:
        """As `messages`, when nothing has to be found out or waited for first; else None."""
        ...

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now; empty when the earlier reply is known to have gone out."""
        ...

    def sent(self) -> None:
        """Called by the channel once the reply is known to have gone out."""
        ...

    def unseen(self) -> None:
        """Called by the channel when nobody may have seen the reply: it failed, or could not be given."""
        ...


Receive: TypeAlias = Callable[[Inbound], Awaitable[PendingReply]]
"""Handles one inbound message; returns after its commit, raises if nothing could be stored."""


ReadFile: TypeAlias = Callable[[str], Awaitable[bytes]]
"""The content of an attachment's `file`."""
