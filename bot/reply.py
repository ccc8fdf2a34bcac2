"""The reply to one message: prepared once, after the commit of its turn."""

from dataclasses import dataclass
from typing import Protocol

from bot.people import Person
from flows import events as e
from flows.inbound import Inbound
from flows.messages import Message
from flows.session import Session


class Speaker(Protocol):
    """What a reply needs of bot/turn.py."""

    def at_once(
        self, key: str, session: Session, inbound: Inbound, events: tuple[e.Event, ...] | None
    ) -> tuple[Message, ...] | None:
        """What to show after these events (None for a redelivery), unless something has to be found out first."""
        ...

    async def messages(
        self, person: Person, session: Session, inbound: Inbound, events: tuple[e.Event, ...] | None
    ) -> tuple[Message, ...]:
        """What to show once everything is found out that these events call for."""
        ...

    def replied(self, inbound: Inbound) -> None:
        """The reply to this message is known to have gone out."""
        ...


@dataclass
class Reply:
    """The Turned of one message."""

    turns: Speaker
    person: Person
    session: Session
    inbound: Inbound
    events: tuple[e.Event, ...] | None
    prepared: bool = False

    def at_once(self) -> tuple[Message, ...] | None:
        """What to show the person now, when that is known already."""
        messages = self.turns.at_once(self.person.key, self.session, self.inbound, self.events)
        if messages is not None:
            self._prepared()
        return messages

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now."""
        try:
            return await self.turns.messages(self.person, self.session, self.inbound, self.events)
        finally:
            self._prepared()

    def sent(self) -> None:
        """The reply is known to have gone out."""
        self.turns.replied(self.inbound)

    def unseen(self) -> None:
        """Nobody may have seen the reply: what is typed next must not answer a question it brought along."""
        if any(not isinstance(event, e.Asked) for event in self.events or ()):
            self.person.unseen = True

    def _prepared(self) -> None:
        if not self.prepared:
            self.prepared = True
            self.person.unprepared -= 1
