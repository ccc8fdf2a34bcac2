"""What the jobs do that tell the applicant of consultant, visit and advice, each once. Idempotent."""

from dataclasses import dataclass

from bot.mail.facts import Attachment
from bot.notifications.consultations import Consultations, FoundAct
from bot.notifications.mail_facts import contact_address
from bot.notifications.mailer import Occasion
from bot.notifications.notifier import Notifier
from bot.presenter.cases import visit_news as words
from bot.presenter.cases.visit_news import Topic, VisitNotice
from flows.cases.consultant_events import (
    APPLICANT,
    AdviceReleased,
    ConsultantAccepted,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
)
from flows.interface.messages import Attachment as ChatAttachment
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.cases.files import Files
from storage.outbox.job import Job
from storage.stored_names import MailKind

VISIT = MailSpec(MailKind.VISIT, MailEvent.NEWS, Correspondent.APPLICANT, limited=False)
"""The letter about an act; every scheme has it."""

DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class VisitNotifications:
    """Mails and messages to the applicant."""

    found: Consultations
    files: Files
    notifier: Notifier

    async def mail(self, job: Job) -> None:
        """Write to the contact."""
        act = await self.found.leaving(job, self.notifier.now())
        news = await self._news(act) if act else None
        if act is None or news is None:
            return
        application, mailer = act.application, self.found.mailer
        letter = words.letter(mailer.context(application, act.act.at), news)
        address = contact_address(mailer.definition(application).edition, application)
        visit = news.before if news.topic in (Topic.CANCELLED, Topic.ENDED) else None
        calendar = None
        if visit:
            calendar = self.found.calendar(act, visit, address, cancelled=True)
        elif news.topic in (Topic.FIXED, Topic.MOVED) and news.now.visit:
            calendar = self.found.calendar(act, news.now.visit, address)
        occasion = Occasion(
            act.act.at, act.act.number, letter, files=await self._advice(act), calendar=calendar
        )
        await mailer.send(application, VISIT, occasion, job.payload)

    async def chat(self, job: Job) -> None:
        """Say it where the applicant chats, if that costs nothing; elsewhere 「進度」 says it when they come back. What
        they did themselves they have been answered."""
        act = await self.found.leaving(job, self.notifier.now())
        if act is None or act.act.who == APPLICANT:
            return
        news = await self._news(act)
        session = act.application.session
        if news and (context := await self.notifier.context(session, self.notifier.now())):
            message = words.message(context, news, await self._attachment(act))
            await self.notifier.notify(session, job, message, only_if_free=True)

    async def _news(self, found: FoundAct) -> VisitNotice | None:
        """What there is to tell; None when it no longer holds, or tells the applicant nothing."""
        now, number = found.now, found.act.number
        link = await self.found.links.applicant(found.application.case_number, number, self.notifier.now())
        due = found.case.state.due
        match found.act.event:
            case ConsultantAccepted():
                return VisitNotice(Topic.ACCEPTED, now, due) if not (now.offer or now.visit) else None
            case TimesProposed():
                current = now.offer and now.offer.number == number
                return VisitNotice(Topic.OFFERED, now, due, link=link) if current else None
            case VisitFixed():
                if now.visit is None or now.visit.number != number:
                    return None
                topic = Topic.MOVED if found.moved else Topic.FIXED
                return VisitNotice(topic, now, before=found.moved, link=link)
            case VisitCancelled(reason):
                return (
                    VisitNotice(Topic.CANCELLED, now, before=found.ended, what=reason)
                    if found.ended
                    else None
                )
            case AdviceReleased():
                return VisitNotice(Topic.RELEASED, now, link=link)
            case _:
                return VisitNotice(Topic.ENDED, now, before=found.ended) if found.ended else None

    async def _advice(self, found: FoundAct) -> tuple[Attachment, ...]:
        event = found.act.event
        stored = await self.files.get(event.file) if isinstance(event, AdviceReleased) else None
        if stored is None or not isinstance(event, AdviceReleased):
            return ()
        subtype = stored.media_type.removeprefix("application/")
        ending = "pdf" if subtype == "pdf" else "docx"
        return (Attachment(f"{found.application.case_number}_advice.{ending}", stored.content, subtype),)

    async def _attachment(self, found: FoundAct) -> ChatAttachment | None:
        """The advice as the chat shows it: a file where the platform takes it, else its page."""
        event = found.act.event
        if not isinstance(event, AdviceReleased):
            return None
        link = await self.found.links.applicant(
            found.application.case_number, found.act.number, self.notifier.now()
        )
        url = f"{link}/advice" if link else ""
        words_of = self.found.mailer.context(found.application, found.act.at)
        opens, caption = words_of.say("visit.download"), words_of.say("visit.advice")
        return ChatAttachment(event.file, event.name, caption, url, "", opens)
