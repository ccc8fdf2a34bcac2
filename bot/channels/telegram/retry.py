"""Making a call again that Telegram has surely not carried out, within bounds."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.aiohttp_request import NotSentError
from bot.channels.telegram.polling import wish_of

T = TypeVar("T")

PAUSES = (0.3, 1.0, 3.0)
"""Seconds before each further attempt after a fault of Telegram's or of the way there."""

LONGEST_WAIT = 30.0
"""Seconds all waiting of one call may take. Whatever is not sent by then comes with the person's next contact."""


async def insistently(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call; again when it was surely not carried out: on 5xx, when no connection comes about, and on 429 once
    the time Telegram wishes has passed. Raises TelegramError.

    After a time-out or a lost connection nobody knows, and Telegram has no key by which a second attempt could be told
    from a second message: such a call is never repeated."""
    waited, faults = 0.0, 0
    while True:
        try:
            return await call()
        except RetryAfter as error:
            pause: float = wish_of(error)
            refusal: TelegramError = error
        except NotSentError as error:
            if faults == len(PAUSES):
                raise
            pause, refusal = PAUSES[faults], error
            faults += 1
        waited += pause
        if waited > LONGEST_WAIT:
            raise refusal
        await asyncio.sleep(pause)
