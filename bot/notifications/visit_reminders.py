"""What the jobs do that remind of a visit the day before, of a step that is late, and that close what nobody answers.

Each is queued with the act it follows from (bot/cases/outgoing.py), and does nothing once that is no longer what holds.
Idempotent: each mail is recorded and has one id."""

from dataclasses import dataclass

from bot.cases.case_writing import Deciding
from bot.mail.consultant_letters import to_consultant
from bot.notifications.consultant_news import spec_of
from bot.notifications.consultations import Consultations, FoundAct
from bot.notifications.mailer import Occasion
from bot.notifications.notifier import Notifier
from bot.presenter.cases import visit_news as words
from bot.presenter.cases.visit_news import Topic, VisitNotice
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import (
    AdviceReleased,
    CaseClosed,
    ConsultantAssigned,
    TimesProposed,
    VisitHeld,
)
from flows.cases.consultation import Step
from flows.cases.events import SYSTEM
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.outbox.job import Job
from storage.stored_names import MailKind

TOMORROW = MailSpec(MailKind.VISIT_REMIND, MailEvent.NEWS, Correspondent.APPLICANT, limited=False)
TOMORROW_CONSULTANT = spec_of(MailKind.VISIT_REMIND_CONSULTANT)
LATE = MailSpec(MailKind.STEP_REMIND, MailEvent.NEWS, Correspondent.APPLICANT, limited=False)
LATE_CONSULTANT = spec_of(MailKind.STEP_REMIND)


@dataclass(frozen=True)
class VisitReminders:
    """What the jobs do."""

    found: Consultations
    notifier: Notifier

    async def due(self, job: Job) -> None:
        """The day before a visit: write to both."""
        found = await self._visiting(job)
        if found is None or found.now.visit is None:
            return
        number, at = found.act.number, job.run_after
        news = await self._tomorrow(found)
        letter = words.letter(self.found.mailer.context(found.application, at), news)
        await self.found.mailer.send(found.application, TOMORROW, Occasion(at, number, letter), job.payload)
        facts = self.found.facts(found) | self.found.visit_facts(found, found.now.visit)
        facts["link"] = await self.found.consultant_link(found, found.now, self.notifier.now())
        occasion = Occasion(at, number, to_consultant("tomorrow", facts), address=found.now.consultant)
        await self.found.mailer.send(found.application, TOMORROW_CONSULTANT, occasion, job.payload)

    async def chat(self, job: Job) -> None:
        """The same where the applicant chats, if that costs nothing."""
        found = await self._visiting(job)
        if found is None:
            return
        session = found.application.session
        if context := await self.notifier.context(session, self.notifier.now()):
            message = words.message(context, await self._tomorrow(found))
            await self.notifier.notify(session, job, message, only_if_free=True)

    async def late(self, job: Job) -> None:
        """Remind whoever has to do what follows from an act, if they still have to."""
        found = await self.found.acted(job)
        if found is None:
            return
        now, number = found.now, found.act.number
        match found.act.event:
            case ConsultantAssigned() if now.step is Step.ANSWER and _assigned(found):
                await self._consultant(found, "answer_due", job)
            case TimesProposed() if now.offer and now.offer.number == number:
                await self._applicant(found, Topic.PICK_DUE, job)
            case VisitHeld() if now.step is Step.WRITE:
                await self._consultant(found, "advice_due", job)
            case AdviceReleased() if now.step is Step.RECEIPT:
                await self._applicant(found, Topic.RECEIPT_DUE, job)
            case _:
                return

    async def close(self, job: Job) -> None:
        """Nobody has said that the advice came: the case is closed, and told to be so by 「進度」 alone."""
        found = await self.found.acted(job)
        if found is None or found.now.step is not Step.RECEIPT:
            return
        now = self.notifier.now()
        deciding = Deciding(lambda _: CaseClosed(), (Actor.SYSTEM, SYSTEM), now, found.case.table)
        await self.found.events.change(found.application.case_number, deciding, now)

    async def _visiting(self, job: Job) -> FoundAct | None:
        found = await self.found.acted(job)
        visit = found.now.visit if found else None
        if found is None or visit is None or visit.number != found.act.number:
            return None
        return found if visit.start > self.notifier.now() and not found.now.held else None

    async def _tomorrow(self, found: FoundAct) -> VisitNotice:
        link = await self.found.links.applicant(
            found.application.case_number, found.act.number, self.notifier.now()
        )
        return VisitNotice(Topic.TOMORROW, found.now, link=link)

    async def _consultant(self, found: FoundAct, about: str, job: Job) -> None:
        facts = self.found.facts(found)
        if found.now.visit:
            facts |= {"when": self.found.visit_facts(found, found.now.visit)["when"]}
        facts["link"] = await self.found.consultant_link(found, found.now, self.notifier.now())
        letter = to_consultant(about, facts)
        occasion = Occasion(job.run_after, found.act.number, letter, address=found.now.consultant)
        await self.found.mailer.send(found.application, LATE_CONSULTANT, occasion, job.payload)

    async def _applicant(self, found: FoundAct, topic: Topic, job: Job) -> None:
        link = await self.found.links.applicant(
            found.application.case_number, found.act.number, self.notifier.now()
        )
        news = VisitNotice(topic, found.now, found.case.state.due, link=link)
        letter = words.letter(self.found.mailer.context(found.application, job.run_after), news)
        occasion = Occasion(job.run_after, found.act.number, letter)
        await self.found.mailer.send(found.application, LATE, occasion, job.payload)


def _assigned(found: FoundAct) -> bool:
    return found.now.assigned is not None and found.now.assigned.number == found.act.number
