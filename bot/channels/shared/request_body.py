"""Reading a webhook's body: raw, because signatures are over bytes, and capped, because anybody may post."""

from aiohttp import web

MAX_BODY = 8 * 1024 * 1024
"""Bytes. LINE puts the events of many people into one POST and names no limit: two hundred texts of 5,000 characters,
each character written in six bytes, with 1 KB around each text, are 6.2 MB. Telegram posts one update, of kilobytes."""


async def read_capped(request: web.Request) -> bytes:
    """The raw body. Raises 413 when it is larger than `MAX_BODY`, whatever the application allows."""
    raw = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        raw += chunk
        if len(raw) > MAX_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=len(raw))
    return bytes(raw)
