"""One message that was handled, and what was found out after it, each finding committed in a turn of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.conversation.follow_ups.base import NO_FILES, Committed, Files
from flows.events.event import Events
from flows.handover.state import OWNER
from flows.interface.inbound import Inbound
from flows.screens.prompts import Prompt
from flows.session.state import Session


@dataclass(frozen=True, slots=True)
class HandledTurn:
    """A message, the events it led to, the session after it and what that shows.

    `key` is the session's id, `seq` the turn, `at` when it was committed; `lease` is which end of it the message came
    from, and `holds` whether that end holds it after this turn. Where the message had been handled before,
    `events` is None and `seq` that of the latest turn."""

    inbound: Inbound
    key: str
    seq: int
    at: datetime
    session: Session
    prompt: Prompt
    events: Events | None
    lease: int = OWNER
    holds: bool = True

    def followed_by(self, follow_up: "HandledTurn") -> "HandledTurn":
        """This turn with what was found out after it: one reply tells of both."""
        events = (*(self.events or ()), *(follow_up.events or ()))
        told = replace(self, session=follow_up.session, prompt=follow_up.prompt, events=events)
        return replace(told, lease=follow_up.lease, holds=follow_up.holds)

    def with_events(self, seq: int, events: Events) -> "HandledTurn":
        """This turn as it was when its message came first: turn `seq`, which led to these events."""
        return replace(self, seq=seq, events=events)


MakeTurn: TypeAlias = Callable[[Inbound, Files], Awaitable[HandledTurn]]
"""Handles what was found out, with the files it brings."""


@dataclass
class FollowUp:
    """One follower at work after a turn: commits what it finds out; `turn` is the turn with all of that."""

    make: MakeTurn
    turn: HandledTurn
    present: Callable[[], Session]
    """The session as it is by now."""

    @property
    def committed(self) -> Committed:
        """The turn as the follower sees it."""
        turn = self.turn
        return Committed(
            turn.key,
            turn.session,
            turn.prompt,
            turn.inbound,
            turn.events or (),
            self.present,
            turn.at,
            self.commit,
        )

    async def commit(self, found: Inbound, files: Files = NO_FILES) -> Session:
        """A turn of its own; the session after it."""
        follow_up = await self.make(found, files)
        self.turn = self.turn.followed_by(follow_up)
        return follow_up.session
