"""Reminding applicants, once, of the signed copy that has not come back: a mail, and a message where that is free.

The submission leaves the job behind (bot/conversation/submission.py), to run when it is due. It does nothing
when the copy came in
meanwhile, the case was erased, or the programme has closed. Idempotent: the mail is recorded like every other of the
case, with one Message-ID; the message is queued under a key of its own.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cases.sent_copies import last_sent
from bot.notifications.mailer import Mailer, Occasion
from bot.notifications.notifier import Notifier
from bot.presenter import reminder
from bot.presenter.context import Context
from flows.scheme.mail_spec import MailEvent
from storage.cases.applications import Applications
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.records import Application, NewJob
from storage.stored_names import JobKind

AGAIN = timedelta(days=1)
"""When to look again at an application that waits for consent to replace another."""


@dataclass(frozen=True)
class Reminders:
    """What the two jobs of a reminder do."""

    applications: Applications
    jobs: Jobs
    mailer: Mailer
    notifier: Notifier

    async def due(self, job: Job) -> datetime | None:
        """Its day has come: queue the message, write the mail. Not before the application is in force: the day after
        is then looked at again."""
        now, case = self.notifier.now(), job.case_number or ""
        if await self._waits(case):
            return now + AGAIN
        found = await self._missing(case, now)
        if found is None:
            return None
        await self.jobs.add_once(
            f"{JobKind.REMIND_CHAT} {case}", NewJob(JobKind.REMIND_CHAT, {}, now, case), now
        )
        application, context = found
        if spec := self.mailer.spec(application, MailEvent.REMINDER_DUE):
            occasion = Occasion(job.run_after, doubts=reminder.doubts(context))
            await self.mailer.send(application, spec, occasion, job.payload)
        return None

    async def chat(self, job: Job) -> None:
        """Say it where the applicant chats, if that costs nothing; elsewhere they see it when they come back."""
        if found := await self._missing(job.case_number or "", self.notifier.now()):
            application, context = found
            await self.notifier.notify(
                application.session, job, reminder.reminder(context), only_if_free=True
            )

    async def _waits(self, case: str) -> bool:
        application = await self.applications.get(case)
        return application is not None and application.waits and not application.erased_at

    async def _missing(self, case: str, now: datetime) -> tuple[Application, Context] | None:
        """The application and what speaking of it needs; None when there is nothing to remind of."""
        application = await self.applications.get(case)
        if application is None or application.erased_at or application.superseded_at:
            return None
        if application.refused:
            return None
        context = await self.notifier.context(application.session, now)
        if context is None:
            return None
        sent = last_sent(application)  # perhaps from a colleague who has joined the application
        context = replace(context, case=replace(context.case, sent=sent))
        return (application, context) if reminder.missing(context) else None
