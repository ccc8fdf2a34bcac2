"""The document of a case: rendered once, kept in the database, found again by whoever needs it."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bot.cases.revision import answered_at, revision_number
from flows.definitions.languages import ENGLISH
from flows.document.attachment import DIGEST, application_data, to_text
from flows.document.fill import FORM_LANGUAGE, Filing, printed_form
from flows.document.model import PrintedForm
from flows.rules.verdict import State
from flows.scheme.definition import Catalogue, Definition, printed_as
from flows.scheme.document_spec import DocumentSpec
from flows.session.answers import Answer
from flows.session.frozen import consented_at, thawed
from storage.cases.files import Files
from storage.records import Application, NewFile, StoredFile
from storage.stored_names import FileRole

if TYPE_CHECKING:
    from bot.documents.seal import Seal


@dataclass(frozen=True, slots=True)
class Extra:
    """A further paper of an application, made when it is asked for: the roles it and its picture are kept under."""

    role: FileRole
    preview_role: FileRole

    def file(self, application: Application) -> str:
        """The name it is kept under; who asks for it sees another."""
        return f"{_named(application)}_{self.role}"


EXTRAS: Mapping[str, Extra] = {
    "reading": Extra(FileRole.READING_COPY, FileRole.READING_PREVIEW),
    "seals": Extra(FileRole.SEALING_PAGE, FileRole.SEALING_PREVIEW),
}
"""By the word they are asked for with: the form in English for reading, and the sheet for seals (用印頁)."""


def data_of(definition: Definition, application: Application) -> dict[str, Any]:
    """What the document of an application carries as application.json."""
    edition, programme, record = definition.edition, definition.programme, application.record
    return application_data(
        application.case_number,
        (application.questionnaire, record.get("questionnaire_sha256", edition.questionnaire.digest)),
        (programme.year, programme.words[FORM_LANGUAGE]["title"]),
        application.answers,
        (application.verdict, tuple(record.get("reasons", ()))) if application.verdict else None,
        {**record, "check_code": application.code},
        answered_at(application).isoformat(timespec="seconds"),
    )


def filing_of(definition: Definition, application: Application, digest: str) -> Filing:
    """What the form prints of an application besides its answers."""
    restore, reasons = definition.form.rules.restore, application.record.get("reasons", ())
    verdict = restore(State(application.verdict), reasons) if application.verdict else None
    return Filing(
        application.case_number, consented_at(application.record), digest, verdict, application.code,
        revision_number(application),
    )  # fmt: skip


def document_name(application: Application) -> str:
    """The name the document of an application is kept under; that of a revision says so."""
    return f"{_named(application)}_application.pdf"


def revision_of(name: str | None) -> int:
    """Which revision a document of that name is."""
    found = re.search(r"-r([2-9])_application\.pdf$", name or "")
    return int(found[1]) if found else 1


def _named(application: Application) -> str:
    revision = f"-r{revision_number(application)}" if revision_number(application) > 1 else ""
    return f"{application.case_number}{revision}"


def _answers(application: Application) -> dict[str, Answer]:
    return thawed(application.answers, application.record.get("provenance", {}))


class DocumentStore:
    """Makes documents. Idempotent: the same application gives the same bytes, stored under their hash.

    With a `seal` the document is sealed; `fonts` is a folder with fallback fonts for rare characters.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        files: Files,
        *,
        seal: "Seal | None" = None,
        fonts: Path | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._files = files
        self._seal = seal
        self._fonts = fonts
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def document(self, application: Application, now: datetime) -> StoredFile:
        """The application's document, rendered off the event loop if it does not exist yet, once in this process."""
        lock = self._making.setdefault(application.case_number, asyncio.Lock())
        async with lock:
            return await self._document(application, now)

    async def _document(self, application: Application, now: datetime) -> StoredFile:
        case, name = application.case_number, document_name(application)
        if (found := await self._files.of_case(case, FileRole.DOCUMENT)) and found.name == name:
            return found
        pdf, image = await asyncio.to_thread(self._made, application)
        await self._files.put(NewFile(case, FileRole.PREVIEW, f"{case}.png", "image/png", image), now)
        sha256 = await self._files.put(NewFile(case, FileRole.DOCUMENT, name, "application/pdf", pdf), now)
        return StoredFile(sha256, name, "application/pdf", len(pdf), pdf)

    async def extra_document(self, topic: str, application: Application, now: datetime) -> None:
        """A further paper of the application: made the first time somebody asks, then kept."""
        case, extra = application.case_number, EXTRAS[topic]
        name = extra.file(application)
        if (found := await self._files.of_case(case, extra.role)) and found.name == f"{name}.pdf":
            return
        make = {"reading": self._reading_copy, "seals": self._sealing_page}[topic]
        pdf, image = await asyncio.to_thread(make, application)
        await self._files.put(NewFile(case, extra.preview_role, f"{name}.png", "image/png", image), now)
        await self._files.put(NewFile(case, extra.role, f"{name}.pdf", "application/pdf", pdf), now)

    def _made(self, application: Application) -> tuple[bytes, bytes]:
        from bot import (
            documents as document,  # 40 MB of libraries that a process without a worker never needs
        )

        spec, form, data = self._form(application)
        made_at = answered_at(application).replace(microsecond=0)
        pdf = document.Renderer(spec).render(form, made_at=made_at, carried=to_text(data), fonts=self._fonts)
        if self._seal:
            pdf = self._seal.sealed(pdf, made_at)
        return pdf, document.preview(pdf)

    def _form(
        self, application: Application, language: str = FORM_LANGUAGE
    ) -> tuple[DocumentSpec, PrintedForm, dict[str, Any]]:
        """The application as it is printed, and as data."""
        definition = self._catalogue.of_case(application.questionnaire, application.programme)
        data = data_of(definition, application)
        filing = filing_of(definition, application, data[DIGEST] if language == FORM_LANGUAGE else "")
        edition, programme = definition.edition, definition.programme
        form = printed_form(edition, programme, _answers(application), filing, language)
        return printed_as(definition), form, data

    def _sealing_page(self, application: Application) -> tuple[bytes, bytes]:
        from bot import documents as document

        spec, form, _ = self._form(application)
        made_at = answered_at(application).replace(microsecond=0)
        pdf = document.Renderer(spec).sealing_page(form, made_at=made_at, fonts=self._fonts)
        return pdf, document.preview(pdf)

    def _reading_copy(self, application: Application) -> tuple[bytes, bytes]:
        from bot import documents as document

        spec, form, _ = self._form(application, ENGLISH)
        made_at = answered_at(application).replace(microsecond=0)
        pdf = document.Renderer(spec).reading_copy(form, made_at=made_at, fonts=self._fonts)
        return pdf, document.preview(pdf)
