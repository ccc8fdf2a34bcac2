"""The channel access token: the long-lived one of the console, or stateless ones renewed before they expire.

A stateless token lives 15 minutes, is not limited in number and cannot be revoked. Source: LINE's channel access
token pages, August 2026; `POST /oauth2/v3/token`.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import aiohttp

LOG = logging.getLogger("bot.channels.line")

MARGIN = 120.0
"""Seconds before its end at which a token is no longer used: a call and its reply take part of them."""


class Tokens(Protocol):
    """Where a call gets its token."""

    async def current(self, session: aiohttp.ClientSession) -> str:
        """A token to use now."""
        ...

    def refused(self, token: str) -> bool:
        """LINE answered 401 to this token; whether another one can be had."""
        ...


@dataclass(frozen=True)
class LongLived:
    """The token issued in the LINE Developers Console."""

    token: str

    async def current(self, session: aiohttp.ClientSession) -> str:
        """Always the same."""
        return self.token

    def refused(self, token: str) -> bool:
        """There is no other."""
        return False


class Stateless:
    """Tokens the service issues itself from channel id and secret. `clock` counts seconds."""

    def __init__(
        self, api_url: str, channel_id: str, secret: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = f"{api_url.rstrip('/')}/oauth2/v3/token"
        self._form = {
            "grant_type": "client_credentials",
            "client_id": channel_id,
            "client_secret": secret,
        }
        self._clock = clock
        self._token = ""
        self._until = 0.0
        self._lock = asyncio.Lock()

    async def current(self, session: aiohttp.ClientSession) -> str:
        """The token in use, renewed if it is about to end; "" when LINE issues none, and calls are refused."""
        async with self._lock:
            if self._clock() >= self._until:
                await self._renew(session)
            return self._token

    def refused(self, token: str) -> bool:
        """Forget it, unless it has been replaced meanwhile; the next call gets another."""
        if token == self._token:
            self._until = 0.0
        return True

    async def _renew(self, session: aiohttp.ClientSession) -> None:
        asked = self._clock()
        try:
            async with session.post(self._url, data=self._form) as response:
                if response.status != 200:
                    LOG.error("line.token_refused status=%d", response.status)
                    return
                issued = await response.json()
                self._token, lifetime = str(issued["access_token"]), float(issued["expires_in"])
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            LOG.error("line.token_unavailable error=%s", type(error).__name__)
            return
        self._until = asked + max(lifetime - MARGIN, lifetime / 2)


def tokens_of(api_url: str, access_token: str, channel_id: str, secret: str) -> Tokens:
    """The long-lived token, or without one stateless ones issued with channel id and secret."""
    return LongLived(access_token) if access_token else Stateless(api_url, channel_id, secret)
