"""What follows the wish to have a colleague fill in a page: a link is made; the number they told is looked at."""

import logging
from dataclasses import dataclass

from bot.conversation.contribution.invitations import Invitations
from bot.conversation.follow_ups.base import Committed
from flows.contribution.state import LASTS
from flows.events.contribution import ContributionAsked, ContributorNumberTyped
from flows.interface.inbound import Inbound, Text
from flows.interface.known import InvitationMade
from flows.screens.contribution.words import number_of
from storage.errors import StorageError

log = logging.getLogger("bot.contribution")

_NUMBERS = 5
"""Numbers that are tried until one is free: a process may have died between link and turn."""


@dataclass(frozen=True)
class ContributionFollowUp:
    """A follower (bot/conversation/follow_ups/base.py)."""

    invitations: Invitations

    def wanted(self, turn: Committed) -> bool:
        """Whether a link was asked for, or a number was typed."""
        return any(isinstance(event, ContributionAsked | ContributorNumberTyped) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The link, or whose number it is; nothing when that cannot be found out now."""
        try:
            for event in turn.events:
                match event:
                    case ContributionAsked(page):
                        return await self._made(turn, page)
                    case ContributorNumberTyped():
                        return await self._checked(turn)
                    case _:
                        pass
        except StorageError as error:
            log.error("contribution.failed error=%s", type(error).__name__)
        return None

    async def _made(self, turn: Committed, page: int) -> Inbound | None:
        if not self.invitations.link_url:
            return None
        until, first = self.invitations.now() + LASTS, turn.session.contributions.offers + 1
        for number in range(first, first + _NUMBERS):
            if await self.invitations.make(turn.key, number, until):
                return turn.tells("link", InvitationMade(number, page, until.isoformat()))
        return None

    async def _checked(self, turn: Committed) -> Inbound | None:
        content = turn.inbound.content
        if not isinstance(content, Text):
            return None
        found = await self.invitations.check(turn.key, turn.session, number_of(content.text))
        return turn.tells("number", found)
