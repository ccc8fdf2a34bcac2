"""Reads the signed copy: fetches what arrived, has it read and put together, and tells the engine what was seen.

A follower (bot/following.py): it runs after the turn that says something arrived, before that turn's reply. Parts
of an album come as messages of their own; all but the last of them leave the work to the last.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot import document, signed_copy
from bot.following import Committed
from bot.papers import DOCUMENT_ROLE
from bot.signed_copy import Assembled, Page, Refused
from flows import events as e
from flows.copies import CopyDraft, CopySeen, Finding
from flows.inbound import Inbound
from flows.session import Session
from storage.files import Files
from storage.records import NewFile

Fetch = Callable[[str], Awaitable[bytes]]

ALBUM_PATIENCE = 2.5
"""Seconds to wait for the other photos of an album; they come within a second or two, uploads permitting."""

DRAFT_ROLE, DRAFT_PREVIEW_ROLE, PART_ROLE = "copy_draft", "copy_preview", "copy_part"

UNREACHABLE = "unreachable"
"""The platform did not give the file; sending it again helps."""


@dataclass
class CopyReader:
    """`fetchers` gives the content behind a channel's pointer; one set of pictures is read at a time, because a
    photo of 12 megapixels takes 200 MB while it is straightened."""

    files: Files
    fetchers: Mapping[str, Fetch]
    now: Callable[[], datetime]
    patience: float = ALBUM_PATIENCE
    _desk: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, committed: Committed) -> Inbound | None:
        """Read what arrived with this turn; None when nothing did, or a later part of the album will see to it."""
        arrived = next((event for event in committed.events if isinstance(event, e.CopyArrived)), None)
        if arrived is None:
            return None
        if arrived.group:
            await asyncio.sleep(self.patience)
        session = committed.present()
        if not session.arrivals or session.arrivals[-1] != arrived.ref:
            return None
        return committed.tells("copy", await self._read(committed.inbound.sender.channel, session))

    async def _read(self, channel: str, session: Session) -> CopySeen:
        try:
            contents = [await self.fetchers[channel](ref) for ref in session.arrivals]
        except Exception:  # whatever the platform did, the person can only send it again
            return CopySeen(None, UNREACHABLE)
        earlier = [await self.files.get(part) for part in (session.copy.parts if session.copy else ())]
        parts = [*(file.content for file in earlier if file), *contents]
        unsigned = await self.files.of_case(session.case_number, DOCUMENT_ROLE)
        if unsigned is None:
            return CopySeen(None, UNREACHABLE)
        async with self._desk:
            made = await asyncio.to_thread(_made, parts, unsigned.content, session.case_number)
        return await self._kept(session.case_number, parts, made) if isinstance(made, _Made) else made

    async def _kept(self, case: str, parts: Sequence[bytes], made: "_Made") -> CopySeen:
        now = self.now()
        hashes = [
            await self.files.put(NewFile(case, f"{PART_ROLE}_{number}", f"part-{number}", "image", part), now)
            for number, part in enumerate(parts, 1)
        ]
        await self.files.put(
            NewFile(case, DRAFT_PREVIEW_ROLE, f"{case}_signed.png", "image/png", made.preview), now
        )
        file = await self.files.put(
            NewFile(case, DRAFT_ROLE, f"{case}_signed.pdf", "application/pdf", made.pdf), now
        )
        return CopySeen(CopyDraft(file, hashes, made.pages, made.findings, made.signer))


@dataclass(frozen=True, slots=True)
class _Made:
    pdf: bytes
    preview: bytes
    pages: tuple[int, ...]
    findings: tuple[Finding, ...]
    signer: str


def _made(parts: Sequence[bytes], unsigned: bytes, case: str) -> _Made | CopySeen:
    """Everything that takes a processor: reading, judging, putting together, drawing the preview."""
    if len(parts) == 1 and (signature := signed_copy.signature_of(parts[0], unsigned)):
        findings = () if signature.holds else (Finding("signature_broken"),)
        numbers = tuple(range(1, document.page_count(parts[0]) + 1))
        return _Made(parts[0], document.preview(parts[0]), numbers, findings, signature.signer)
    pages: list[Page] = []
    for part in parts:
        read = _pages(part)
        if isinstance(read, Refused):
            return _refused(read)
        pages += read
    assembled = signed_copy.assemble(pages, unsigned, case)
    if isinstance(assembled, Refused):
        return _refused(assembled)
    return _finished(assembled, pages, case)


def _pages(part: bytes) -> list[Page] | Refused:
    media = signed_copy.check(part, "")
    if isinstance(media, Refused):
        return media
    pages: list[Page] = []
    for index in range(media.pages):
        page = signed_copy.read_page(part, index)
        if isinstance(page, Refused):
            return page
        pages.append(page)
    return pages


def _finished(assembled: Assembled, pages: Sequence[Page], case: str) -> _Made:
    told = signed_copy.problems(pages, case)
    findings = tuple(Finding(problem.code.value, problem.other_case or "") for problem in told)
    return _Made(assembled.pdf, document.preview(assembled.pdf), assembled.sent_pages, findings, "")


def _refused(refused: Refused) -> CopySeen:
    return CopySeen(None, refused.code.value, {name: str(fact) for name, fact in refused.facts.items()})
