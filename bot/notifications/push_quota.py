"""How many messages about a case may be pushed on LINE in a month, LINE_PUSH_QUOTA: counted in the database, so that
all processes together keep to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from bot.channels.base import Notification
from flows.definitions.programme import TAIPEI, taipei_day
from storage.outbox.once import OnceKeys

PUSHED = "line_push "
"""Beginning of the marks of LINE's pushes, each of which may cost the operator quota."""

HELD = "line_push_held "
"""Beginning of the marks of pushes that may be on their way: until their fate is known they count."""


def month_begins(now: datetime) -> datetime:
    """The first instant of the month in Taipei, when LINE counts anew."""
    return datetime.combine(taipei_day(now).replace(day=1), time(), TAIPEI)


@dataclass(frozen=True)
class PushQuota:
    """`most` a month; 0 is none at all."""

    most: int
    marks: OnceKeys
    now: Callable[[], datetime]

    async def hold(self, key: UUID) -> bool:
        """Count a push that is to be made; False when the month has no room. The same one again is counted once."""
        if not self.most:
            return False
        at = self.now()
        await self.marks.put(f"{HELD}{key}", at)
        since = month_begins(at)
        used = [*await self.marks.moments(PUSHED, since), *await self.marks.moments(HELD, since)]
        if len(used) <= self.most:
            return True
        await self.settle(key)
        return False

    async def settle(self, key: UUID) -> None:
        """Its fate is known: if it was made, it has a mark of its own."""
        await self.marks.drop(f"{HELD}{key}")

    async def pushed(self, notification: Notification) -> None:
        """Count a push that was made."""
        await self.marks.put(f"{PUSHED}{notification.key}", self.now())

    async def by_month(self, since: date) -> dict[str, int]:
        """How many pushes were made in each month since a day, as `2026-11`, also those that no quota holds back."""
        found: dict[str, int] = {}
        for at in await self.marks.moments(PUSHED, datetime.combine(since, time(), TAIPEI)):
            month = f"{at.astimezone(TAIPEI):%Y-%m}"
            found[month] = found.get(month, 0) + 1
        return found
