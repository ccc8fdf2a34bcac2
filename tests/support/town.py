"""Processes on one database that start, stop and die, a clock, and people whose messages say when they were sent."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Text, Unsent
from flows.interface.ports import PendingReply
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.lobby import Visitor, replica
from tests.support.programmes import NOW


@dataclass
class Town:
    """Processes on one database, and the clock."""

    database: Database
    now: datetime = NOW
    journals: list[Journal] = field(default_factory=list)

    def process(self) -> TurnProcessor:
        """A process that has just started: nothing in memory, nothing to see of what others have still to write."""
        self.journals.append(Journal(self.database))
        return replica(self.database, self.journals[-1], clock=lambda: self.now)

    async def settle(self) -> None:
        """Let every process write down what it has sent."""
        for journal in self.journals:
            await journal.close()
        self.journals.clear()

    def killed(self) -> None:
        """kill -9: what was not written is lost."""
        self.database.unwritten_marks.clear()
        self.journals.clear()


async def arrives(turns: TurnProcessor, visitor: Visitor, text: str, at: datetime) -> PendingReply:
    """A text sent at that moment arrives now."""
    return await turns.receive(replace(visitor.inbound(Text(text)), sent_at=at))


async def typed(turns: TurnProcessor, visitor: Visitor, text: str, at: datetime) -> None:
    """The same, and its reply goes out."""
    await visitor.seen(await arrives(turns, visitor, text, at))


async def unsent(turns: TurnProcessor, visitor: Visitor, message: str = "") -> None:
    """The person takes back this message, or what they typed last; LINE lets nobody reply to that."""
    assert visitor.last
    turned = await turns.receive(visitor.inbound(Unsent(message or visitor.last.message)))
    await turned.messages()
    turned.unseen()
