"""Files for a proposal: fetched, looked at by their first bytes, kept under their hash."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.follow_ups.base import Committed
from bot.limits.uploads import UploadLimits
from bot.sandbox.packet import Packet
from bot.sandbox.runner import Sandbox
from flows.events.alliance import FileArrived
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from storage.alliances.alliances import Alliances

Fetch = Callable[[str], Awaitable[bytes]]

MOST_BYTES = 20_000_000
PDF, JPEG, PNG, PPTX = (
    "application/pdf", "image/jpeg", "image/png",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
)  # fmt: skip
IMAGE = "image"
"""What the name of a part begins with that is an image in the text; the child calls its task so too
(bot/sandbox/pages_task.py)."""
ENDINGS = {PDF: "pdf", JPEG: "jpg", PNG: "png", PPTX: "pptx"}

WANTED: Mapping[str, frozenset[str]] = {
    "registration": frozenset({PDF, JPEG, PNG}),
    "slides": frozenset({PDF, PPTX}),
    "own_prose": frozenset({PDF}),
    "own_book": frozenset({PDF}),
    IMAGE: frozenset({JPEG, PNG}),
}
"""What may be given for each part of a proposal."""


@dataclass(frozen=True)
class ProposalFiles:
    """Keeps what was sent, or says why not."""

    alliances: Alliances
    fetchers: Mapping[str, Fetch]
    now: Callable[[], datetime]
    sandbox: Sandbox
    limits: UploadLimits = field(default_factory=UploadLimits)

    def wanted(self, turn: Committed) -> bool:
        """Whether a file arrived."""
        return any(isinstance(event, FileArrived) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound:
        """The turn that tells what became of it."""
        arrived = next(event for event in turn.events if isinstance(event, FileArrived))
        return turn.tells("file", Discovered("file", await self._kept(turn, arrived)))

    async def _kept(self, turn: Committed, arrived: FileArrived) -> dict[str, object]:
        sender = turn.inbound.sender
        if not self.limits.allow(sender):
            return {"refused": "too_many_today"}
        try:
            content = await self.fetchers[sender.channel](arrived.ref)
        except Exception:  # whatever the platform did, the person can only send it again
            return {"refused": "unreachable"}
        self.limits.fetched(sender, len(content))
        if len(content) > MOST_BYTES:
            return {"refused": "too_large"}
        return await kept(self.alliances, self.sandbox, turn.key, arrived.part, content, self.now())


async def kept(
    alliances: Alliances, sandbox: Sandbox, alliance: str, part: str, content: bytes, now: datetime
) -> dict[str, object]:
    """What `on_file` is told of a file for a part of the proposal: kept, or why not. An image that is to stand in the
    text is kept as the sandbox draws it: upright, of the size that is printed, without what cameras write into it."""
    kind, wanted = kind_of(content), part.partition(".")[0]
    if kind not in WANTED.get(wanted, frozenset()):
        return {"refused": f"wrong_{wanted}"}
    if wanted == IMAGE:
        kind, content = JPEG, await drawn_image(sandbox, content)
        if not content:
            return {"refused": f"wrong_{IMAGE}"}
    if is_locked(kind, content):
        return {"refused": "locked"}
    name = f"{part}.{ENDINGS[kind]}"
    sha256 = await alliances.keep_file(alliance, part, name, kind, content, now)
    return {"part": part, "file": sha256, "name": name, "type": kind, "size": len(content)}


async def drawn_image(sandbox: Sandbox, content: bytes) -> bytes:
    """The image as JPEG; empty when it cannot be read."""
    async with sandbox.child() as child:
        answer = await child.answer(Packet({"task": IMAGE}, [content]))
    return answer.pieces[0] if answer and "refused" not in answer.facts else b""


def kind_of(content: bytes) -> str:
    """The media type that the bytes themselves show; empty for any other."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK\x03\x04") and b"ppt/presentation.xml" in content:
        return PPTX
    return ""


def is_locked(kind: str, content: bytes) -> bool:
    """Whether it is a PDF with a password, or a presentation with macros."""
    return (kind == PDF and b"/Encrypt" in content) or (kind == PPTX and b"vbaProject.bin" in content)
