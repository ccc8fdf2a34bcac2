"""The pictures of a request: pages of the document, what is to stand in the field, seals as they were sent."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.sandbox.packet import Packet
from bot.sandbox.runner import Sandbox
from bot.signing.case_requests import CaseRequest
from bot.signing.screens import UPLOADS
from bot.signing.words import words_of
from flows.definitions.programme import ROC_OFFSET, TAIPEI
from flows.signing.facts import PictureKind, PicturePlaced
from storage.cases.files import Files
from storage.records import NewFile
from storage.stored_names import FileRole

PAGE_DPI = 170
"""Of the pages to be read: 1,405 pixels across, which a phone's screen can enlarge three times."""

FIELD_DPI = 300

MOST_UPLOAD = 10_000_000
"""Bytes of a picture of a seal."""

MUCH_INK = 0.6
"""Share of ink from which on the paper may not have come off."""


@dataclass(frozen=True, slots=True)
class SealUpload:
    """Seal pictures to be placed, with their files; `said` is what to tell: a word of UPLOADS or of doubt."""

    picture: PicturePlaced | None
    files: tuple[NewFile, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Pictures:
    """Makes them; foreign pictures are read in the sandbox, our own documents here."""

    files: Files
    sandbox: Sandbox
    fonts: Path | None = None

    async def page(self, case: CaseRequest, page: int) -> bytes:
        """A page (from 1) as PNG."""
        from bot import documents  # see case_requests.py

        return await asyncio.to_thread(documents.preview, case.document.content, page - 1, PAGE_DPI)

    async def check(self, case: CaseRequest, now: datetime) -> bytes:
        """Page 1 as PNG, with what is to be signed in its field."""
        from bot.documents.online_signature import page_with

        drawn = await self.drawn(case, case.request.picture, now)
        return await asyncio.to_thread(page_with, case.document.content, drawn, PAGE_DPI)

    async def field(self, case: CaseRequest, now: datetime) -> bytes:
        """The field alone as PNG."""
        from bot import documents

        drawn = await self.drawn(case, case.request.picture, now)
        return await asyncio.to_thread(documents.preview, drawn, 0, FIELD_DPI)

    async def drawn(self, case: CaseRequest, picture: PicturePlaced | None, at: datetime) -> bytes:
        """A PDF as large as the field, with the picture and the moment `at`."""
        from bot.documents.online_signature import Picture, picture_page

        assert picture is not None, "nothing was placed"
        words, local = words_of("record"), at.astimezone(TAIPEI)
        facts = {
            "day": f"{local.year - ROC_OFFSET}.{local.month}.{local.day}",
            "time": f"{local:%H:%M}",
        }
        drawn = picture.kind == PictureKind.DRAWN
        caption = [line.format_map(facts) for line in words["caption" if drawn else "caption_seals"]]
        found = [await self.files.get(each) for each in picture.files]
        seals = tuple(each.content for each in found if each)
        made = Picture(words["picture_title"], caption, picture.strokes, seals)
        content, when = case.document.content, at.replace(microsecond=0)
        return await asyncio.to_thread(picture_page, content, made, made_at=when, fonts=self.fonts)

    async def seals(self, case_number: str, uploads: list[bytes], now: datetime) -> SealUpload:
        """Pictures of seals cut out of their paper, or why they cannot be used."""
        placed: list[NewFile] = []
        originals: list[NewFile] = []
        said = ""
        for content in uploads:
            if len(content) > MOST_UPLOAD:
                return SealUpload(None, said="too_large")
            async with self.sandbox.child() as child:
                answer = await child.answer(Packet({"task": "seal"}, [content]))
            if answer is None or "ink" not in answer.facts:
                return SealUpload(None, said=_why(answer))
            if float(answer.facts["ink"]) > MUCH_INK:
                said = "much_ink"
            placed.append(_file(case_number, answer.pieces[0], "image/png"))
            originals.append(_file(case_number, content, "application/octet-stream"))
        picture = PicturePlaced(
            PictureKind.SEALS,
            now.isoformat(),
            files=[_hash(each) for each in placed],
            originals=[_hash(each) for each in originals],
        )
        return SealUpload(picture if placed else None, (*placed, *originals), said)


def _why(answer: Packet | None) -> str:
    """The word of UPLOADS for a refusal."""
    refused = str(answer.facts.get("refused", "")) if answer else ""
    if refused in ("too_large", "too_many_pixels"):
        return "too_large"
    return refused if refused in UPLOADS else "unreadable"


def _file(case_number: str, content: bytes, media_type: str) -> NewFile:
    name = sha256(content).hexdigest()[:12]
    return NewFile(
        case_number, f"{FileRole.SEAL_PICTURE}_{name}", f"{case_number}_seal_{name}", media_type, content
    )


def _hash(file: NewFile) -> str:
    return sha256(file.content).hexdigest()
