"""What the jobs do that tell people of a case something unasked. Idempotent: each mail is recorded and has one id.

What concerns somebody's application may be news to them, and wrong: so they hear of it at once, not only when they come
back. On LINE, where an unasked message may cost quota, the mail has to do.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cases.case_stream import case_of
from bot.mail.staff_letters import decided
from bot.notifications.case_jobs import live
from bot.notifications.mail_facts import STAFF_LANGUAGE, contact_address
from bot.notifications.mailer import Mailer, Occasion
from bot.notifications.notifier import Notifier
from bot.one_time_links.replacement_answer import ConsentLinks
from bot.presenter import company_claim
from bot.presenter import notifications as words
from flows.cases.proposal.progress import Arrival
from flows.cases.stage import Stage
from flows.interface.notifications import About
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.cases.applications import Applications
from storage.cases.mail_limits import DAY, Withheld
from storage.cases.stream.case_events import CaseEvents
from storage.outbox.job import Job
from storage.records import Application
from storage.replacements.requests import Replacements
from storage.stored_names import MailKind

REPLACE_DECIDED = MailSpec(
    MailKind.REPLACE_DECIDED,
    MailEvent.NEWS,
    Correspondent.STAFF,
    language=STAFF_LANGUAGE,
    thread=MailKind.STAFF,
)
"""How a request was settled; every scheme has it where applications may be replaced."""


def _to_applicant(about: About) -> MailSpec:
    """The letter about an occasion, like `REPLACE_DECIDED`."""
    return MailSpec(about, MailEvent.NEWS, Correspondent.APPLICANT)


@dataclass(frozen=True)
class CaseNotifications:
    """Mails and messages about an application."""

    applications: Applications
    replacements: Replacements
    mailer: Mailer
    notifier: Notifier
    links: ConsentLinks
    events: CaseEvents

    async def mail(self, job: Job) -> datetime | None:
        """Write to the contact; another day when they have had too many mails in this one."""
        found, about = await live(self.applications, job), About(job.payload["about"])
        if found is None or await self._stale(found, about, job):
            return None
        number, links = int(job.payload["number"]), ("", "")
        if about is About.ASKED:
            now, context = self.notifier.now(), self.mailer.context(found, job.created_at)
            address = contact_address(context.edition, found)
            links = await self.links.make(found.case_number, address, number, now)
        letter = words.letter(self.mailer.context(found, job.created_at), about, *links)
        spec, occasion = _to_applicant(about), Occasion(job.created_at, number, letter)
        return self._again(await self.mailer.send(found, spec, occasion, job.payload))

    async def chat(self, job: Job) -> None:
        """Say it where the applicant chats, if that costs nothing."""
        found, about = await live(self.applications, job), About(job.payload["about"])
        if found is None or await self._stale(found, about, job):
            return
        if context := await self.notifier.context(found.session, self.notifier.now()):
            message, due = words.message(context, about), max(job.created_at, job.run_after)
            await self.notifier.notify(
                found.session, replace(job, created_at=due), message, only_if_free=True
            )

    async def staff(self, job: Job) -> None:
        """Write to the programme how a request was settled."""
        if found := await live(self.applications, job):
            earlier, by = str(job.payload["earlier"]), str(job.payload["by"])
            letter = decided(found, earlier, allowed=bool(job.payload["allowed"]), by=by)
            occasion = Occasion(job.created_at, job.id, letter)
            await self.mailer.send(found, REPLACE_DECIDED, occasion, job.payload)

    async def superseded_mail(self, job: Job) -> datetime | None:
        """Write to the contact whose application another one took the place of, like `mail`."""
        found = await live(self.applications, job)
        spec = self.mailer.spec(found, MailEvent.SUPERSEDED) if found else None
        if found is None or spec is None:
            return None
        at = found.superseded_at or job.created_at
        letter = company_claim.letter(self.mailer.context(found, at))
        return self._again(await self.mailer.send(found, spec, Occasion(at, letter=letter), job.payload))

    def _again(self, withheld: Withheld | None) -> datetime | None:
        return self.notifier.now() + DAY if withheld is Withheld.ADDRESS else None

    async def superseded_chat(self, job: Job) -> None:
        """Say it where they chat, if that costs nothing."""
        found = await live(self.applications, job)
        context = await self.notifier.context(found.session, self.notifier.now()) if found else None
        if found and context:
            await self.notifier.notify(
                found.session, job, company_claim.superseded(context), only_if_free=True
            )

    async def _stale(self, application: Application, about: About, job: Job) -> bool:
        """Whether nobody needs to answer what they would be asked."""
        if about is About.PAPER_MISSING:
            return await self._paper_is_late_news(application, job)
        if about is not About.ASKED:
            return False
        asked = await self.replacements.open_for(application.case_number)
        return asked is None or asked.request != job.payload["number"]

    async def _paper_is_late_news(self, application: Application, job: Job) -> bool:
        """Whether paper has arrived, though it may still be untold; whether it is too late for any; whether the next
        reminder says the same."""
        definition, now = self.mailer.definition(application), self.notifier.now()
        state = case_of(application, await self.events.of(application.case_number), definition).state
        found = state.proposal
        if found is None or state.stage is not Stage.PROPOSED:
            return True
        late = now >= datetime.fromisoformat(job.payload["until"])
        return late or found.arrival is not Arrival.MISSING or application.superseded_at is not None
