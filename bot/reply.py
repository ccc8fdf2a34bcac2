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

    async def followed(
        self, person: Person, session: Session, inbound: Inbound, events: tuple[e.Event, ...]
    ) -> tuple[Session, tuple[e.Event, ...]]:
        """Session and events after whatever follows these events."""
        ...

    async def spoken(
        self, session: Session, inbound: Inbound, events: tuple[e.Event, ...] | None
    ) -> tuple[Message, ...]:
        """What to show after these events; None for a redelivery."""
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

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now."""
        try:
            if self.events:
                self.session, self.events = await self.turns.followed(
                    self.person, self.session, self.inbound, self.events
                )
            return await self.turns.spoken(self.session, self.inbound, self.events)
        finally:
            if not self.prepared:
                self.prepared = True
                self.person.unprepared -= 1

    def sent(self) -> None:
        """The reply is known to have gone out."""
        self.turns.replied(self.inbound)

    def unseen(self) -> None:
        """Nobody may have seen the reply: what is typed next must not answer a question it brought along."""
        if any(not isinstance(event, e.Asked) for event in self.events or ()):
            self.person.unseen = True
