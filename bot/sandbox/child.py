"""The child process: gives up what it does not need, loads its libraries, reads one file, answers, ends.

`python -m bot.sandbox.child BYTES SECONDS`, started by bot/sandbox/runner.py only.
"""

import os
import sys
from typing import BinaryIO

from bot.sandbox import confinement
from bot.sandbox.packet import Packet, read, write


def main(memory: int, seconds: int) -> None:
    """Read one packet from standard input and answer it on standard output."""
    closed = confinement.isolate(memory)
    source, target = sys.stdin.buffer, private_output()
    from bot.sandbox import (  # OpenCV, PDFium and the rest: 0.9 s of processor time
        copy_task,
        pages_task,
        seal_task,
    )

    write(target, Packet({"closed": [*closed, *confinement.confine(seconds)]}))
    packet = read(source)
    tasks = {
        seal_task.TASK: seal_task.answered,
        pages_task.TASK: pages_task.answered,
        pages_task.IMAGE_TASK: pages_task.image_answered,
    }
    write(target, tasks.get(str(packet.facts.get("task")), copy_task.answered)(packet))


def private_output() -> BinaryIO:
    """Standard output for our answer alone: what a library prints goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return target


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
