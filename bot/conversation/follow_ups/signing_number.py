"""Whether two digits typed in the chat are those that a page of signing online shows."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.follow_ups.base import Committed
from flows.definitions.text import normal
from flows.events.submitted.signing import SigningNumberTyped
from flows.interface.inbound import Inbound, Text
from flows.interface.known import SigningNumberKnown
from storage.errors import StorageError

log = logging.getLogger("bot.signing")

CheckNumber: TypeAlias = Callable[[str, int, str], Awaitable[bool | None]]
"""Case, request and digits: whether they are right; None where no page waits for any."""


@dataclass(frozen=True)
class SigningNumber:
    """A follower: has the digits checked, which are kept nowhere."""

    check: CheckNumber

    def wanted(self, turn: Committed) -> bool:
        """Whether digits were typed for a link that was asked for here."""
        return bool(turn.session.signing.requested) and any(
            isinstance(event, SigningNumberTyped) for event in turn.events
        )

    async def __call__(self, turn: Committed) -> Inbound | None:
        """What came of them; where that cannot be found out, that they were not right: typing again tries again."""
        content, requested = turn.inbound.content, turn.session.signing.requested
        if requested is None or not isinstance(content, Text):
            return None
        try:
            right = await self.check(turn.session.case_number, requested.request, normal(content.text))
        except StorageError as error:
            log.error("signing.unchecked error=%s", type(error).__name__)
            right = None
        return turn.tells("signing", SigningNumberKnown(right))
