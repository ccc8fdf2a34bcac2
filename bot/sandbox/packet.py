"""What goes to the child process and comes back: facts as JSON and pieces of content, with their lengths before them.

Never pickled: whoever took over the child could make anything of that. Sizes are checked before they are read.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

HEAD = struct.Struct(">I")
MOST_FACTS = 256 * 1024
"""Bytes of facts; ten pages have about 5 KB."""
MOST_CONTENT = 96 * 1024 * 1024
"""Bytes of all pieces together: ten pages, a document and a preview have some 20 MB."""
MOST_PIECES = 64


class BadPacket(Exception):
    """What came is no packet, or larger than allowed."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Facts that survive JSON, and pieces of content."""

    facts: Mapping[str, Any]
    pieces: Sequence[bytes] = ()

    def chunks(self) -> list[bytes]:
        """The packet as it is written, piece by piece."""
        head = json.dumps({"facts": self.facts, "sizes": [len(piece) for piece in self.pieces]}).encode()
        return [HEAD.pack(len(head)), head, *self.pieces]


def facts_size(head: bytes) -> int:
    """The length of the facts that follow. BadPacket."""
    (size,) = HEAD.unpack(head)
    if size > MOST_FACTS:
        raise BadPacket("too many facts")
    return int(size)


def announced(head: bytes) -> tuple[dict[str, Any], list[int]]:
    """The facts, and the sizes of the pieces that follow. BadPacket."""
    try:
        read = json.loads(head)
        facts, sizes = read["facts"], [int(size) for size in read["sizes"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadPacket("no facts") from None
    if not isinstance(facts, dict) or len(sizes) > MOST_PIECES or any(size < 0 for size in sizes):
        raise BadPacket("no facts")
    if sum(sizes) > MOST_CONTENT:
        raise BadPacket("too much content")
    return facts, sizes


def read(source: BinaryIO) -> Packet:
    """The next packet of a pipe, in the child. EOFError when the service is gone, BadPacket."""
    facts, sizes = announced(_exactly(source, facts_size(_exactly(source, HEAD.size))))
    return Packet(facts, [_exactly(source, size) for size in sizes])


def write(target: BinaryIO, packet: Packet) -> None:
    """Write a packet to a pipe, in the child."""
    for chunk in packet.chunks():
        target.write(chunk)
    target.flush()


def _exactly(source: BinaryIO, size: int) -> bytes:
    found = source.read(size)
    if len(found) < size:
        raise EOFError("the other side is gone")
    return found
