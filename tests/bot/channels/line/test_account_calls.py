"""LINE's account calls by its SDK: whatever is answered, nobody's turn waits, nothing is held or believed too much."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

import bot.channels.line.transport
from bot.channels.line.account import opened
from bot.channels.line.account_api import BadBodyError
from bot.channels.line.client import LineClient
from bot.channels.line.push import UnsettledError, notify
from bot.channels.line.tokens import LongLived
from bot.channels.line.transport import Bounds
from bot.channels.shared.download import FetchError
from bot.demo.standins.line import ACCESS_TOKEN, BOT, LineStandin
from flows.interface.messages import Look, Message
from tests.bot.channels.reply_recorder import serving, words
from tests.support.paths import ROOT

USER = "U" + "a" * 32
KEY = "123e4567-e89b-12d3-a456-426614174000"
DEEP = "[" * 50_000 + "]" * 50_000
ABSURD = [
    "",
    "null",
    "[]",
    '"yes"',
    "7",
    "<html>",
    DEEP,
    '{"userId": 7, "language": [], "type": {}, "value": "many"}',
]


@asynccontextmanager
async def answering(
    body: bytes, status: int = 200, media_type: str = "application/json"
) -> AsyncIterator[LineClient]:
    """A client of somebody who answers everything with this."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body, status=status, content_type=media_type)

    async with serving("/{path:.*}", answer, method="*") as address:
        url = address.partition("/{")[0]
        async with opened(url, url, LongLived("token")) as client:
            yield client


@pytest.mark.parametrize("status", [200, 204, 302, 400, 418, 429, 500])
@pytest.mark.parametrize("body", ABSURD, ids=lambda body: body[:12] or "nothing")
async def test_an_absurd_answer_tells_nothing_and_breaks_nothing(body: str, status: int) -> None:
    async with answering(b"" if status == 204 else body.encode(), status) as client:
        assert (await client.bot()).user == ""
        assert await client.language(USER) == ""
        assert (await client.account.show_loading(USER, 20)).status == status
        assert (await client.account.menus()).status == status
        try:
            assert not await notify(client, words, USER, [Message(Look.NOTICE, title="news")], KEY)
        except UnsettledError:
            assert status == 500


async def test_bytes_that_are_no_text_are_no_answer() -> None:
    async with answering(b"\xff\xfe\x00") as client:
        assert (await client.bot()).user == ""


async def test_no_answer_is_held_beyond_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Bounds(bot.channels.line.transport.CALL.timeout, most=1000)
    monkeypatch.setattr(bot.channels.line.transport, "CALL", small)
    async with answering(b"{" + b" " * 1000 + b"}") as client:
        with pytest.raises(aiohttp.ClientError):
            await client.account.bot_info()
        assert (await client.bot()).user == ""
        with pytest.raises(FetchError):
            await client.fetch("1", 1001)
        assert len(await client.fetch("1", 1002)) == 1002


async def test_what_netrc_and_the_environment_say_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    async with (
        LineStandin().running() as standin,
        opened(standin.url, standin.url, LongLived(ACCESS_TOKEN)) as client,
    ):
        assert (await client.bot()).user == BOT


async def test_a_body_the_sdk_does_not_know_is_refused_before_it_is_sent() -> None:
    async with (
        LineStandin().running() as standin,
        opened(standin.url, standin.url, LongLived(ACCESS_TOKEN)) as client,
    ):
        with pytest.raises(BadBodyError) as told:
            await client.account.push(USER, [{"type": "text", "text": ["secret"]}], KEY)
        assert "secret" not in str(told.value)
        assert standin.calls == []


async def test_no_answer_reaches_the_log_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with answering(b'{"userId": "U-secret", "language": "secret"}') as client:
        assert await client.language(USER) == "secret"
        await client.fetch("1", 1000)
    assert "secret" not in caplog.text
    assert USER not in caplog.text


def test_the_import_of_the_sdk_stops_nobody() -> None:
    """In a process of its own, where it is not imported yet."""
    done = subprocess.run(
        [sys.executable, "-c", _STARTING], check=False, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    at_once, whole, longest = map(float, done.stdout.split())
    assert at_once < whole / 4
    assert longest < whole / 2


_STARTING = """
import asyncio, sys, time
from bot.channels.line import LineChannel

async def main():
    channel = LineChannel("s", "t", None, words=str, api_url="http://127.0.0.1:1", data_api_url="http://127.0.0.1:1")
    assert "linebot" not in sys.modules
    began = last = time.monotonic()
    await channel.start()
    at_once = time.monotonic() - began
    ready, longest = asyncio.ensure_future(channel.ready()), 0.0
    while not ready.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert "linebot" in sys.modules
    print(at_once, time.monotonic() - began, longest)
    await channel.close()

asyncio.run(main())
"""
