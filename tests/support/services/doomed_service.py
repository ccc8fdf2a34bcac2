"""A process that starts a child of the sandbox, says its number, and waits to be killed."""

import asyncio

from bot.sandbox.packet import Packet
from bot.sandbox.runner import Limits, Sandbox
from tests.support.signed_copies.uploads import STUB


async def main() -> None:
    """Have a file read that never ends."""
    async with Sandbox(Limits(seconds=60), STUB).child() as child:
        print(child.pid, flush=True)
        await child.answer(Packet({"kept": []}, [b"unsigned", b"hang"]))


if __name__ == "__main__":
    asyncio.run(main())
