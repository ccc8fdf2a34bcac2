"""One polite request to a register: an answer in JSON, nothing, or the trouble that kept it away."""

import asyncio
import json
from typing import Final

import aiohttp

from flows.registry import Trouble

MOST_BYTES: Final = 1_000_000
"""The longest honest answer is some ten kilobytes."""

_SAID: Final = (
    ("非授權", Trouble.REFUSED),
    ("維護", Trouble.MAINTENANCE),
    ("忙碌", Trouble.LIMITED),
    ("上限", Trouble.LIMITED),
    ("最大", Trouble.LIMITED),
    ("非常態", Trouble.LIMITED),
    ("請稍候", Trouble.LIMITED),
    ("請稍後", Trouble.LIMITED),
    ("API不", Trouble.REQUEST),
    ("參數", Trouble.REQUEST),
)
"""What GCIS says instead of JSON, with status 200, in plain words or on a page."""


class SourceError(Exception):
    """A source gave no answer; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class SourceClient:
    """The way to one source: at most `at_once` requests at the same time."""

    def __init__(self, session: aiohttp.ClientSession, at_once: int) -> None:
        self._session = session
        self._places = asyncio.Semaphore(at_once)

    async def get(self, url: str, *, missing: int = 0) -> object | None:
        """The JSON at an address; None for an empty body or the status that means `missing`.

        Raises Troubled. The caller sets the time limit."""
        async with self._places:
            try:
                async with self._session.get(url, allow_redirects=False) as response:
                    body = await _body(response)
                    return None if response.status == missing else _answer(response.status, body)
            except (aiohttp.ClientError, OSError) as error:
                if isinstance(error, TimeoutError):
                    raise
                raise SourceError(Trouble.NETWORK) from error


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise SourceError(Trouble.UNREADABLE)
    return bytes(body)


def _answer(status: int, body: bytes) -> object | None:
    if status != 200:
        raise SourceError(_by_status(status))
    if not body.strip():
        return None
    try:
        read: object = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError(_by_words(body)) from error
    return read


def _by_status(status: int) -> Trouble:
    match status:
        case 401 | 403:
            return Trouble.REFUSED
        case 429:
            return Trouble.LIMITED
        case _ if status >= 500:
            return Trouble.SERVER
        case _:
            return Trouble.REQUEST


def _by_words(body: bytes) -> Trouble:
    words = body.decode("utf-8", "replace")
    return next((trouble for said, trouble in _SAID if said in words), Trouble.UNREADABLE)
