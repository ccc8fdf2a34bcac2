"""The child process for written advice: as bot/sandbox/child.py, with fewer libraries.

`python -m bot.sandbox.advice_child BYTES SECONDS`, started by bot/sandbox/runner.py only.
"""

import sys

from bot.sandbox import confinement
from bot.sandbox.child import private_output
from bot.sandbox.packet import Packet, read, write


def main(memory: int, seconds: int) -> None:
    """Read one packet from standard input and answer it on standard output."""
    closed = confinement.isolate(memory)
    source, target = sys.stdin.buffer, private_output()
    from bot.sandbox.advice_task import answered  # pikepdf

    write(target, Packet({"closed": [*closed, *confinement.confine(seconds)]}))
    write(target, answered(read(source)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
