"""With CLAMD_URL what people send is scanned before it is opened: by a stand-in that speaks clamd's protocol."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.conversation.copy_intake.virus_scan import ScanFailed, VirusScan
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.services.case_files import draft
from tests.support.services.new_databases import new_sqlite
from tests.support.signed_copies.uploads import Platform, applied, reading_replica, told

VIRUS = b"this is the virus"


@asynccontextmanager
async def clamd(socket: Path, answer: bytes = b"") -> AsyncIterator[list[bytes]]:
    """One that finds VIRUS, or always answers the same; what it was sent."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
        seen.append(content)
        writer.write((answer or (b"stream: Test FOUND" if VIRUS in content else b"stream: OK")) + b"\0")
        await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(serve, socket)
    async with server:
        yield seen


async def test_what_is_infected_or_cannot_be_scanned_is_not_opened(tmp_path: Path) -> None:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    journal, platform, socket = Journal(database), Platform(), tmp_path / "clamd.ctl"
    turns = reading_replica(database, journal, platform, scan=VirusScan(f"unix://{socket}"))
    mei = await applied(turns, database, platform)
    async with clamd(socket) as seen:
        assert "掃毒程式說" in told(await mei.photograph(turns, b"page 1 " + VIRUS))
        assert not await draft(database)
        assert "第 1 頁" in told(await mei.photograph(turns, b"page 1"))
        assert await draft(database)
    assert seen == [b"page 1 " + VIRUS, b"page 1"]
    socket.unlink(missing_ok=True)
    assert "現在沒辦法掃毒" in told(await mei.photograph(turns, b"page 2"))
    await journal.close()
    await database.close()


async def test_large_files_go_in_parts_and_odd_answers_are_no_verdict(tmp_path: Path) -> None:
    socket = tmp_path / "clamd.ctl"
    large = bytes(3_000_000)
    async with clamd(socket) as seen:
        assert not await VirusScan(f"unix://{socket}").infected(large)
    assert seen == [large]
    socket.unlink(missing_ok=True)
    for answer in (b"INSTREAM size limit exceeded. ERROR", b"", b"\xff" * 5000):
        async with clamd(socket, answer or b" "):
            with pytest.raises(ScanFailed):
                await VirusScan(f"unix://{socket}").infected(b"x")
        socket.unlink(missing_ok=True)
