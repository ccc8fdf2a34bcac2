"""What the jobs do that tell the applicant of an act of the office, once it can no longer be taken back. Idempotent."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.cases.case_stream import case_of
from bot.cases.outgoing import leave
from bot.notifications.case_jobs import live
from bot.notifications.mailer import Mailer, Occasion
from bot.notifications.notifier import COSTLY, Notifier
from bot.presenter.cases import news
from flows.cases.events import DataRequestAnswered, QuestionAnswered, RecordedEvent
from flows.cases.stage import Awaits
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.cases.applications import Applications
from storage.cases.mail_limits import DAY, Withheld
from storage.cases.stream.case_events import CaseEvents
from storage.outbox.job import Job
from storage.records import Application
from storage.stored_names import MailKind

TOLD = MailSpec(MailKind.CASE, MailEvent.NEWS, Correspondent.APPLICANT)
"""The letter about an act; every scheme has it."""


@dataclass(frozen=True)
class CaseActNotifications:
    """Mails and messages about acts of the office."""

    applications: Applications
    events: CaseEvents
    mailer: Mailer
    notifier: Notifier

    async def mail(self, job: Job) -> datetime | None:
        """Write to the contact; another day when they have had too many mails in this one."""
        if (found := await self._leaving(job)) is None:
            return None
        application, act = found
        if isinstance(act.event, QuestionAnswered) and act.event.session != application.session:
            return None  # a colleague asked, whose mailbox nobody knows
        context = self.mailer.context(application, act.at)
        due = await self._due(application)
        letter = news.letter(context, act.event, due)
        occasion = Occasion(act.at, act.number, letter)
        withheld = await self.mailer.send(application, TOLD, occasion, job.payload)
        return self.notifier.now() + DAY if withheld is Withheld.ADDRESS else None

    async def chat(self, job: Job) -> None:
        """Say it where the applicant chats, if that costs nothing or the month's quota has room; elsewhere 「進度」
        says it when they come back. What the office answers waits there in any case, and is said once."""
        if (found := await self._leaving(job)) is None:
            return
        application, act = found
        asker = act.event.session if isinstance(act.event, QuestionAnswered) else application.session
        if context := await self.notifier.context(asker, self.notifier.now()):
            message = news.message(context, act.event, await self._due(application))
            if isinstance(act.event, QuestionAnswered | DataRequestAnswered) and await self._waits(asker):
                return
            await self.notifier.notify(asker, job, message, only_if_free=True)

    async def _waits(self, session: str) -> bool:
        """Whether what the office answers waits for the next visit (bot/office/answers.py)."""
        who = await self.notifier.journal.identity(session)
        return who is not None and who.channel in COSTLY

    async def _leaving(self, job: Job) -> tuple[Application, RecordedEvent] | None:
        """The application and the act, from now on told; None when nobody may hear of it any more."""
        application = await live(self.applications, job)
        if application is None or application.superseded_at:
            return None
        now = self.notifier.now()
        act = await leave(self.events, application.case_number, int(job.payload["act"]), now)
        return (application, act) if act else None

    async def _due(self, application: Application) -> date | None:
        """The office's own next day, while it has one."""
        definition = self.mailer.definition(application)
        stored = await self.events.of(application.case_number)
        state = case_of(application, stored, definition).told_state
        return state.due if state.awaits is Awaits.OFFICE else None
