"""What follows the wish to go on elsewhere: an offer is made; two digits that were typed are looked at."""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.contribution.follow_up import ContributionFollowUp
from bot.conversation.follow_ups.base import Committed, Follower
from bot.conversation.handover.ends import Ends
from flows.events.handover import HandoverAsked, HandoverDigitsTyped
from flows.handover.state import LASTS, TRIES
from flows.interface.inbound import Inbound, Text
from flows.interface.known import HandoverChecked, HandoverMade
from flows.screens.handover.words import digits_of
from storage.errors import StorageError

log = logging.getLogger("bot.handover")

_NUMBERS = 5
"""Offers whose numbers are tried until one's digits are in nobody's use."""


@dataclass(frozen=True)
class HandoverFollowUp:
    """A follower (bot/conversation/follow_ups/base.py)."""

    ends: Ends
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether an offer was asked for, or digits were typed."""
        return any(isinstance(event, HandoverAsked | HandoverDigitsTyped) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The offer, or what came of the digits; nothing when that cannot be found out now."""
        try:
            for event in turn.events:
                match event:
                    case HandoverAsked(to):
                        return await self._made(turn, to)
                    case HandoverDigitsTyped():
                        return await self._checked(turn)
                    case _:
                        pass
        except StorageError as error:
            log.error("handover.failed error=%s", type(error).__name__)
        return None

    async def _made(self, turn: Committed, to: str) -> Inbound | None:
        if to not in self.ends.channels(turn.inbound.sender):
            return None
        until = self.now() + LASTS
        first = turn.session.handover.offers + 1
        for number in range(first, first + _NUMBERS):
            secret = await self.ends.secrets.offer(turn.key, number)
            if await self.ends.offers.make(turn.key, number, secret, until):
                return turn.tells("offer", HandoverMade(number, to, until.isoformat()))
        return None

    async def _checked(self, turn: Committed) -> Inbound | None:
        number, content = turn.session.handover.waiting, turn.inbound.content
        offer = await self.ends.offers.get(turn.key, number)
        if offer is None or not isinstance(content, Text):
            return None
        if offer.end is None:
            return turn.tells("digits", HandoverChecked(number, "unopened"))
        shown, typed = await self.ends.secrets.shown(offer), digits_of(content.text)
        if hmac.compare_digest(shown.encode(), typed.encode()):
            if await self.ends.offers.match(offer, TRIES, self.now()):
                found = HandoverChecked(number, "right", to=offer.end.channel, device=offer.device)
                return turn.tells("digits", found)
            return turn.tells("digits", HandoverChecked(number, "wrong"))
        left = await self.ends.offers.miss(offer, TRIES)
        return turn.tells("digits", HandoverChecked(number, "wrong", left))


def followers_of(ends: Ends, now: Callable[[], datetime]) -> tuple[Follower, ...]:
    """What follows a turn about other ends of an application, and about colleagues."""
    return HandoverFollowUp(ends, now), ContributionFollowUp(ends.invitations)
