"""What is written on the page becomes a turn of the leader's session: decided like any other, and never over a value
that somebody else changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from bot.conversation.alliance.turns import leads
from bot.service import Service
from flows.engine.decide import decide
from flows.events.alliance import Entered
from flows.events.codec import from_json, to_json
from flows.interface.inbound import Inbound, Sender
from flows.interface.known import Discovered
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.dated_turns import DatedTurn, dated_turns
from storage.journal.outcomes import Stale
from storage.records import NewTurn

ACCOUNT = "web:plan"
"""The account of turns in which something is written on the page."""

_ATTEMPTS = 5
_WRITER = Sender("web", "plan", "leader")


MOST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """When an entry was changed, and by what: the page, or the channel of a chat."""

    at: datetime
    by: str


@dataclass(frozen=True)
class Writing:
    """Reads and writes a leader's session."""

    service: Service

    async def session(self, key: str) -> Session | None:
        """The session of an alliance's leader; None when there is none, or no longer."""
        stored = await self.service.journal.load_session(key)
        if stored is None:
            return None
        session = fold(Session("", ""), map(from_json, stored.events))
        return session if leads(self.service.catalogue.of(session, self.service.now())) else None

    async def changes(self, key: str, place: str) -> Sequence[Change]:
        """The latest changes of an entry, the last first: when, and by which channel."""
        turns = [turn for turn in await dated_turns(self.service.database, key) if _enters(turn, place)]
        return [Change(turn.at, _by(turn.account)) for turn in turns[: -MOST_CHANGES - 1 : -1]]

    async def write(self, key: str, place: str, value: Any, seen: str) -> bool:
        """Whether the entry has this value now: not when it is no longer what was `seen`."""
        told = {"place": place, "value": value, "seen": seen}
        session = await self.tell(key, Discovered("written", told))
        return session is not None and session.entries.get(place) == value

    async def tell(self, key: str, content: Discovered) -> Session | None:
        """The session after this was found out; None when there is none, or it changed all the while."""
        event_id = f"page {token_urlsafe(12)}"
        for _ in range(_ATTEMPTS):
            stored = await self.service.journal.load_session(key)
            if stored is None:
                return None
            session, now = fold(Session("", ""), map(from_json, stored.events)), self.service.now()
            definition = self.service.catalogue.of(session, now)
            events = decide(definition, session, Inbound(_WRITER, event_id, content, now), now)
            if not events:
                return session
            facts: list[Mapping[str, Any]] = [to_json(event) for event in events]
            turn = NewTurn(stored.session, stored.seq + 1, ACCOUNT, event_id, now, facts)
            if not isinstance(await self.service.journal.append(turn), Stale):
                return fold(session, events)
        return None


def _enters(turn: DatedTurn, place: str) -> bool:
    """Whether a turn gave the entry another value."""
    facts = map(from_json, turn.events)
    return any(isinstance(fact, Entered) and fact.place == place for fact in facts)


def _by(account: str) -> str:
    return "page" if account == ACCOUNT else account.partition(":")[0]
