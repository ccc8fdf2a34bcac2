"""Long polling: an update is only acknowledged to Telegram once its turn is committed."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

from telegram.error import TelegramError

LOG = logging.getLogger("bot.channels.telegram")

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds between attempts while Telegram or our storage is away."""

PATIENCE = 5
"""How often an update may fail while others of the same batch succeed, before it is given up."""

Fetch: TypeAlias = Callable[[int], Awaitable[list[Any]]]
Handle: TypeAlias = Callable[[list[Any]], Awaitable[set[int]]]
"""Handles raw updates; returns the ids of those not stored."""


class Polling:
    """The loop that fetches updates and hands them over."""

    def __init__(self, fetch: Fetch, handle: Handle) -> None:
        self._fetch = fetch
        self._handle = handle
        self._closing = asyncio.Event()
        self._offset = 0
        self._stored: set[int] = set()
        self._failures: Counter[int] = Counter()

    async def run(self) -> None:
        """Poll until `stop`."""
        troubles = 0
        while not self.stopped:
            troubles = 0 if await self._round() else troubles + 1
            if troubles:
                await self.pause(troubles)

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._closing.is_set()

    def stop(self) -> None:
        """Stop fetching; what has been fetched is still handled."""
        self._closing.set()

    async def pause(self, troubles: int) -> None:
        """Wait, longer with every trouble in a row, but no longer than until `stop`."""
        seconds = PAUSES[min(troubles, len(PAUSES)) - 1]
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    async def _round(self) -> bool:
        updates = await self._next()
        if updates is None:
            return False
        known = {update["update_id"]: update for update in updates if _has_id(update)}
        fresh = [update for number, update in sorted(known.items()) if number not in self._stored]
        failed = await self._handle(fresh)
        given_up = self._give_up(failed, others_succeeded=len(fresh) > len(failed))
        self._acknowledge(set(known), failed - given_up)
        return not failed

    async def _next(self) -> list[Any] | None:
        """The next updates; none when stopped; None when Telegram cannot be reached."""
        fetching = asyncio.ensure_future(self._fetch(self._offset))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({fetching, closing}, return_when=asyncio.FIRST_COMPLETED)
            return fetching.result() if fetching.done() else []
        except TelegramError as error:
            LOG.warning("telegram.polling_failed error=%s", type(error).__name__)
            return None
        finally:
            fetching.cancel()
            closing.cancel()

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


def _has_id(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
