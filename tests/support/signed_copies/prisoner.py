"""A child process as bot/sandbox starts it, which tries what it must not be able to do, and says what came of it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.sandbox import confinement
from bot.sandbox.child import private_output
from bot.sandbox.packet import Packet, read, write


def tried(attempt: Callable[[], object]) -> str:
    """The kind of error, or `done`."""
    try:
        attempt()
    except (OSError, MemoryError, subprocess.SubprocessError) as error:
        return type(error).__name__
    return "done"


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGSTOP)


def _limit(pid: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prlimit(pid, 7, ctypes.byref((ctypes.c_ulonglong * 2)(5, 5)), None):
        raise OSError(ctypes.get_errno(), "prlimit")


def attempts(packet: Packet) -> dict[str, Callable[[], object]]:
    """What is tried, by name; `secret` is a file of the service, `port` where somebody listens."""
    secret, port, parent = packet.facts["secret"], packet.facts["port"], os.getppid()
    return {
        "read a file": lambda: Path(secret).read_bytes(),
        "list a folder": lambda: os.listdir(Path(secret).parent),
        "write a file": lambda: Path(secret).write_bytes(b"x"),
        "make a file": lambda: Path(f"{secret}.new").write_bytes(b"x"),
        "remove a file": lambda: os.unlink(secret),
        "read the service's environment": lambda: Path(f"/proc/{parent}/environ").read_bytes(),
        "connect": lambda: socket.create_connection(("127.0.0.1", port), 2),
        "send a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(
            b"x", ("127.0.0.1", port)
        ),
        "start a process": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "fork": _fork,
        "stop the service": lambda: _kill(parent),
        "limit the service": lambda: _limit(parent),
        "take two gigabytes": lambda: bytearray(2_000_000_000),
    }


if __name__ == "__main__":
    closed = confinement.isolate(int(sys.argv[1]))
    target = private_output()
    write(target, Packet({"closed": [*closed, *confinement.confine(int(sys.argv[2]))]}))
    asked = read(sys.stdin.buffer)
    told = {name: tried(attempt) for name, attempt in attempts(asked).items()}
    print("noise on standard output is nobody's answer")
    write(
        target,
        Packet({"told": told, "environment": sorted(os.environ), "session": os.getsid(0) == os.getpid()}),
    )
