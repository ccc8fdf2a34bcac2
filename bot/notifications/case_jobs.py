"""What the jobs of one case do: make its document, send its mails, pass its signed copies on.

Idempotent like every job (bot/outbox/worker.py): a document is kept, a mail that was accepted is not sent again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cases.office_jobs import tell_office
from bot.cases.revision import answered_at, revision_number
from bot.cases.sent_copies import sent_copies
from bot.documents.document_store import DocumentStore
from bot.notifications.mail_facts import copy_facts
from bot.notifications.mailer import Mailer, Occasion
from bot.notifications.signed_copy_received import SignedCopyReceived
from flows.scheme.mail_spec import MailEvent
from flows.session.submitted.signed_copy import SentCopy
from storage.cases.applications import Applications
from storage.cases.files import Files
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.records import Application, NewFile, StoredFile
from storage.stored_names import FileRole, JobKind


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

    async def mail(self, job: Job) -> None:
        """Send the mail that the job is named after."""
        if application := await live(self.applications, job):
            name = job.kind.removesuffix("_mail")
            if spec := self.mailer.spec(application, MailEvent.SUBMITTED, name):
                number = int(job.payload.get("revision", 0))
                if not 0 < number < revision_number(application):  # later answers have a mail of their own
                    occasion = Occasion(answered_at(application), number)
                    await self.mailer.send(application, spec, occasion, job.payload)


@dataclass(frozen=True)
class SignedCopyJobs:
    """Keeps a signed copy that was sent in, and mails it to the programme."""

    applications: Applications
    files: Files
    jobs: Jobs
    mailer: Mailer
    received: SignedCopyReceived
    staff: Sequence[str] = ()
    """Addresses of the office's people, who are told each by a mail of their own."""

    async def mail(self, job: Job) -> None:
        """Mail the copy, then see to it that whoever sent it hears of it."""
        application, stored = await live(self.applications, job), await self.files.get(job.payload["file"])
        if application is None or stored is None:
            return
        now, case = self.mailer.dispatch.now, application.case_number
        kept = NewFile(case, FileRole.SIGNED_COPY, f"{case}_signed.pdf", "application/pdf", stored.content)
        await self.files.put(kept, now())
        number, sent = await self._number(job), _sent(application, job)
        at, sender = datetime.fromisoformat(sent.at), job.session or application.session
        if spec := self.mailer.spec(application, MailEvent.SIGNED_COPY):
            record = await self.files.get(sent.online.record) if sent.online else None
            occasion = self._occasion(application, number, sent, stored)
            occasion = replace(occasion, record_pdf=record.content if record else b"")
            await self.mailer.send(application, spec, occasion, job.payload)
        await tell_office(self.jobs, self.staff, case, f"copy{number}", now())
        if sent.online:  # bot/signing tells them
            return
        await self.received.mailed(application, number, sender, None if sent.by else at, now())

    def _occasion(
        self, application: Application, number: int, sent: SentCopy, stored: StoredFile
    ) -> Occasion:
        seen = copy_facts(self.mailer.definition(application).edition, number, sent, application.case_number)
        return Occasion(datetime.fromisoformat(sent.at), number, copy=seen, copy_pdf=stored.content)

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
