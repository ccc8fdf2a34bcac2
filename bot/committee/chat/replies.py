"""The reply of a reviewer's desk, known when its turn is stored."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.interface.messages import Look, Message, Note, Tone


@dataclass(frozen=True)
class ReviewReply:
    """The PendingReply (flows/interface/ports.py) of one message; `lost` is called when nobody may have seen it."""

    said: tuple[Message, ...]
    lost: Callable[[], None] = lambda: None

    def at_once(self) -> tuple[Message, ...]:
        """It is known already."""
        return self.said

    async def messages(self) -> tuple[Message, ...]:
        """The same."""
        return self.said

    def sent(self) -> None:
        """Nothing waits for it."""

    def unseen(self) -> None:
        """What is typed next must not answer it."""
        self.lost()


def plainly(words: str) -> ReviewReply:
    """A word that asks nothing."""
    return ReviewReply((Message(Look.PLAIN, notes=(Note(Tone.WARN, words),)),))
