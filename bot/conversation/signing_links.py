"""What the chat needs of signing online, which lies above this package."""

from typing import Protocol

from flows.session.state import Session


class SigningLinks(Protocol):
    """Hands out the links that sessions asked for."""

    async def link(self, session: Session) -> str | None:
        """The link the session asked for last, the same each time; empty when there is none, or none any more; None
        where nobody can sign its case online."""
        ...


class NoSigning:
    """Nobody signs online here."""

    async def link(self, session: Session) -> str | None:
        """There is none."""
        return None


NO_SIGNING = NoSigning()
