"""Asks clamd about what people send, where CLAMD_URL names one; its command INSTREAM is in clamd(8)."""

import asyncio
import logging
import struct
from dataclasses import dataclass

PATIENCE = 30.0
"""Seconds for the whole question; a file of 20 MB takes some."""

_CHUNK = 1 << 16
_LONGEST_ANSWER = 1024

log = logging.getLogger("bot.copies")


INFECTED, NOT_SCANNED = "infected", "not_scanned"
"""A virus scanner found something; or could not look."""


class ScanFailed(Exception):
    """Nobody knows whether the content is clean."""


@dataclass(frozen=True, slots=True)
class VirusScan:
    """`address` is CLAMD_URL: `tcp://host:port` or `unix:///path`."""

    address: str

    async def infected(self, content: bytes) -> bool:
        """Whether clamd finds something in it. ScanFailed when it is not there, or answers anything else."""
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._asked(content)
        except (OSError, TimeoutError, EOFError, asyncio.LimitOverrunError) as error:
            log.error("clamd.unreachable error=%s", type(error).__name__)
            raise ScanFailed from None
        if answer.endswith(b"OK"):
            return False
        if answer.endswith(b"FOUND"):
            return True
        log.error("clamd.refused")  # its words may repeat what the file says
        raise ScanFailed

    async def _asked(self, content: bytes) -> bytes:
        reader, writer = await self._opened()
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                part = content[start : start + _CHUNK]
                writer.write(struct.pack("!L", len(part)) + part)
                await writer.drain()
            writer.write(struct.pack("!L", 0))
            await writer.drain()
            return (await reader.readuntil(b"\0"))[:-1].strip()
        finally:
            writer.close()

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        scheme, _, rest = self.address.partition("://")
        if scheme == "unix":
            return await asyncio.open_unix_connection(rest, limit=_LONGEST_ANSWER)
        host, _, port = rest.rpartition(":")
        return await asyncio.open_connection(host.strip("[]"), int(port), limit=_LONGEST_ANSWER)


async def problem_of(scan: VirusScan | None, *contents: bytes) -> str:
    """Why these are not to be opened: INFECTED or NOT_SCANNED; empty when they may be, also where nothing scans."""
    for content in contents if scan else ():
        try:
            if scan and await scan.infected(content):
                return INFECTED
        except ScanFailed:
            return NOT_SCANNED
    return ""


def scan_of(address: str) -> VirusScan | None:
    """The scanner at CLAMD_URL; None where there is none."""
    return VirusScan(address) if address else None
