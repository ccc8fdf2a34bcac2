"""A bounded cache of people's sessions, and a lock each, so that a person's messages stay in order."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.shown_prompts import Seen
from flows.events.event import Event
from flows.interface.inbound import Sender
from flows.session.state import Session

CACHED_SESSIONS = 10_000
"""Sessions kept in memory, about 10 KB each; any other is folded anew from the journal."""


@dataclass
class CachedSession:
    """What is in memory of one person: their session, its place in the journal, their lock."""

    session: Session
    key: str = ""
    seq: int = 0
    visit: int = 0
    unsaved: tuple[Event, ...] = ()
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    pending_replies: int = 0
    seen: Seen = field(default_factory=Seen)
    loaded: bool = False
    last_at: datetime | None = None


class SessionCache:
    """Everybody lately seen."""

    def __init__(self) -> None:
        self._known: OrderedDict[Sender, CachedSession] = OrderedDict()

    @asynccontextmanager
    async def locked(self, sender: Sender) -> AsyncIterator[tuple[CachedSession, bool]]:
        """The person, locked, in order of arrival; and whether the reply to their last turn is still to be worked out.
        One to an earlier turn may be: a look-up takes its time, and what was asked since has been seen."""
        person = self._known.get(sender)
        if person is None:
            person = self._known[sender] = CachedSession(Session("", "zh-TW"))
        self._known.move_to_end(sender)
        ahead = person.waiting > 0 or (person.pending_replies > 0 and not person.seen.tells_of(person.seq))
        person.waiting += 1
        try:
            async with person.lock:
                yield person, ahead
        finally:
            person.waiting -= 1
            self._shrink()

    def consented(self, sender: Sender) -> bool:
        """Whether somebody is known here to have consented; nothing is looked up."""
        person = self._known.get(sender)
        return person is not None and person.session.consented

    def forget(self, sender: Sender) -> None:
        """Keep nothing of this person in memory."""
        self._known.pop(sender, None)

    def _shrink(self) -> None:
        while len(self._known) > CACHED_SESSIONS:
            sender, person = next(iter(self._known.items()))
            if person.waiting or person.pending_replies:
                break
            del self._known[sender]
