"""Downloading what somebody sent on LINE.

LINE promises no lifetime for it and may have shrunk it: fetch it at once. Source: Messaging API reference,
"Get content".
"""

import asyncio

import aiohttp

from bot.channels.shared.download import FetchError, Trouble, fetch

PAUSE = 1.0
"""Seconds between attempts while LINE is still preparing (202)."""

ATTEMPTS = 10


async def content(session: aiohttp.ClientSession, url: str, most: int, headers: dict[str, str]) -> bytes:
    """The content of a message. Raises FetchError: GONE also for what was taken back (410)."""
    for _ in range(ATTEMPTS):
        match await fetch(session, url, most, headers):
            case bytes(found):
                return found
            case 202:
                await asyncio.sleep(PAUSE)
            case 404 | 410:
                raise FetchError(Trouble.GONE)
            case _:
                raise FetchError(Trouble.UNREACHABLE)
    raise FetchError(Trouble.NOT_READY)
