"""Long polling: an update is only acknowledged to Telegram once its turn is committed."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeAlias

from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.channels.shared.platform_health import PlatformHealth

LOG = logging.getLogger("bot.channels.telegram")

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds between attempts while Telegram or our storage is away."""

LONGEST_PAUSE = 120.0
"""Seconds of a wish to wait that are kept; after as many without a poll nobody is heard."""

PATIENCE = 5
"""How often an update may fail while others of the same batch succeed, before it is given up."""

MOST_ID = 2**53
"""Ids of updates beyond this are nonsense; acknowledging one would end polling."""

Fetch: TypeAlias = Callable[[int], Awaitable[list[Any]]]
Handle: TypeAlias = Callable[[list[Any]], Awaitable[set[int]]]
"""Handles raw updates; returns the ids of those not stored."""


class Polling:
    """The loop that fetches updates and hands them over. Nothing that is fetched, and nothing that becomes of it, ends
    the loop before `stop`."""

    def __init__(self, fetch: Fetch, handle: Handle, health: PlatformHealth) -> None:
        self._fetch = fetch
        self._handle = handle
        self._health = health
        self._closing = asyncio.Event()
        self._offset = 0
        self._stored: set[int] = set()
        self._failures: Counter[int] = Counter()

    async def run(self) -> None:
        """Poll until `stop`."""
        troubles = 0
        while not self.stopped:
            try:
                stored = await self._round()
            except Exception as error:
                self.failed(error)
                troubles += 1
                await self.pause(troubles, wish_of(error))
                continue
            troubles = 0 if stored else troubles + 1
            if troubles:
                await self.pause(troubles)

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._closing.is_set()

    def stop(self) -> None:
        """Stop fetching; what has been fetched is still handled."""
        self._closing.set()

    async def pause(self, troubles: int, wish: float = 0.0) -> None:
        """Wait, longer with every trouble in a row and at least as long as Telegram wishes (`wish`, in seconds), but no
        longer than until `stop`."""
        seconds = max(PAUSES[min(troubles, len(PAUSES)) - 1], min(wish, LONGEST_PAUSE))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    def failed(self, error: Exception) -> None:
        """Note what kept us from Telegram: in the log by its class alone, as its words may hold what people wrote."""
        self._health.failures += 1
        match error:
            case InvalidToken():
                self._health.token_accepted = False
                LOG.error("telegram.token_refused")
            case Conflict():
                self._health.conflict()
                LOG.error("telegram.conflict: another process fetches this bot's updates")
            case _:
                LOG.warning("telegram.polling_failed error=%s", type(error).__name__)

    async def _round(self) -> bool:
        """One batch; whether all of it was stored. Raises what the fetching raises."""
        updates = await self._next()
        known = {update["update_id"]: update for update in updates if _has_id(update)}
        fresh = [update for number, update in sorted(known.items()) if number not in self._stored]
        failed = await self._handle(fresh)
        given_up = self._give_up(failed, others_succeeded=len(fresh) > len(failed))
        self._acknowledge(set(known), failed - given_up)
        if len(known) < len(updates):
            self._health.unreadable += len(updates) - len(known)
            LOG.warning("telegram.updates_without_id count=%d", len(updates) - len(known))
        return not failed and bool(known or not updates)

    async def _next(self) -> list[Any]:
        """The next updates; none when stopped. Raises whatever fetching does."""
        fetching = asyncio.ensure_future(self._fetch(self._offset))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({fetching, closing}, return_when=asyncio.FIRST_COMPLETED)
            if not fetching.done():
                return []
            updates = fetching.result()
        finally:
            fetching.cancel()
            closing.cancel()
        self._health.heard()
        return updates

    def _give_up(self, failed: set[int], *, others_succeeded: bool) -> set[int]:
        """Updates that fail while others are stored: they, not the storage, are the trouble.

        Without this one update nobody can handle would keep the bot from everybody for a day."""
        if not others_succeeded:
            return set()
        self._failures.update(failed)
        given_up = {number for number in failed if self._failures[number] >= PATIENCE}
        for number in given_up:
            LOG.error("telegram.update_given_up update_id=%d", number)
        return given_up

    def _acknowledge(self, seen: set[int], failed: set[int]) -> None:
        if not seen:
            return
        self._offset = min(failed, default=max(seen) + 1)
        self._stored = {number for number in self._stored | seen - failed if number >= self._offset}
        self._failures = Counter({n: count for n, count in self._failures.items() if n >= self._offset})


def wish_of(error: Exception) -> float:
    """Seconds Telegram wishes us to wait after this error; 0 when it wishes nothing."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _has_id(update: Any) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < MOST_ID
