"""The stand-in and a registry that asks it, with a clock the tests move."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.demo.standins.registry import RegistryStandin
from bot.registry import Registry
from bot.registry.registry import LookupLimits

BUDGET = 0.5
"""Seconds; what the chat's two are to real registers."""


class Clock:
    """A clock that stands still until told otherwise."""

    def __init__(self) -> None:
        self.at = datetime(2024, 5, 20, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Later."""
        self.at += timedelta(**by)


class Office:
    """Builds registries that ask the stand-in."""

    def __init__(self, standin: RegistryStandin, clock: Clock, stack: AsyncExitStack) -> None:
        self.standin, self.clock, self._stack = standin, clock, stack

    async def registry(self, *sources: str, **limits: Any) -> Registry:
        """A registry with these sources on, the two official ones by default."""
        on = sources or ("gcis", "fia")
        urls = {f"{name}_url": getattr(self.standin, f"{name}_url") for name in on}
        return await self._stack.enter_async_context(
            Registry(**urls, limits=LookupLimits(**{"budget": BUDGET, **limits}), now=self.clock)
        )


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """A stand-in that runs, a clock, and registries closed when the test is over."""
    async with AsyncExitStack() as stack:
        standin = await stack.enter_async_context(RegistryStandin().running())
        yield Office(standin, Clock(), stack)
