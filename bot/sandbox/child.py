"""The child process: gives up what it does not need, loads its libraries, reads one file, answers, ends.

`python -m bot.sandbox.child BYTES SECONDS`, started by bot/sandbox/runner.py only.
"""

import os
import sys
from typing import BinaryIO

from bot.sandbox import confinement
from bot.sandbox.packet import HEAD, Packet, announced, facts_size


def main(memory: int, seconds: int) -> None:
    """Read one packet from standard input and answer it on standard output."""
    closed = confinement.isolate(memory)
    source, target = sys.stdin.buffer, _private_output()
    from bot.sandbox.reading import answered  # OpenCV, PDFium and the rest: 0.9 s of processor time

    _write(target, Packet({"closed": closed}))
    packet = _read(source)
    confinement.start_clock(seconds)
    _write(target, answered(packet))


def _private_output() -> BinaryIO:
    """Standard output for our answer alone: what a library prints goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return target


def _read(source: BinaryIO) -> Packet:
    facts, sizes = announced(_exactly(source, facts_size(_exactly(source, HEAD.size))))
    return Packet(facts, [_exactly(source, size) for size in sizes])


def _exactly(source: BinaryIO, size: int) -> bytes:
    found = source.read(size)
    if len(found) < size:  # the service is gone
        sys.exit(1)
    return found


def _write(target: BinaryIO, packet: Packet) -> None:
    for chunk in packet.chunks():
        target.write(chunk)
    target.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
