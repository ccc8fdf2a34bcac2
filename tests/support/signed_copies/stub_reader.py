"""A child process that reads files nobody draws: `page 2` is page 2, `hang` never ends. Started like the real one."""

import hashlib
import os
import sys
import time
from typing import Any

from bot.sandbox.child import private_output
from bot.sandbox.packet import Packet, read, write

private = -1


def never_ending(busy: bool) -> None:
    """A minute of nothing, or of work."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(0 if busy else 1)


def answered(packet: Packet) -> Packet:
    """As bot/sandbox/copy_task.py answers."""
    _, upload, *pictures = packet.pieces
    word, _, rest = upload.decode("latin-1").strip().partition(" ")
    match word:
        case "hang" | "burn":
            never_ending(busy=word == "burn")
        case "die":
            os.abort()
        case "flood":
            while True:
                os.write(private, b"\xff" * 65536)
        case "lie":
            return Packet({"pages": "none", "made": []}, [b"", b""])
        case "tell":
            told_wrongly = {"refused": {"code": "unreadable", "facts": {}}, "error": upload.decode()}
            return Packet(told_wrongly)
        case "slow":
            time.sleep(float(rest))
            word, rest = "page", "1"
        case "damaged":
            return Packet({"refused": {"code": "damaged", "facts": {}}})
    new: list[dict[str, Any]] = [{"number": int(rest), "seen": rest}] if word == "page" else []
    numbers = sorted({page["number"] for page in [*packet.facts["kept"], *new]})
    told: dict[str, Any] = {"pages": new}
    picture = [b"picture of " + upload.strip()] if new else []
    if 1 not in numbers:
        facts = {"pages": "、".join(map(str, numbers))}
        return Packet(told | {"missing": {"code": "only_other_pages", "facts": facts}}, picture)
    made = {"pages": numbers, "findings": [], "signer": "", "digital": False}
    pdf = b"%PDF " + b" + ".join([*pictures, *picture])
    preview = hashlib.sha256(pdf).digest()
    return Packet(told | {"made": made}, [*picture, pdf, preview])


if __name__ == "__main__":
    target = private_output()
    private = target.fileno()
    write(target, Packet({"closed": []}))
    write(target, answered(read(sys.stdin.buffer)))
