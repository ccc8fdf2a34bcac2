"""The document of a case: rendered once, kept in the database, found again by whoever needs it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bot.submission import consented_at, thawed
from flows.carried import DIGEST, carried, written
from flows.eligibility import Reason, State, Verdict
from flows.loader import Edition
from flows.printing import FORM_LANGUAGE, Filing, printed_form
from flows.programme import Programme
from flows.session import Answer
from storage.files import Files
from storage.records import Application, NewFile, StoredFile

if TYPE_CHECKING:
    from bot.sealing import Seal

DOCUMENT_ROLE, PREVIEW_ROLE = "document", "preview"
READING_ROLE, READING_PREVIEW_ROLE = "reading_copy", "reading_preview"


def data_of(edition: Edition, programme: Programme, application: Application) -> dict[str, Any]:
    """What the document of an application carries as application.json."""
    record = application.record
    return carried(
        application.case_number,
        (application.questionnaire, record.get("questionnaire_sha256", edition.questionnaire.digest)),
        (programme.year, programme.words[FORM_LANGUAGE]["title"]),
        application.answers,
        (application.verdict, tuple(record.get("reasons", ()))) if application.verdict else None,
        {**record, "check_code": application.code},
        application.submitted_at.isoformat(timespec="seconds"),
    )


def filing_of(application: Application, digest: str) -> Filing:
    """What the form prints of an application besides its answers."""
    reasons = tuple(Reason(reason) for reason in application.record.get("reasons", ()))
    verdict = Verdict(State(application.verdict), reasons) if application.verdict else None
    return Filing(application.case_number, consented_at(application), digest, verdict, application.code)


def _answers(application: Application) -> dict[str, Answer]:
    return thawed(application.answers, application.record.get("provenance", {}))


class Papers:
    """Makes documents. Idempotent: the same application gives the same bytes, stored under their hash.

    With a `seal` the document is sealed; `fonts` is a folder with fallback fonts for rare characters.
    """

    def __init__(
        self,
        editions: Mapping[str, Edition],
        programme: Programme,
        files: Files,
        *,
        seal: "Seal | None" = None,
        fonts: Path | None = None,
    ) -> None:
        self._editions = editions
        self._programme = programme
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
        case = application.case_number
        if found := await self._files.of_case(case, DOCUMENT_ROLE):
            return found
        pdf, image = await asyncio.to_thread(self._made, application)
        await self._files.put(NewFile(case, PREVIEW_ROLE, f"{case}.png", "image/png", image), now)
        name = f"{case}_application.pdf"
        sha256 = await self._files.put(NewFile(case, DOCUMENT_ROLE, name, "application/pdf", pdf), now)
        return StoredFile(sha256, name, "application/pdf", len(pdf), pdf)

    async def reading_copy(self, application: Application, now: datetime) -> None:
        """The application's form in English, for reading only: made the first time somebody asks, then kept."""
        case = application.case_number
        if await self._files.of_case(case, READING_ROLE):
            return
        pdf, image = await asyncio.to_thread(self._read, application)
        await self._files.put(NewFile(case, READING_PREVIEW_ROLE, f"{case}_en.png", "image/png", image), now)
        name = f"{case}_reading_copy.pdf"
        await self._files.put(NewFile(case, READING_ROLE, name, "application/pdf", pdf), now)

    def _made(self, application: Application) -> tuple[bytes, bytes]:
        from bot import document  # 40 MB of libraries that a process without a worker never needs

        edition = self._editions[application.questionnaire]
        data = data_of(edition, self._programme, application)
        filing = filing_of(application, data[DIGEST])
        form = printed_form(edition, self._programme, _answers(application), filing)
        made_at = application.submitted_at.replace(microsecond=0)
        pdf = document.render(form, made_at=made_at, carried=written(data), fonts=self._fonts)
        if self._seal:
            pdf = self._seal.sealed(pdf, made_at)
        return pdf, document.preview(pdf)

    def _read(self, application: Application) -> tuple[bytes, bytes]:
        from bot import document

        edition = self._editions[application.questionnaire]
        filing = filing_of(application, "")
        form = printed_form(edition, self._programme, _answers(application), filing, "en")
        made_at = application.submitted_at.replace(microsecond=0)
        pdf = document.reading_copy(form, made_at=made_at, fonts=self._fonts)
        return pdf, document.preview(pdf)
