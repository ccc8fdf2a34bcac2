"""Sends webhooks as fast as wanted and measures how long each answer takes to reach the platform."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.bench.platform import Platform
from tests.bench.scenes import Turn

PATIENCE = 30.0
AT_ONCE = 64
BLINK = 0.01
"""Seconds before a person goes on: some replies are two messages, and who answers the first is too hasty."""


@dataclass
class Result:
    """Latencies in seconds from the webhook to the call that answers it, and the time all took. `waiting` is how long
    those had waited who were not answered when time was up."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    unanswered: int = 0
    waiting: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Turns per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds; those still waiting count with what they have waited, so it may be too low by any amount
        where `at_least`."""
        every = [*self.latencies, *self.waiting]
        return statistics.quantiles(every, n=1000)[int(share * 1000) - 1] * 1000

    def at_least(self, share: float) -> bool:
        """Whether so many were still waiting that the percentile is only known to be no less."""
        return len(self.waiting) > (1 - share) * (len(self.latencies) + len(self.waiting))


class Client:
    """A pool of plain connections to one server."""

    def __init__(self, url: str, platform: Platform) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._platform = platform
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._busy: set[asyncio.StreamWriter] = set()

    async def turn(self, turn: Turn, result: Result) -> None:
        """Send one webhook and wait until it is accepted and answered."""
        answered = self._platform.expect(turn.key)
        started = time.perf_counter()
        status = await self._send(turn.request)
        assert status == 200, f"the webhook was answered with {status}"
        try:
            made = await asyncio.wait_for(answered, PATIENCE)
        except TimeoutError:
            made = time.perf_counter()
            result.unanswered += 1
        result.latencies.append(made - started)

    async def accepted(self, turn: Turn, result: Result) -> None:
        """Send one webhook and wait until it is accepted."""
        started = time.perf_counter()
        status = await self._send(turn.request)
        assert status == 200, f"the webhook was answered with {status}"
        result.latencies.append(time.perf_counter() - started)

    async def close(self) -> None:
        """Hang up."""
        for writer in (*self._busy, *(writer for _, writer in self._idle)):
            writer.close()

    async def _send(self, request: bytes) -> int:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(*self._address)
        self._busy.add(writer)
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            ),
            0,
        )
        if length:
            await reader.readexactly(length)
        self._busy.discard(writer)
        self._idle.append((reader, writer))
        return int(head.split(b" ", 2)[1])


async def saturate(client: Client, people: Sequence[Sequence[Turn]], at_once: int = AT_ONCE) -> Result:
    """Play everybody's turns, so many people at a time, each waiting for every answer."""
    queue = list(reversed(people))

    async def play(result: Result) -> None:
        while queue:
            for turn in queue.pop():
                await client.turn(turn, result)
                await asyncio.sleep(BLINK)

    return await _timed(lambda result: [play(result) for _ in range(at_once)])


async def lasting(
    client: Client, people: Sequence[Sequence[Turn]], at_once: int, seconds: float, pause: float
) -> Result:
    """The same for so many seconds; `pause` is how long after an answer a person goes on. Who waits for an answer at
    the end has waited in vain so far."""
    queue, result = list(reversed(people)), Result()

    async def play() -> None:
        while queue:
            for turn in queue.pop():
                if time.perf_counter() > ends:
                    return  # a cancellation may be lost that comes together with an answer
                began = time.perf_counter()
                try:
                    await client.turn(turn, result)
                except asyncio.CancelledError:
                    result.waiting.append(time.perf_counter() - began)
                    raise
                await asyncio.sleep(pause)

    started = time.perf_counter()
    ends = started + seconds
    players = [asyncio.create_task(play()) for _ in range(at_once)]
    _, late = await asyncio.wait(players, timeout=seconds)
    result.seconds = time.perf_counter() - started
    for player in late:
        player.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return result


async def burst(client: Client, turns: Sequence[Turn]) -> Result:
    """Everybody in the same second."""
    return await _timed(lambda result: [client.turn(turn, result) for turn in turns])


async def hurry(client: Client, people: Sequence[Sequence[Turn]]) -> Result:
    """Everybody sends several messages in a row; each waits until the last is accepted, as Telegram does for a
    chat, and for no answer."""

    async def send(turns: Sequence[Turn], result: Result) -> None:
        for turn in turns:
            await client.accepted(turn, result)

    return await _timed(lambda result: [send(turns, result) for turns in people])


async def steady(client: Client, people: Sequence[Sequence[Turn]], rate: float) -> Result:
    """Turns at a fixed rate, whether or not the earlier ones are answered; people take turns."""
    rounds = [turn for turns in zip(*people, strict=False) for turn in turns]

    async def at(second: float, turn: Turn, result: Result) -> None:
        await asyncio.sleep(second)
        await client.turn(turn, result)

    return await _timed(lambda result: [at(n / rate, turn, result) for n, turn in enumerate(rounds)])


async def _timed(work: Callable[[Result], Sequence[Awaitable[None]]]) -> Result:
    result = Result()
    started = time.perf_counter()
    await asyncio.gather(*work(result))
    result.seconds = time.perf_counter() - started
    return result
