"""The written advice as it is uploaded: bounded while it comes, checked by its content in a child process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from aiohttp import BodyPartReader, web

from bot.conversation.copy_intake.virus_scan import VirusScan, problem_of
from bot.office.sessions import PostedForm
from bot.sandbox.packet import Packet
from bot.sandbox.runner import Sandbox
from storage.records import NewFile
from storage.stored_names import FileRole

MOST_BYTES = 10 * 1024 * 1024
_MOST_FIELD = 20_000
_LONGEST_NAME = 120
_MEDIA: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with a file: what was typed, the file, and its name as the browser said it; `problem` is why it cannot be
    taken."""

    form: PostedForm
    content: bytes = b""
    name: str = ""
    problem: str = ""


async def read_upload(request: web.Request) -> Upload:
    """The form of a request, of which no more is read than may be kept."""
    if not request.content_type.startswith("multipart/"):
        raise web.HTTPUnsupportedMediaType
    fields: dict[str, tuple[str, ...]] = {}
    content, name, problem = b"", "", ""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise web.HTTPBadRequest
        if part.filename is None:
            text = await _bounded(part, _MOST_FIELD)
            fields[part.name or ""] = ((text or b"").decode("utf-8", "replace"),)
            continue
        read = await _bounded(part, MOST_BYTES)
        content, name = read or b"", part.filename[:_LONGEST_NAME]
        problem = "too_large" if read is None else problem
    return Upload(PostedForm(fields), content, name, problem or ("" if content else "no_file"))


async def _bounded(part: BodyPartReader, most: int) -> bytes | None:
    """The part; None when it is larger. The rest is read and thrown away, so that the browser hears the answer."""
    kept, size = bytearray(), 0
    while chunk := await part.read_chunk():
        size += len(chunk)
        if size <= most:
            kept += chunk
    return bytes(kept) if size <= most else None


@dataclass(frozen=True)
class AdviceCheck:
    """Looks at the file; first has a virus scanner look, where there is one."""

    scan: VirusScan | None = None
    sandbox: Sandbox = field(default_factory=lambda: Sandbox(module="bot.sandbox.advice_child"))

    async def file_of(self, case_number: str, upload: Upload) -> tuple[str, NewFile] | str:
        """The file by its SHA-256, or why it cannot be taken."""
        if upload.problem:
            return upload.problem
        if problem := await problem_of(self.scan, upload.content):
            return problem
        async with self.sandbox.child() as child:
            answer = await child.answer(Packet({}, [upload.content]))
        facts = answer.facts if answer else {"refused": "damaged"}
        kind = str(facts.get("kind", ""))
        if kind not in _MEDIA:
            return str(facts.get("refused", "damaged"))
        name = upload.name if upload.name.lower().endswith(f".{kind}") else f"{case_number}.{kind}"
        digest = sha256(upload.content).hexdigest()
        return digest, NewFile(case_number, FileRole.ADVICE, name, _MEDIA[kind], upload.content)
