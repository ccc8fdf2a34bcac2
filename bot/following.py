"""What may follow a turn after its commit and before its reply: something to find out, told in a turn of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from flows import events as e
from flows.inbound import Content, Inbound
from flows.session import Session


@dataclass(frozen=True, slots=True)
class Committed:
    """A turn just committed: its session's id, the session after it, the message and its events; `present` is the
    session as it is by now."""

    key: str
    session: Session
    inbound: Inbound
    events: Sequence[e.Event]
    present: Callable[[], Session]

    def tells(self, name: str, content: Content) -> Inbound:
        """The turn that tells the engine. Its event id comes from that of the message: committed twice it is a
        duplicate like any other."""
        return replace(self.inbound, event_id=f"{name}:{self.inbound.event_id}", content=content, message="")


class Follower(Protocol):
    """Finds something out after a turn."""

    def wanted(self, turn: Committed) -> bool:
        """Whether there may be something to find out. Asked after every turn, so it looks at nothing but the turn."""
        ...

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Find it out; None when that is nothing new."""
        ...
