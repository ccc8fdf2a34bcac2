"""Reads the signed copy: fetches what arrived, has it read and put together, and tells the engine what was seen.

A follower (bot/following.py): it runs after the turn that says something arrived, before that turn's reply. Parts
of an album come as messages of their own; all but the last of them leave the work to the last. Files of strangers
are opened by the child processes of bot/sandbox only.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.following import Committed
from bot.papers import DOCUMENT_ROLE
from bot.sandbox.packet import Packet
from bot.sandbox.runner import Sandbox
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

log = logging.getLogger("bot.copies")

UNREADABLE = "unreadable"
"""Nothing could be made of the file within the limits of its process."""

UNREACHABLE = "unreachable"
"""The platform did not give the file; sending it again helps."""


@dataclass
class CopyReader:
    """`fetchers` gives the content behind a channel's pointer; `sandbox` opens it."""

    files: Files
    fetchers: Mapping[str, Fetch]
    sandbox: Sandbox
    now: Callable[[], datetime]
    patience: float = ALBUM_PATIENCE
    _desk: asyncio.Lock = field(default_factory=asyncio.Lock)

    def wanted(self, turn: Committed) -> bool:
        """Whether something arrived with this turn."""
        return any(isinstance(event, e.CopyArrived) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Read what arrived with this turn; None when a later part of the album will see to it."""
        arrived = next(event for event in turn.events if isinstance(event, e.CopyArrived))
        if arrived.group:
            await asyncio.sleep(self.patience)
        session = turn.present()
        if not session.arrivals or session.arrivals[-1] != arrived.ref:
            return None
        return turn.tells("copy", await self._read(turn.inbound.sender.channel, session))

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
        pages: list[dict[str, Any]] = []
        pictures: list[bytes] = []
        for number, part in enumerate(parts, 1):
            asked = {"case": session.case_number, "kept": pages, "together": number == len(parts)}
            answer = await self.sandbox.run(Packet(asked, [unsigned.content, part, *pictures]))
            if answer is None:
                return CopySeen(None, UNREADABLE)
            facts = answer.facts
            if "error" in facts:
                log.error("copy.unreadable case=%s error=%s", session.case_number, facts["error"])
            if told := facts.get("refused") or facts.get("missing"):
                return CopySeen(None, told["code"], told["facts"])
            if "made" in facts:
                *_, pdf, preview = answer.pieces
                return await self._kept(session.case_number, parts, facts["made"], pdf, preview)
            pages += facts["pages"]
            pictures += answer.pieces
        return CopySeen(None, UNREADABLE)

    async def _kept(
        self, case: str, parts: Sequence[bytes], made: Mapping[str, Any], pdf: bytes, preview: bytes
    ) -> CopySeen:
        now = self.now()
        hashes = [
            await self.files.put(NewFile(case, f"{PART_ROLE}_{number}", f"part-{number}", "image", part), now)
            for number, part in enumerate(parts, 1)
        ]
        await self.files.put(
            NewFile(case, DRAFT_PREVIEW_ROLE, f"{case}_signed.png", "image/png", preview), now
        )
        file = await self.files.put(
            NewFile(case, DRAFT_ROLE, f"{case}_signed.pdf", "application/pdf", pdf), now
        )
        findings = tuple(Finding(code, other) for code, other in made["findings"])
        return CopySeen(CopyDraft(file, hashes, tuple(made["pages"]), findings, made["signer"]))
