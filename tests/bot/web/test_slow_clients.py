"""Connections that never finish a request are closed; others are served all the while, and keep their connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvloop
from aiohttp import ClientSession, web

from bot.web.slow_clients import SlowClients

SECONDS = 0.3
REQUESTS = {
    "nothing": b"",
    "half a header": b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Le",
    "half a body": b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf",
    "half a chunk": b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nhalf",
}


async def _echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


@asynccontextmanager
async def _server() -> AsyncIterator[int]:
    clients = SlowClients(header_seconds=SECONDS, body_seconds=SECONDS)
    application = web.Application(middlewares=[clients.middleware()])
    application.add_routes([web.post("/echo", _echo)])
    async with clients.listening(application, "127.0.0.1", 0) as port:
        yield port
    assert not clients.connections, "nothing is remembered of who is gone"


def test_it_works_on_the_event_loop_the_service_runs_on() -> None:
    async def served() -> None:
        async with _server() as port, ClientSession() as client:
            async with client.post(f"http://127.0.0.1:{port}/echo", data=b"hello") as response:
                assert await response.read() == b"hello"
            await _hung_up(port, REQUESTS["half a body"])

    uvloop.run(served())


async def _hung_up(port: int, begun: bytes) -> None:
    """Begin a request and wait until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begun)
    async with asyncio.timeout(10):
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
    writer.close()


@pytest.mark.parametrize("begun", REQUESTS)
async def test_who_never_finishes_is_hung_up_on(begun: str) -> None:
    async with _server() as port:
        await _hung_up(port, REQUESTS[begun])


async def test_a_trickle_does_not_win_time() -> None:
    async with _server() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(REQUESTS["half a body"])
        async with asyncio.timeout(10):
            while not reader.at_eof() and not reader.exception():
                writer.write(b"x")
                await asyncio.sleep(SECONDS / 6)
        writer.close()


async def test_others_are_served_and_keep_their_connection() -> None:
    async with _server() as port, ClientSession() as session:
        slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
        for _ in range(3):
            async with session.post(f"http://127.0.0.1:{port}/echo", data=b"hello") as response:
                assert await response.read() == b"hello"
            await asyncio.sleep(SECONDS * 1.5)
        assert session.connector
        for _, writer in slow:
            writer.close()
