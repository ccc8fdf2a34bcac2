"""Reads what one person sent, file by file: fetched, journalled, opened in a sandbox, put together with the rest."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.conversation.copy_intake.draft_files import draft_of, missing_in, pages_of, refusal_in
from bot.conversation.copy_intake.process_instance import Instance
from bot.conversation.copy_intake.virus_scan import VirusScan, problem_of
from bot.conversation.follow_ups.base import NO_FILES, Committed, Files
from bot.documents.document_store import revision_of
from bot.limits.uploads import UploadLimits
from bot.sandbox.packet import BadPacket, Packet
from bot.sandbox.runner import Sandbox
from flows.interface.inbound import Content, Sender
from flows.interface.known import CopyBegins, CopySeen, PartSeen
from flows.session.state import Session
from flows.session.submitted.copy_parts import MOST_PART_BYTES, Arrival
from storage.cases import files as stored
from storage.stored_names import FileRole

Fetch = Callable[[str], Awaitable[bytes]]

HELD_AT_ONCE = 4
"""Files in memory while they are fetched and read, 20 MB at most each."""

TOO_LARGE, UNREADABLE, UNREACHABLE, TOO_MANY_TODAY = (
    "too_large",
    "unreadable",
    "unreachable",
    "too_many_today",
)
"""Refusals (`copy.refused.<code>`): beyond the limit; nothing came of it in the sandbox; the platform gave nothing;
beyond what one person may have read in a day."""

LONGEST_NAME = 40

log = logging.getLogger("bot.copies")


class Refusal(Exception):
    """A file is of no use, for this reason."""

    def __init__(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts or {}


@dataclass
class CopyIntake:
    """What reading needs: `fetchers` gives the content behind a channel's pointer, `sandbox` opens it."""

    files: stored.Files
    fetchers: Mapping[str, Fetch]
    sandbox: Sandbox = field(default_factory=Sandbox)
    instance: Instance = field(default_factory=Instance)
    limits: UploadLimits = field(default_factory=UploadLimits)
    scan: VirusScan | None = None
    held: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HELD_AT_ONCE))

    async def fetched(self, sender: Sender, ref: str) -> bytes:
        """The content behind a pointer of the sender's channel. Refusal."""
        if not self.limits.allow(sender):
            raise Refusal(TOO_MANY_TODAY)
        try:
            content = await self.fetchers[sender.channel](ref)
        except Exception as error:  # whatever the platform did, the person can only send it again
            large = getattr(error, "trouble", "") == TOO_LARGE
            raise Refusal(TOO_LARGE if large else UNREACHABLE) from None
        self.limits.fetched(sender, len(content))
        if len(content) > MOST_PART_BYTES:
            raise Refusal(TOO_LARGE)
        if problem := await problem_of(self.scan, content):
            raise Refusal(problem)
        return content

    async def packet(self, session: Session, upload: bytes) -> Packet:
        """What the sandbox is asked: an upload (empty: nothing new) beside the pages read before. Refusal."""
        unsigned = await self.files.of_case(session.case_number, FileRole.DOCUMENT)
        pages = [page for part in session.parts for page in part.pages]
        kept = [await self.files.get(page.file) for page in pages]
        if unsigned is None or None in kept:
            raise Refusal(UNREACHABLE)
        asked = {
            "case": session.case_number,
            "revision": revision_of(unsigned.name),
            "kept": [dict(page.facts) for page in pages],
        }
        return Packet(asked, [unsigned.content, upload, *(each.content for each in kept if each)])


class Reading:
    """Everything of one person that waits, read file by file; nobody else reads theirs meanwhile in this process."""

    def __init__(self, intake: CopyIntake, turn: Committed) -> None:
        self._intake = intake
        self._turn = turn
        self._answer: Packet | None = None
        """What came of the last file that was read, together with the pages before it."""
        self._refused = False
        self._others: set[str] = set()
        """What another process is reading."""

    async def run(self) -> None:
        """Read, put together, tell the engine."""
        while arrival := self._next():
            try:
                await self._see(arrival)
            except Refusal as refusal:
                self._refused = True
                await self._tell(PartSeen(arrival.ref, refused=refusal.code, facts=refusal.facts))
        session = self._turn.present()
        if self._answer is None and session.parts and session.copy is None and not self._refused:
            self._answer = await self._again(session)
        if self._answer:
            await self._together(self._turn.present(), self._answer)

    async def _again(self, session: Session) -> Packet | None:
        """The pages read before, put together without anything new: one of them was taken back."""
        try:
            packet = await self._intake.packet(session, b"")
        except Refusal:
            return None
        async with self._intake.sandbox.child() as child:
            return await child.answer(packet)

    def _next(self) -> Arrival | None:
        waiting = self._turn.present().arrivals
        return next((one for one in waiting if one.ref not in self._others), None)

    async def _see(self, arrival: Arrival) -> None:
        """See to one file: read it, or find out why not. Refusal."""
        if arrival.begun_at:  # by a process that it brought down, or by one that is still at it
            gone = self._intake.instance.is_gone(arrival.begun_by)
            await self._tell(CopyBegins(arrival.ref, self._intake.instance.name, abandoned=gone))
            self._others.add(arrival.ref)
            return
        async with self._intake.held:
            content = await self._intake.fetched(self._turn.inbound.sender, arrival.ref)
            async with self._intake.sandbox.child() as child:
                session = await self._tell(CopyBegins(arrival.ref, self._intake.instance.name))
                if not any(one.ref == arrival.ref for one in session.arrivals):
                    return  # taken back meanwhile
                answer = await child.answer(await self._intake.packet(session, content))
        await self._read(arrival, len(content), answer)

    async def _read(self, arrival: Arrival, size: int, answer: Packet | None) -> None:
        """Tell what was read of it. Refusal."""
        case = self._turn.session.case_number
        if answer is None:
            raise Refusal(UNREADABLE)
        if "error" in answer.facts:
            log.error("copy.unreadable case=%s error=%s", case, _class_name(answer.facts["error"]))
        try:
            if (refused := refusal_in(answer)) is not None:
                raise Refusal(*refused)
            pages, files = await asyncio.to_thread(pages_of, case, answer)
        except BadPacket:
            raise Refusal(UNREADABLE) from None
        await self._tell(PartSeen(arrival.ref, size, pages), files)
        self._answer = answer

    async def _together(self, session: Session, answer: Packet) -> None:
        """Tell what came of all parts together."""
        parts = [page.file for part in session.parts for page in part.pages]
        try:
            if missing := missing_in(answer):
                await self._tell(CopySeen(None, *missing))
                return
            draft, files = await asyncio.to_thread(draft_of, session.case_number, answer, parts)
        except BadPacket:
            await self._tell(CopySeen(None, UNREADABLE))
            return
        await self._tell(CopySeen(draft), files)

    async def _tell(self, content: Content, files: Files = NO_FILES) -> Session:
        """Commit what was found out as a turn; its id follows from what it says, so that twice is once."""
        ref = getattr(content, "ref", "")
        name = f"{type(content).__name__}-{sha256(ref.encode()).hexdigest()[:12]}"
        return await self._turn.commit(self._turn.tells(name, content), files)


def _class_name(told: object) -> str:
    """The name of an error's class as a reader told it. A file may have taken the reader over: anything else, such as
    words of the file, stays out of the log."""
    known = isinstance(told, str) and told.isascii() and told.isidentifier() and len(told) <= LONGEST_NAME
    return str(told) if known else "?"
