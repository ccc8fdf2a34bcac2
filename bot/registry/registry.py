"""Asks every register that is on at the same time and says within the budget what they know together."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Final, Protocol, Self

import aiohttp

from bot.limits.buckets import Bucket, Rate
from bot.registry.cache import Cache
from bot.registry.circuit_breaker import Breaker
from bot.registry.fia_client import Fia
from bot.registry.g0v_client import G0v
from bot.registry.gcis_client import Gcis
from bot.registry.http import SourceClient, SourceError
from flows.definitions.programme import TAIPEI
from flows.registry import Answer, Lookup, Source, Trouble, Unavailable, merge

log = logging.getLogger("bot.registry")

_AGENT: Final = "sme-intake-bot"

RATE: Final = Rate(burst=20, per_second=5)
"""Look-ups of everybody together: public registers are others' too, and refuse whoever asks them faster for long. More
than twenty companies in a moment, or 18,000 in an hour, is nobody's rush of applicants."""


class Client(Protocol):
    """One source's way of asking."""

    source: Source

    async def ask(self, ubn: str) -> Answer:
        """What it knows of eight digits. Raises Troubled."""
        ...


@dataclass(frozen=True, slots=True)
class LookupLimits:
    """How sources are treated. `budget`: seconds a look-up may take, half of which it may wait for its turn by `rate`;
    `at_once`: requests to one source.

    After `failures` in a row a source is left alone for `pause`; `most` look-ups are remembered."""

    budget: float = 2.0
    rate: Rate = RATE
    at_once: int = 4
    failures: int = 3
    pause: timedelta = timedelta(seconds=60)
    most: int = 1000


_LIMITS: Final = LookupLimits()


def _utc() -> datetime:
    return datetime.now(UTC)


class Registry:
    """`async with Registry(…) as registry`, then `lookup`. An address left empty turns its source off."""

    def __init__(
        self,
        *,
        gcis_url: str = "",
        fia_url: str = "",
        g0v_url: str = "",
        limits: LookupLimits = _LIMITS,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        """`gcis_url` ends in /od/data/api, `fia_url` in /OAI/api, `g0v_url` in /api; `now` is aware."""
        self._makers: dict[Source, tuple[str, Callable[[str, SourceClient], Client]]] = {
            Source.GCIS: (gcis_url, Gcis),
            Source.FIA: (fia_url, Fia),
            Source.G0V: (g0v_url, G0v),
        }
        self._limits, self._now = limits, now
        self._cache = Cache(limits.most, now)
        self._pace, self._given_up = Bucket(limits.rate, time.monotonic), 0
        self._breakers = {source: Breaker(limits.failures, limits.pause, now) for source in self._makers}
        self._clients: list[Client] = []
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connections all look-ups share."""
        self._session = aiohttp.ClientSession(
            headers={"User-Agent": _AGENT, "Accept": "application/json"},
            timeout=aiohttp.ClientTimeout(total=None),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        self._clients = [
            make(url, SourceClient(self._session, self._limits.at_once))
            for url, make in self._makers.values()
            if url
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        if self._session:
            await self._session.close()

    @property
    def on(self) -> bool:
        """Whether there is any source to ask."""
        return any(url for url, _ in self._makers.values())

    @property
    def counters(self) -> dict[str, Callable[[], float]]:
        """How many look-ups were not made as too many waited, for the metrics, by name."""
        return {"lookups_given_up": lambda: self._given_up}

    async def lookup(self, ubn: str) -> Lookup:
        """What the registers know of eight digits; never raises, never takes longer than the budget.

        An old record serves, marked stale, when nobody answers."""
        known = self._cache.fresh(ubn)
        if known:
            return known
        answers = await self._answers(ubn)
        lookup = merge(ubn, answers, self._now().astimezone(TAIPEI).date())
        if isinstance(lookup, Unavailable):
            old = self._cache.stale(ubn)
            return replace(old, troubles=lookup.troubles, stale=True) if old else lookup
        self._cache.keep(ubn, lookup)
        return lookup

    async def _answers(self, ubn: str) -> list[Answer]:
        """What every source says, in turn with other look-ups; nothing is asked when that would take too long."""
        budget = self._limits.budget
        wait = self._pace.reserve(budget / 2)
        if wait is None:
            self._given_up += 1
            log.warning("registers not asked: too many look-ups")
            return [Answer(client.source, None, Trouble.LIMITED) for client in self._clients]
        await asyncio.sleep(wait)
        return await asyncio.gather(*(self._asked(client, ubn, budget - wait) for client in self._clients))

    async def _asked(self, client: Client, ubn: str, budget: float) -> Answer:
        """One source's answer within the budget; what keeps it from answering opens its breaker."""
        breaker = self._breakers[client.source]
        if not breaker.may_ask():
            return Answer(client.source, None, Trouble.PAUSED)
        try:
            async with asyncio.timeout(budget):
                answer = await client.ask(ubn)
        except TimeoutError:
            answer = Answer(client.source, None, Trouble.TIMEOUT)
        except SourceError as error:
            answer = Answer(client.source, None, error.trouble)
        if answer.trouble and not answer.entry:
            log.warning("register %s gave no answer: %s", client.source, answer.trouble)
            breaker.failed()
        else:
            breaker.worked()
        return answer
