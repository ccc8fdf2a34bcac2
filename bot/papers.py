"""The document of a case: rendered once, kept in the database, found again by whoever needs it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot import document
from bot.submission import consented_at, thawed
from flows.loader import Edition
from flows.printed import PrintedForm
from flows.printing import printed_form
from flows.programme import Programme
from storage.files import Files
from storage.records import Application, NewFile, StoredFile

DOCUMENT_ROLE, PREVIEW_ROLE = "document", "preview"


def form_of(edition: Edition, programme: Programme, application: Application) -> PrintedForm:
    """What an application prints."""
    return printed_form(
        edition,
        programme,
        thawed(application.answers),
        case_number=application.case_number,
        consented_at=consented_at(application),
    )


class Papers:
    """Makes documents. Idempotent: the same application gives the same bytes, stored under their hash."""

    def __init__(self, editions: Mapping[str, Edition], programme: Programme, files: Files) -> None:
        self._editions = editions
        self._programme = programme
        self._files = files

    async def document(self, application: Application, now: datetime) -> StoredFile:
        """The application's document, rendered off the event loop if it does not exist yet."""
        case = application.case_number
        if found := await self._files.of_case(case, DOCUMENT_ROLE):
            return found
        form = form_of(self._editions[application.questionnaire], self._programme, application)
        pdf = await asyncio.to_thread(
            document.render, form, made_at=application.submitted_at.replace(microsecond=0)
        )
        image = await asyncio.to_thread(document.preview, pdf)
        await self._files.put(NewFile(case, PREVIEW_ROLE, f"{case}.png", "image/png", image), now)
        name = f"{case}_application.pdf"
        sha256 = await self._files.put(NewFile(case, DOCUMENT_ROLE, name, "application/pdf", pdf), now)
        return StoredFile(sha256, name, "application/pdf", len(pdf), pdf)
