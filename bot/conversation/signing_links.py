"""What the chat needs of signing online, which lies above this package."""

from dataclasses import dataclass
from typing import Protocol

from flows.session.state import Session
from flows.signing.facts import SentBack


@dataclass(frozen=True, slots=True)
class LastRequest:
    """What is known of the link that a session asked for last: itself, empty when there is none or none any more, and
    what the signer said who would not sign by it."""

    link: str = ""
    sent_back: SentBack | None = None


class SigningLinks(Protocol):
    """Hands out the links that sessions asked for."""

    @property
    def on(self) -> bool:
        """Whether people may sign online here."""
        ...

    async def last(self, session: Session) -> LastRequest | None:
        """What the session asked for last; None where nobody can sign its case online."""
        ...


class NoSigning:
    """Nobody signs online here."""

    on = False

    async def last(self, session: Session) -> LastRequest | None:
        """Nothing."""
        return None


NO_SIGNING = NoSigning()
