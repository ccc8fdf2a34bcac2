"""Mail that comes back: notices that the mail server drops into a folder, read and marked on the delivery."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.mail.bounces import read_bounce
from storage.deliveries import Deliveries

EVERY = timedelta(seconds=30)
LARGEST = 30 * 1024**2
"""Bytes of a notice worth reading: it may carry the whole mail with its PDF."""

OTHER = "unrecognised"

log = logging.getLogger("bot.bounces")


@dataclass
class BounceFolder:
    """BOUNCE_DIR. A notice is deleted once marked (it repeats personal data); others move to `unrecognised/`."""

    deliveries: Deliveries
    folder: Path
    _next: datetime | None = field(default=None, init=False)

    async def look(self, now: datetime) -> None:
        """Work off what lies there. Several workers may share the folder: marking twice changes nothing."""
        if self._next and now < self._next:
            return
        self._next = now + EVERY
        for file in await asyncio.to_thread(_waiting, self.folder):
            await self._take(file, now)

    async def _take(self, file: Path, now: datetime) -> None:
        try:
            raw = await asyncio.to_thread(file.read_bytes)
            bounce = read_bounce(raw)
            known = bounce is not None and await self.deliveries.bounced(bounce.message_id, bounce.error, now)
            await asyncio.to_thread(file.unlink if known else lambda: _set_aside(file))
        except FileNotFoundError:
            return  # another worker was quicker
        except OSError as error:
            log.error("bounce unreadable error=%s", type(error).__name__)
            return
        log.info("bounce known=%s error=%s", known, bounce.error if bounce else "")


def _set_aside(file: Path) -> None:
    """Keep what we cannot read for a person to look at."""
    other = file.parent / OTHER
    other.mkdir(exist_ok=True)
    file.replace(other / file.name)


def _waiting(folder: Path) -> list[Path]:
    """Finished `.eml` files, oldest name first; a mail server writes to another name and renames."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.glob("*.eml") if file.is_file() and file.stat().st_size <= LARGEST)
