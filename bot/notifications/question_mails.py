"""Telling the office by mail what somebody asked in the chat (真人協助). Idempotent, like every mail of a case."""

from dataclasses import dataclass

from bot.cases.case_stream import recorded
from bot.mail.staff_letters import question
from bot.notifications.case_jobs import live
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.notifications.mailer import Mailer, Occasion
from flows.cases.events import QuestionAsked
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.cases.applications import Applications
from storage.cases.stream.case_events import CaseEvents
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.stored_names import JobKind, MailKind

QUESTION = MailSpec(
    MailKind.QUESTION, MailEvent.NEWS, Correspondent.STAFF, language=STAFF_LANGUAGE, thread=MailKind.STAFF,
    reply_to=Correspondent.APPLICANT, numbered=True,
)  # fmt: skip
"""What was asked; every scheme has it. Its templates make no links of what somebody typed."""


@dataclass(frozen=True)
class QuestionMails:
    """What the job does. `desk` is where the office's pages begin; empty where there are none."""

    applications: Applications
    events: CaseEvents
    jobs: Jobs
    mailer: Mailer
    desk: str = ""

    async def send(self, job: Job) -> None:
        """Write to the programme's mailbox what this job's question was."""
        application = await live(self.applications, job)
        if application is None:
            return
        case = application.case_number
        jobs = [one.id for one in await self.jobs.for_case(case) if one.kind == JobKind.QUESTION_MAIL]
        number = jobs.index(job.id) + 1
        asked = [one for one in recorded(await self.events.of(case)) if isinstance(one.event, QuestionAsked)]
        if number > len(asked) or not isinstance(event := asked[number - 1].event, QuestionAsked):
            return
        page = f"{self.desk}/desk/{case}" if self.desk else ""
        letter = question(application, number, event.text, page)
        occasion = Occasion(asked[number - 1].at, number, letter)
        await self.mailer.send(application, QUESTION, occasion, job.payload)
