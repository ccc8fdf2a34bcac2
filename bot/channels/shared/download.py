"""Fetching what a person sent: streamed, never more than allowed in memory, every outcome a code of ours."""

from enum import StrEnum

import aiohttp

MOST = 20 * 1024 * 1024
"""Bytes of a file by default; also what Telegram lets a bot download."""

TIMEOUT = aiohttp.ClientTimeout(total=120, connect=5, sock_read=20)
CHUNK = 64 * 1024


class Trouble(StrEnum):
    """Why there is no content."""

    TOO_LARGE = "too_large"
    GONE = "gone"
    """Taken back, expired, or never there: asking again is of no use."""
    NOT_READY = "not_ready"
    """The platform is still preparing it; later it may be there."""
    UNREACHABLE = "unreachable"
    """The network, a limit, or a fault on their side; later it may work."""


class FetchError(Exception):
    """The content of a file could not be fetched."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


async def fetch(session: aiohttp.ClientSession, url: str, most: int, headers: dict[str, str]) -> bytes | int:
    """The content behind an address, or the status when it is not 200.

    Raises FetchError when it has more than `most` bytes or the network fails."""
    try:
        async with session.get(url, headers=headers, timeout=TIMEOUT) as response:
            return await _content(response, most) if response.status == 200 else response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        raise FetchError(Trouble.UNREACHABLE) from error


async def _content(response: aiohttp.ClientResponse, most: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > most:
            raise FetchError(Trouble.TOO_LARGE)
    return bytes(content)
