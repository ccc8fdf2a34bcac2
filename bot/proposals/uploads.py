"""Files about a proposal: their kind by their content, looked at in a child process before they are kept."""

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256

from bot.consultants.advice import Upload
from bot.conversation.alliance.files import ENDINGS, IMAGE, JPEG, PDF, PNG, PPTX, is_locked, kind_of
from bot.conversation.copy_intake.virus_scan import VirusScan, problem_of
from bot.sandbox.packet import Packet
from bot.sandbox.runner import Sandbox
from storage.records import NewFile
from storage.stored_names import FileRole

PAPER = frozenset({PDF, JPEG, PNG})
"""Sealed pages and evidence: photos, or a PDF."""

SLIDES = frozenset({PDF, PPTX})
CONTRACT = frozenset({PDF})


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept, under its hash."""

    sha256: str
    new: NewFile


@dataclass(frozen=True)
class UploadCheck:
    """Looks at files; first has a virus scanner look, where there is one."""

    scan: VirusScan | None = None
    documents: Sandbox = field(default_factory=lambda: Sandbox(module="bot.sandbox.advice_child"))
    images: Sandbox = field(default_factory=Sandbox)

    async def checked(
        self, case_number: str, role: FileRole, upload: Upload, wanted: Collection[str], *, several: bool
    ) -> CheckedFile | str:
        """The file, or why it cannot be taken: `outcome_problem.<why>`. An image is kept as the child draws it, without
        what cameras write into it. Of `several` each has a role of its own."""
        content, problem = upload.content, upload.problem or await problem_of(self.scan, upload.content)
        kind = kind_of(content)
        if problem:
            return problem if problem in ("too_large", "no_file") else "refused"
        if kind not in wanted:
            return "wrong_kind"
        if is_locked(kind, content):
            return "locked"
        if kind in (JPEG, PNG):
            kind, content = JPEG, await self._drawn(content)
        elif kind == PDF and not await self._whole(content):
            return "refused"
        if not content:
            return "refused"
        digest = sha256(content).hexdigest()
        name = f"{role}_{digest[:12]}" if several else role.value
        file = f"{_stem(upload.name)}.{ENDINGS[kind]}"
        return CheckedFile(digest, NewFile(case_number, name, file, kind, content))

    async def _drawn(self, content: bytes) -> bytes:
        async with self.images.child() as child:
            answer = await child.answer(Packet({"task": IMAGE}, [content]))
        return answer.pieces[0] if answer and "refused" not in answer.facts else b""

    async def _whole(self, content: bytes) -> bool:
        async with self.documents.child() as child:
            answer = await child.answer(Packet({}, [content]))
        return answer is not None and answer.facts.get("kind") == "pdf"


def _stem(name: str) -> str:
    """The name without its ending."""
    return name.rpartition(".")[0][:80] or "file"
