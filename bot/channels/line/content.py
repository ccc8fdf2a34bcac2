"""Downloading what somebody sent on LINE.

LINE promises no lifetime for it and may have shrunk it: fetch it at once. Source: Messaging API reference,
"Get content".
"""

import asyncio

import aiohttp

from bot.channels.line.account_api import AccountApi
from bot.channels.line.transport import AnswerTooLargeError, Bounds
from bot.channels.shared.download import TIMEOUT, FetchError, Trouble

PAUSE = 1.0
"""Seconds between attempts while LINE is still preparing (202)."""

ATTEMPTS = 10


async def content(account: AccountApi, message: str, most: int) -> bytes:
    """The content of a message. Raises FetchError: GONE also for what was taken back (410)."""
    for _ in range(ATTEMPTS):
        try:
            answer = await account.content(message, Bounds(TIMEOUT, most))
        except AnswerTooLargeError as error:
            raise FetchError(Trouble.TOO_LARGE) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise FetchError(Trouble.UNREACHABLE) from error
        match answer.status:
            case 200:
                return answer.data
            case 202:
                await asyncio.sleep(PAUSE)
            case 404 | 410:
                raise FetchError(Trouble.GONE)
            case _:
                raise FetchError(Trouble.UNREACHABLE)
    raise FetchError(Trouble.NOT_READY)
