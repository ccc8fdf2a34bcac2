"""What may follow a turn after its commit and before its reply: something to find out, told in a turn of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol, TypeAlias

from flows.events.event import Event
from flows.interface.inbound import Content, Inbound
from flows.screens.prompts import Prompt
from flows.session.state import Session
from storage.records import NewFile

Files: TypeAlias = Mapping[str, NewFile]
"""Files by their SHA-256 in hex."""

NO_FILES: Files = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Committed:
    """A turn just committed: its session's id, the session after it and what that shows, the message and its events,
    the instant it was committed; `present` is the session as it is by now, and `commit` makes a turn of what is found
    out on the way, with the files that come with it by their SHA-256."""

    key: str
    session: Session
    prompt: Prompt
    inbound: Inbound
    events: Sequence[Event]
    present: Callable[[], Session]
    at: datetime
    commit: "Commit"

    def tells(self, name: str, content: Content) -> Inbound:
        """The turn that tells the engine. Its event id comes from that of the message: committed twice it is a
        duplicate like any other."""
        return replace(self.inbound, event_id=f"{name}:{self.inbound.event_id}", content=content, message="")


class Commit(Protocol):
    """Commits a turn; the session after it."""

    async def __call__(self, found: Inbound, files: Files = NO_FILES) -> Session:
        """Raises storage.errors.Unavailable when nothing was stored."""
        ...


class Follower(Protocol):
    """Finds something out after a turn."""

    def wanted(self, turn: Committed) -> bool:
        """Whether there may be something to find out. Asked after every turn, so it looks at nothing but the turn."""
        ...

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Find it out; None when that is nothing new."""
        ...
