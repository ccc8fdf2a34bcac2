"""Files a scan to its case: opened in the sandbox, judged and put together like what comes in the chat."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf

from bot.conversation.copy_intake.draft_files import draft_of, missing_in, pages_of, refusal_in
from bot.conversation.copy_intake.virus_scan import problem_of, scan_of
from bot.documents.document_store import revision_of
from bot.sandbox.packet import BadPacket, Packet
from bot.sandbox.runner import Sandbox
from bot.service import Service
from flows.session.submitted.signed_copy import SentCopy, sent_to_json
from storage.cases.staff_actions import StaffAction
from storage.records import Application, NewFile, NewJob
from storage.stored_names import FileRole, JobKind

UNREADABLE = "unreadable"
ALREADY = "already"
"""The very same copy is the last one that came in."""

FILED = "filed"
"""What the record of staff's actions calls it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of it: the copy as the case keeps it, or why there is none: one of REFUSALS (flows/session),
    UNREADABLE, ALREADY or what a virus scanner said, with the facts its words name."""

    copy: SentCopy | None = None
    why: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CopyFiling:
    """Reads uploads one after the other, each in a child process of its own."""

    service: Service
    sandbox: Sandbox = field(default_factory=Sandbox)

    async def file(self, application: Application, uploads: Sequence[bytes], who: str) -> Filed:
        """Keep the signed copy that these files make, as received by `who`; its mail follows. UnknownCase."""
        case, service = application.case_number, self.service
        if problem := await self.unsafe(uploads):
            return Filed(why=problem)
        unsigned = await service.documents.document(application, service.now())
        asked = {"case": case, "revision": revision_of(unsigned.name)}
        kept: list[tuple[dict[str, Any], bytes]] = []
        answer = None
        for upload in uploads:
            packet = Packet(
                {**asked, "kept": [facts for facts, _ in kept]},
                [unsigned.content, upload, *(picture for _, picture in kept)],
            )
            async with self.sandbox.child() as child:
                answer = await child.answer(packet)
            try:
                if answer is None:
                    return Filed(why=UNREADABLE)
                if refused := refusal_in(answer):
                    return Filed(None, *refused)
                pages, files = pages_of(case, answer)
            except BadPacket:
                return Filed(why=UNREADABLE)
            kept += [(json.loads(json.dumps(dict(page.facts))), files[page.file].content) for page in pages]
        return await self._keep(application, answer, who) if answer else Filed(why=UNREADABLE)

    async def unsafe(self, uploads: Sequence[bytes]) -> str:
        """Why these are not to be opened at all, as a virus scanner says where there is one; empty when they may be."""
        return await problem_of(scan_of(self.service.settings.clamd_url), *uploads)

    async def case_on(self, scan: bytes, nobody: str) -> str:
        """The case number that the code on a page of this scan names, other than `nobody`'s; empty when none does."""
        blank = await asyncio.to_thread(_blank)
        packet = Packet({"case": nobody, "kept": []}, [blank, scan])
        async with self.sandbox.child() as child:
            answer = await child.answer(packet)
        try:
            refused = refusal_in(answer) if answer else None
        except BadPacket:
            return ""
        return str(refused[1].get("case_number", "")) if refused and refused[0] == "other_case" else ""

    async def _keep(self, application: Application, answer: Packet, who: str) -> Filed:
        case, now = application.case_number, self.service.now()
        try:
            if missing := missing_in(answer):
                return Filed(None, *missing)
            draft, files = await asyncio.to_thread(draft_of, case, answer, ())
        except BadPacket:
            return Filed(why=UNREADABLE)
        copy = SentCopy(draft.file, now.isoformat(), draft.pages, draft.findings, draft.signer, by=who)
        pdf = files[draft.file].content
        new = NewFile(case, FileRole.SIGNED_COPY, f"{case}_signed.pdf", "application/pdf", pdf)
        job = NewJob(JobKind.SIGNED_MAIL, {"file": draft.file, "at": copy.at}, now, case)
        record = {**sent_to_json(copy), "by": who}
        action = StaffAction(now, who, FILED, case)
        if not await self.service.sent_copies.file(new, sha256(pdf).hexdigest(), record, job, action):
            return Filed(why=ALREADY)
        self.service.case_status.wake()
        return Filed(copy)


def _blank() -> bytes:
    """A document that nothing is a page of: whose a page is, its code says."""
    made, written = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.save(written)
    return written.getvalue()
