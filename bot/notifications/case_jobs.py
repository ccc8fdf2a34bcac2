"""What the jobs of one application do: make its document, send its mails, pass its signed copies on.

Idempotent like every job (bot/outbox/worker.py): a document is kept, a mail that was accepted is not sent again."""

from dataclasses import dataclass
from datetime import datetime

from bot.cases.sent_copies import sent_copies
from bot.documents.document_store import DocumentStore
from bot.notifications.mailer import Mailer, SignedCopy
from bot.notifications.signed_copy_received import SignedCopyReceived
from flows.session.signed_copy import SentCopy
from storage.cases.applications import Applications
from storage.cases.files import Files
from storage.outbox.jobs import Jobs
from storage.records import Application, Job, NewFile
from storage.stored_names import FileRole, JobKind, MailKind


@dataclass(frozen=True)
class SubmissionJobs:
    """The document and the mails that a submission leaves behind. Nothing is done for a case that was erased."""

    applications: Applications
    documents: DocumentStore
    mailer: Mailer

    async def document(self, job: Job) -> None:
        """Make the document, before anybody waits for it."""
        if application := await live(self.applications, job):
            await self.documents.document(application, self.mailer.dispatch.now())

    async def staff(self, job: Job) -> None:
        """Send the application to the programme."""
        await self._mail(job, MailKind.STAFF)

    async def applicant(self, job: Job) -> None:
        """Send the receipt to the applicant."""
        await self._mail(job, MailKind.APPLICANT)

    async def _mail(self, job: Job, kind: MailKind) -> None:
        if application := await live(self.applications, job):
            await self.mailer.send(application, kind, self.mailer.dispatch.now(), job.payload)


@dataclass(frozen=True)
class SignedCopyJobs:
    """Keeps a signed copy that was sent in, and mails it to the programme."""

    applications: Applications
    files: Files
    jobs: Jobs
    mailer: Mailer
    received: SignedCopyReceived

    async def mail(self, job: Job) -> None:
        """Mail the copy, then see to it that whoever sent it hears of it."""
        application, stored = await live(self.applications, job), await self.files.get(job.payload["file"])
        if application is None or stored is None:
            return
        now = self.mailer.dispatch.now
        name = f"{application.case_number}_signed.pdf"
        kept = NewFile(application.case_number, FileRole.SIGNED_COPY, name, "application/pdf", stored.content)
        await self.files.put(kept, now())
        copy = SignedCopy(stored.content, await self._number(job), _sent(application, job))
        await self.mailer.send_signed(application, copy, now(), job.payload)
        at, sender = datetime.fromisoformat(copy.sent.at), job.session or application.session
        await self.received.mailed(application, copy.number, sender, at, now())

    async def _number(self, job: Job) -> int:
        """The number of this signed copy within the case, counting from 1; several people of a company may send
        one."""
        jobs = await self.jobs.for_case(job.case_number or "")
        return [one.id for one in jobs if one.kind == JobKind.SIGNED_MAIL].index(job.id) + 1


async def live(applications: Applications, job: Job) -> Application | None:
    """The application a job is about; None when there is none, or nothing is left of it."""
    found = await applications.get(job.case_number or "")
    return found if found and not found.erased_at else None


def _sent(application: Application, job: Job) -> SentCopy:
    """What the record keeps of the copy this job is to mail."""
    file, at = str(job.payload["file"]), str(job.payload["at"])
    kept = (one for one in sent_copies(application) if (one.file, one.at) == (file, at))
    return next(kept, SentCopy(file, at))
