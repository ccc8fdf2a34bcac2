"""What the worker does once somebody has signed: the document closed with the seal, the record beside it, the mails.

Idempotent: the same facts give the same files, and the database takes the last fact of a request once."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bot.signing.case_requests import CaseRequest, CaseRequests, news_jobs
from bot.signing.pictures import Pictures
from bot.signing.record import Sealing, record_data
from bot.signing.words import words_of
from flows.session.submitted.signed_copy import OnlineSigning, SentCopy, sent_to_json
from flows.signing.facts import SigningFinished, fact_to_json
from storage.cases.signing_requests import NewFacts
from storage.errors import UnknownCase
from storage.outbox.job import Job
from storage.records import NewFile, NewJob
from storage.stored_names import FileRole, JobKind

if TYPE_CHECKING:
    from bot.documents.seal import Seal


@dataclass(frozen=True)
class Finishing:
    """Finishes requests that were signed."""

    cases: CaseRequests
    pictures: Pictures
    seal: "Seal"
    agreement: str
    fonts: Path | None = None

    async def run(self, job: Job) -> None:
        """Make the signed document and its record, keep both, and leave the mails to be sent."""
        case = await self.cases.get(job.case_number or "", int(job.payload["request"]))
        if case is None or case.request.signed is None or case.request.finished:
            return
        if (
            case.document.sha256 != case.request.signed.document
        ):  # it was made anew meanwhile: what was read counts
            read = await self.pictures.files.get(case.request.signed.document)
            if read is None:
                raise UnknownCase(case.application.case_number)
            case = replace(case, document=read)
        await self.cases.requests.append(await self._finished(case))

    async def _finished(self, case: CaseRequest) -> NewFacts:
        signed, picture = case.request.signed, case.request.picture
        assert signed is not None
        assert picture is not None
        at, number = datetime.fromisoformat(signed.at), case.application.case_number
        drawn = await self.pictures.drawn(case, picture, at)
        pdf, record = await asyncio.to_thread(self._sealed, case, drawn, at)
        file, account = (sha256(content).hexdigest() for content in (pdf, record))
        online = OnlineSigning(case.request.asked.way, picture.kind, account)
        pages = tuple(range(1, case.pages + 1))
        now = self.cases.now()
        payload = {"file": file, "at": signed.at}
        return NewFacts(
            number,
            case.number,
            len(case.facts),
            now,
            [fact_to_json(SigningFinished(file, account, now.isoformat()))],
            [NewJob(JobKind.SIGNED_MAIL, payload, now), *news_jobs({"request": case.number}, now)],
            [
                NewFile(number, FileRole.SIGNED_COPY, f"{number}_signed.pdf", "application/pdf", pdf),
                NewFile(number, FileRole.SIGNING_RECORD, f"{number}_signing.pdf", "application/pdf", record),
            ],
            sent_to_json(SentCopy(file, signed.at, pages, online=online)),
        )

    def _sealed(self, case: CaseRequest, drawn: bytes, at: datetime) -> tuple[bytes, bytes]:
        """The signed document and its record. Blocks for a quarter of a second."""
        from bot import documents  # see case_requests.py
        from bot.documents.online_signature import record_pages

        when = at.replace(microsecond=0)
        reason = str(words_of("record")["reason"])
        pdf = self.seal.filled(case.document.content, documents.SIGNATURE_FIELD, drawn, when, reason)
        certificate = sha256(self.seal.certificates[0]).hexdigest()
        sealing = Sealing(sha256(pdf).hexdigest(), certificate, self.agreement)
        record = record_pages(record_data(case, sealing), made_at=when, fonts=self.fonts)
        return pdf, self.seal.sealed(record, when)
