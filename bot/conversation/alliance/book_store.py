"""Books of alliances: made once for each revision, with what people uploaded as pictures from the sandbox, and kept."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.documents.document_store import DocumentStore
from bot.paths import TEMPLATES
from bot.sandbox.packet import Packet
from bot.sandbox.runner import Sandbox
from flows.document.attachment import digest
from flows.scheme.definition import Catalogue, Definition, printed_as
from storage.cases.files import Files
from storage.records import Application, NewFile, StoredFile
from storage.stored_names import FileRole

SCHEMA = "sme-intake-proposal/1"
TASK = "pages"
"""What the child is asked for (bot/sandbox/pages_task.py, whose libraries only the child loads)."""
MOST_PROSE, MOST_REGISTRATION = 30, 4
"""Pages of uploaded chapters, and of a copy of the registration; constructed."""


@dataclass(frozen=True)
class MadeBook:
    """A book as it was made: its file, its label, how many pages each part has."""

    book: bytes
    label: bytes
    parts: Mapping[str, int]
    pages: int


class BookStore(DocumentStore):
    """Makes books of what alliances send in, and other documents as everywhere."""

    def __init__(self, catalogue: Catalogue, files: Files, **more: Any) -> None:
        super().__init__(catalogue, files, **more)
        self._definitions = catalogue
        self._kept = files
        self._fonts_folder = more.get("fonts")
        self._sandbox = Sandbox()

    async def document(self, application: Application, now: datetime) -> StoredFile:
        """The book of the latest revision, where the scheme makes books; its label lies beside it."""
        definition = self._definitions.of_case(application.questionnaire, application.programme)
        if definition.form.own.book is None:
            return await super().document(application, now)
        case, name = application.case_number, _name(application)
        found = await self._kept.of_case(case, FileRole.DOCUMENT)
        if found and found.name == name:
            return found
        made = await self.made(definition, application)
        label = f"{case}_label.pdf"
        await self._kept.put(NewFile(case, FileRole.LABEL, label, "application/pdf", made.label), now)
        book = NewFile(case, FileRole.DOCUMENT, name, "application/pdf", made.book)
        sha256 = await self._kept.put(book, now)
        return StoredFile(sha256, name, "application/pdf", len(made.book), made.book)

    async def made(self, definition: Definition, application: Application) -> MadeBook:
        """A book, made anew: the same for the same revision."""
        record, entries = application.record, application.record["entries"]
        assert definition.form.own.book
        contents = definition.form.own.book(
            definition,
            {
                "case_number": application.case_number,
                "revision": record["revision"],
                "at": record["sent_at"],
                "answers": application.answers,
                "entries": entries,
                "members": record["members"],
            },
        )
        prose = await self._pictures(str(contents["prose"]["file"]), MOST_PROSE)
        registration = await self._pictures(
            entries.get("file.registration", {}).get("file", ""), MOST_REGISTRATION
        )
        images = await self._images(contents)
        moment = datetime.fromisoformat(record["sent_at"]).replace(microsecond=0)
        given = (prose, registration, images)
        return await asyncio.to_thread(self._printed, definition, contents, given, moment)

    def _printed(
        self,
        definition: Definition,
        contents: Mapping[str, Any],
        pictures: tuple[Sequence[bytes], Sequence[bytes], Mapping[int, bytes]],
        moment: datetime,
    ) -> MadeBook:
        from bot.documents.book import BookRenderer, Pictures  # Typst, which only a worker needs

        folder = TEMPLATES / printed_as(definition).folder
        renderer = BookRenderer(folder, self._fonts_folder, Pictures(*pictures))
        book = renderer.book(contents, moment, _carried(contents))
        return MadeBook(book.pdf, renderer.label(contents, moment), book.pages_of_parts(), book.pages)

    async def _pictures(self, sha256: str, most: int) -> Sequence[bytes]:
        """The pages of an uploaded file; none where there is no file, or where it cannot be read."""
        found = await self._kept.get(sha256) if sha256 else None
        if found is None:
            return ()
        async with self._sandbox.child() as child:
            answer = await child.answer(Packet({"task": TASK, "most": most}, [found.content]))
        return answer.pieces if answer and "refused" not in answer.facts else ()

    async def _images(self, contents: Mapping[str, Any]) -> Mapping[int, bytes]:
        """The images that stand in the text, by number, as they were kept."""
        placed = [image for section in contents["prose"]["sections"] for image in section["images"]]
        found = {image["number"]: await self._kept.get(image["file"]) for image in placed}
        return {number: file.content for number, file in found.items() if file}


def _name(application: Application) -> str:
    return f"{application.case_number}_r{application.record['revision']}.pdf"


def _carried(contents: Mapping[str, Any]) -> str:
    """What the book says as data, with the digest that guards it."""
    data = {"schema": SCHEMA, **contents}
    return json.dumps({**data, "sha256": digest(data)}, ensure_ascii=False, indent=1)
