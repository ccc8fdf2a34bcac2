"""Reading a webhook's body: raw, because signatures are over bytes, and capped, because anybody may post."""

from aiohttp import web

MAX_BODY = 1024 * 1024
"""Bytes. LINE's and Telegram's largest events are some kilobytes."""


async def read_capped(request: web.Request) -> bytes:
    """The raw body. Raises 413 when it is larger than `MAX_BODY`, whatever the application allows."""
    raw = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        raw += chunk
        if len(raw) > MAX_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=len(raw))
    return bytes(raw)
