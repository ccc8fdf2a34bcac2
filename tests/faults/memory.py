"""How much memory a process takes, from outside."""

import asyncio
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Memory:
    """What a process takes, in megabytes."""

    pid: int
    most: float = 0.0

    def now(self) -> float:
        """At this moment."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(found.split()[1]) / 1024

    async def watch(self) -> None:
        """Remember the most it took."""
        while True:
            self.most = max(self.most, self.now())
            await asyncio.sleep(0.05)
