"""Mail that comes back, read from a folder that the mail server fills or from a mailbox, marked on the delivery."""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.mail.bounce_parser import read_bounce
from bot.mail.imap import ImapSession
from bot.mail.imap_url import ImapTarget
from storage.cases.deliveries import Deliveries
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.stored_names import JobKind

EVERY = timedelta(seconds=30)
LARGEST = 30 * 1024**2
"""Bytes of a notice worth reading: it may carry the whole mail with its PDF."""

OTHER = "unrecognised"

"""The kind of the one job that reads the mailbox."""

BATCH = 50
"""Mails read in one look at the mailbox; more wait for the next."""

MEMORY = timedelta(days=14)
"""How old an unread mail in the mailbox may be: servers give up after five days (RFC 5321, section 4.5.4.1)."""

log = logging.getLogger("bot.bounces")


async def marked(deliveries: Deliveries, raw: bytes, now: datetime) -> bool:
    """Whether this mail is a notice about one of ours, which is then marked. A second time changes nothing."""
    bounce = await asyncio.to_thread(read_bounce, raw)
    known = bounce is not None and await deliveries.bounced(
        bounce.message_id, bounce.error, now, bounce.recipients
    )
    log.info("bounce known=%s error=%s", known, bounce.error if bounce else "")
    return known


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
            known = await marked(self.deliveries, raw, now)
            await asyncio.to_thread(file.unlink if known else lambda: _set_aside(file))
        except FileNotFoundError:
            return  # another worker was quicker
        except OSError as error:
            log.error("bounce unreadable error=%s", type(error).__name__)


@dataclass
class BounceMailbox:
    """BOUNCE_IMAP_URL. One job, so that one worker at a time reads it, its errors are told in the digest, and a
    server that is away is asked less and less often. Notices of ours are marked read; every other mail stays as it
    was, since a person may want to read it."""

    jobs: Jobs
    deliveries: Deliveries
    target: ImapTarget
    tls: ssl.SSLContext
    now: Callable[[], datetime]
    intake: Callable[[bytes], Awaitable[bool]] | None = None
    """Takes mails that are no notices: whether it did."""
    _kept: bool = field(default=False, init=False)
    _passed: tuple[int, int] = field(default=(0, 0), init=False)
    """UIDVALIDITY and UID up to which this process knows the mailbox; another one looks at the unread mails again."""

    async def keep(self, now: datetime) -> None:
        """See to it, once per process, that there is the job; one given up earlier gets another chance."""
        if not self._kept:
            await self.jobs.keep(JobKind.BOUNCES, now)
            self._kept = True

    async def look(self, _: Job) -> datetime:
        """Read what is new; when to look again. Idempotent: marking a delivery or a mail twice changes nothing.

        Raises MailError, whose `reason` begins with "imap"."""
        session = await asyncio.to_thread(ImapSession, self.target, self.tls)
        try:
            await self._read(session)
        finally:
            await asyncio.to_thread(session.close)
        return self.now() + EVERY

    async def _read(self, session: ImapSession) -> None:
        validity, passed = session.validity, 0
        if validity == self._passed[0]:
            passed = self._passed[1]
        since = (self.now() - MEMORY).date()
        for uid in (await asyncio.to_thread(session.unread, since, passed))[:BATCH]:
            raw = await asyncio.to_thread(session.fetch, uid, LARGEST)
            if raw is not None and await self._taken(raw):
                await asyncio.to_thread(session.mark_read, uid)
            self._passed = (validity, uid)

    async def _taken(self, raw: bytes) -> bool:
        if await marked(self.deliveries, raw, self.now()):
            return True
        return self.intake is not None and await self.intake(raw)


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
