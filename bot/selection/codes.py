"""The codes by which reviewers open their desk in a chat: 「評審 K7M4QX」, or a link that says the same.

None is stored. A code is worked out from the key of the service, the invitation and how many chats it has opened: so
one opens a single chat, the next stands on the reviewer's page, and all end with the days of the invitation."""

import hmac
import re
from dataclasses import dataclass

from bot.selection.opened_round import OpenedRound
from flows.answers.parsing.invitation_code import LENGTH, LETTERS
from flows.definitions.text import normal
from flows.selection.events import ReviewerInvited
from storage.engine.secrets import Secrets
from storage.selection.chats import ReviewerChats, StoredChat

_PURPOSE = "review code"
_CODE = rf"([{LETTERS}]{{{LENGTH}}})"
LINK = "r_"
"""What the parameter of a link to our Telegram chat begins with that names such a code."""


@dataclass(frozen=True, slots=True)
class NamedReviewer:
    """Whom a code stands for: in which programme, by which invitation, as which chat of theirs."""

    programme: str
    reviewer: str
    invitation: int
    chat: int


@dataclass(frozen=True)
class ReviewCodes:
    """Works them out, and finds whose one is."""

    secrets: Secrets
    chats: ReviewerChats

    async def of(self, programme: str, found: OpenedRound, reviewer: str) -> str:
        """The one that opens the reviewer's next chat."""
        invitation = invitation_of(found, reviewer)
        opened = await self.chats.opened(programme, reviewer, invitation)
        return await self._code(NamedReviewer(programme, reviewer, invitation, opened))

    async def named(
        self, programme: str, found: OpenedRound, code: str, own: StoredChat | None
    ) -> NamedReviewer | None:
        """Whom it stands for among those who review; one that was used stands for nobody but whom it was used by."""
        right = None
        for reviewer in found.selection.active:
            invitation = invitation_of(found, reviewer)
            opened = await self.chats.opened(programme, reviewer, invitation)
            again = own is not None and (own.programme, own.reviewer) == (programme, reviewer)
            for chat in range(0 if again else opened, opened + 1):
                one = NamedReviewer(programme, reviewer, invitation, chat)
                if hmac.compare_digest(await self._code(one), code):
                    right = one
        return right

    async def _code(self, one: NamedReviewer) -> str:
        parts = (one.programme, one.reviewer, str(one.invitation), str(one.chat))
        number = int.from_bytes(await self.secrets.signed(_PURPOSE, *parts))
        letters = ""
        for _ in range(LENGTH):
            number, letter = divmod(number, len(LETTERS))
            letters += LETTERS[letter]
        return letters


def invitation_of(found: OpenedRound, reviewer: str) -> int:
    """The number of the act that invited them last; 0 for somebody entered without an invitation."""
    acts = (one for one in found.acts if isinstance(one.event, ReviewerInvited))
    return max((one.number for one in acts if getattr(one.event, "reviewer", "") == reviewer), default=0)


def code_in(text: str, commands: tuple[str, ...]) -> str:
    """The code that a text names with one of these words, in capitals; empty when it names none."""
    before = "|".join([*map(re.escape, commands), rf"(?:/start\s+)?{LINK}"])
    match = re.fullmatch(rf"(?:{before})\s*[:：「]?\s*{_CODE}[」。.]?", normal(text), re.IGNORECASE)
    return match[1].upper() if match else ""
