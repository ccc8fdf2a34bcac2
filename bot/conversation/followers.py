"""What follows a turn before its reply: found out, decided, committed as turns of their own; caught up on where a
process died in between."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation.follow_ups.base import Files, Follower
from bot.conversation.handled_turn import FollowUp, HandledTurn
from bot.conversation.session_cache import CachedSession
from flows.events.codec import from_json
from flows.interface.inbound import Inbound
from storage.journal.journal import Journal


@dataclass(frozen=True)
class Followers:
    """Has one follower after another find something out. `make` commits it as a turn."""

    followers: Sequence[Follower]
    journal: Journal
    make: Callable[[Inbound, Files], Awaitable[HandledTurn]]

    def wanted(self, person: CachedSession, turn: HandledTurn) -> bool:
        """Whether there may be something to find out before the reply."""
        committed = FollowUp(self.make, turn, lambda: person.session).committed
        return bool(turn.events) and any(follower.wanted(committed) for follower in self.followers)

    async def followed(self, person: CachedSession, turn: HandledTurn) -> HandledTurn:
        """The turn with whatever follows from it: each follower looks at what came of the one before."""
        for follower in self.followers if turn.events else ():
            follow_up = FollowUp(self.make, turn, lambda: person.session)
            wanted = follower.wanted(follow_up.committed)
            found = await follower(follow_up.committed) if wanted else None
            if found:
                await follow_up.commit(found)
            turn = follow_up.turn
        return turn

    async def caught_up(self, again: HandledTurn, account: str) -> HandledTurn:
        """A message that came again, with the events it led to where nothing has happened since: whoever handled it
        first may have died before what follows from them, or before the reply. Else as it is. Unavailable."""
        event_id = again.inbound.event_id
        turns = await self.journal.since(again.key, account, event_id) if again.key else ()
        if not turns or any(not _of(each.event_id, event_id) for each in turns):
            return again
        events = tuple(from_json(event) for each in turns for event in each.events)
        return again.with_events(turns[0].seq, events)


def _of(stored: str, message: str) -> bool:
    """Whether a turn is that of the message, or tells what was found out after it (Committed.tells)."""
    return stored == message or stored.endswith(f":{message}")
