"""Look-ups remembered: a record for a day, a missing or incomplete one for minutes; old ones for bad days."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from flows.registry import Found, Lookup, NotFound, Unavailable

LASTS: Final = timedelta(hours=24)
"""How long a complete record counts as fresh."""
LASTS_BRIEFLY: Final = timedelta(minutes=10)
"""How long not found does: it may have been registered since. And how long a record lasts that lacks a source."""


class Cache:
    """The latest `most` look-ups, the longest unused forgotten first."""

    def __init__(self, most: int, now: Callable[[], datetime]) -> None:
        self._most, self._now = most, now
        self._kept: OrderedDict[str, tuple[datetime, Found | NotFound]] = OrderedDict()

    def fresh(self, ubn: str) -> Found | NotFound | None:
        """What was found lately enough to count."""
        at, lookup = self._kept.get(ubn, (None, None))
        if at is None or lookup is None or self._now() - at >= _lasts(lookup):
            return None
        self._kept.move_to_end(ubn)
        return lookup

    def stale(self, ubn: str) -> Found | None:
        """A record however old; it carries the day it was fetched."""
        kept = self._kept.get(ubn)
        return kept[1] if kept and isinstance(kept[1], Found) else None

    def keep(self, ubn: str, lookup: Lookup) -> None:
        """Remember an outcome, unless nobody knew."""
        if isinstance(lookup, Unavailable):
            return
        self._kept[ubn] = (self._now(), lookup)
        self._kept.move_to_end(ubn)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


def _lasts(lookup: Found | NotFound) -> timedelta:
    return LASTS if isinstance(lookup, Found) and not lookup.troubles else LASTS_BRIEFLY
