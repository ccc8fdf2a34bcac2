"""Events that are in no journal (from before consent, or that erased everything), known again when they come again.

Nothing personal is kept: of each event a hash under a key that dies with the process, for a day.
"""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from flows.interface.inbound import Inbound

MOST = 20_000
"""Events remembered, about 100 bytes each."""

DAY = timedelta(days=1)
"""Telegram keeps what it could not deliver for a day; LINE does not say how long it tries."""


class HandledEvents:
    """The hashes, oldest first. `now` is the clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, datetime] = OrderedDict()

    def remember(self, inbound: Inbound) -> None:
        """It has been handled."""
        self._seen[self._hash(inbound)] = self._now()
        while len(self._seen) > MOST or next(iter(self._seen.values())) < self._now() - DAY:
            self._seen.popitem(last=False)

    def knows(self, inbound: Inbound) -> bool:
        """Whether it has been handled before, within a day."""
        at = self._seen.get(self._hash(inbound))
        return at is not None and at >= self._now() - DAY

    def _hash(self, inbound: Inbound) -> bytes:
        sender = inbound.sender
        parts = "\0".join((sender.channel, sender.account, sender.user, inbound.event_id))
        return hashlib.blake2b(parts.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()
