"""Telling whoever sent it in that the programme's mailbox has the signed copy, when the reply to it could not say so.

As good as always the reply says it, which costs nothing; it waits a few seconds for that
(bot/conversation/case_status.py)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.sent_copies import sent_copies
from bot.conversation.case_status import CaseStatus
from bot.mail.headers import signed_kind
from bot.notifications.notifier import Notifier
from bot.presenter import signed_copy
from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.records import Application, NewJob
from storage.stored_names import JobKind


@dataclass(frozen=True)
class SignedCopyReceived:
    """Queues the message where one is due, and tells it."""

    applications: Applications
    jobs: Jobs
    deliveries: Deliveries
    cases: CaseStatus
    notifier: Notifier

    async def mailed(
        self, application: Application, number: int, sender: str, sent: datetime | None, now: datetime
    ) -> None:
        """The copy that session `sender` sent in at `sent` has been mailed: queue the message if that took longer
        than the reply waits, or there was no reply since the office received it (None)."""
        at = await self._accepted(application.case_number, number)
        if at and (sent is None or at - sent > timedelta(seconds=self.cases.patience)):
            case = application.case_number
            told = {"number": number, "session": sender, "at": at.isoformat()}
            message = NewJob(JobKind.COPY_CHAT, told, now, case)
            await self.jobs.add_once(f"{JobKind.COPY_CHAT} {case} {number}", message, now)

    async def chat(self, job: Job) -> None:
        """Tell it where they chat, who may have joined the application of somebody else."""
        application = await self.applications.get(job.case_number or "")
        if application is None or application.erased_at:
            return
        sender = str(job.payload["session"])
        if context := await self.notifier.context(sender, job.created_at):
            at = datetime.fromisoformat(str(job.payload["at"]))
            number, sent = int(job.payload["number"]), sent_copies(application)
            copy = sent[number - 1] if number <= len(sent) else None
            await self.notifier.notify(sender, job, signed_copy.received(context, at, copy))

    async def _accepted(self, case: str, number: int) -> datetime | None:
        known = await self.deliveries.of_case(case)
        return next((one.accepted_at for one in known if one.kind == signed_kind(number)), None)
