"""「接手 019-450-730」, typed or by a link in a chat: claims an offer, instead of being a message like others."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.handover.ends import Claimed, Ends
from bot.presenter.handover.claims import claim_page
from flows.interface.inbound import Inbound, Text
from flows.interface.messages import Message
from flows.interface.ports import PendingReply, Receive
from flows.scheme.definition import Catalogue
from flows.screens.handover.words import code_in

log = logging.getLogger("bot.handover")


@dataclass(frozen=True)
class ClaimReply:
    """What came of a claim; it is answered the same each time, so nothing waits for its being seen."""

    said: tuple[Message, ...]

    def at_once(self) -> tuple[Message, ...]:
        """It is known already."""
        return self.said

    async def messages(self) -> tuple[Message, ...]:
        """The same."""
        return self.said

    def sent(self) -> None:
        """Nothing waits for it."""

    def unseen(self) -> None:
        """Whoever did not see it names the digits again."""


@dataclass(frozen=True)
class Claiming:
    """Stands in front of bot/conversation/turn_processor.py. `set_aside` makes the sender's own application, if any,
    be looked for anew by every process: it may soon be another one that they write about."""

    ends: Ends
    receive_others: Receive
    set_aside: Callable[[Inbound], Awaitable[None]]
    language: Callable[[Inbound], Awaitable[str]]
    catalogue: Catalogue
    now: Callable[[], datetime]

    async def receive(self, inbound: Inbound) -> PendingReply:
        """Claim, or hand on. Raises whatever is raised by taking a message."""
        content = inbound.content
        code = code_in(content.text) if isinstance(content, Text) else ""
        if not code:
            return await self.receive_others(inbound)
        claim = await self.ends.claim(code, inbound.sender, "", self.now())
        if claim.outcome is Claimed.SHOWN:
            await self.set_aside(inbound)
        log.info("handover.claim channel=%s outcome=%s", inbound.sender.channel, claim.outcome.value)
        language = claim.session.language if claim.session else await self.language(inbound)
        words = self.catalogue.current(self.now()).edition.speak(language)
        return ClaimReply((claim_page(words, claim.outcome.value, claim.digits, claim.until),))
