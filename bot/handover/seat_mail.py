"""Letters to somebody who fills in a company's form without a chat: the code that proves an address, a link back, news
with such a link. A repeat has the same Message-ID."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.handover.seat_links import SeatedPerson, SeatLinks
from bot.mail.compose import Route, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, sender_of
from bot.mail.smtp import MailTransport
from bot.notifications.alliance.news import AllianceNotification
from bot.notifications.proof_mail import ProofMail
from bot.presenter.context import Context
from bot.service import Service
from flows.definitions.languages import CHINESE
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.outbox.job import Job
from storage.staff.sign_ins import SignIns
from storage.stored_names import JobKind

SEAT = MailSpec("seat", MailEvent.NEWS, Correspondent.APPLICANT)
"""A letter to whoever's address it is."""

CODE, LINK = "code", "link"
"""What a letter brings; any other brings news."""


@dataclass(frozen=True)
class SeatMail:
    """What the job does."""

    service: Service
    news: AllianceNotification
    links: SeatLinks
    transport: MailTransport
    demo: bool = False

    @classmethod
    def of(cls, service: Service, transport: MailTransport, *, demo: bool) -> "SeatMail":
        """Over a service."""
        sign_ins, url = SignIns(service.database), service.ends.link_url
        links = SeatLinks(sign_ins, service.secrets, service.journal, url, service.now)
        return cls(
            service, AllianceNotification.of(service.database, service.notifier), links, transport, demo
        )

    async def send(self, job: Job) -> None:
        """Write to the address given now; nothing where it is another form's, gone, or not proven, nor where it has
        had as many as an address may get in a day."""
        service, what = self.service, str(job.payload["what"])
        person = await self.links.person(str(job.payload["user"]))
        here = (person.key, person.number) == (job.payload["session"], job.payload["person"])
        if not here or not person.way or (what != CODE and not person.way.get("proven")):
            return
        context = await service.notifier.context(person.key, service.now())
        said = await self._said(job, what, context, person) if context else None
        if context is None or said is None:
            return
        address, name = str(person.way["address"]), f"seat {job.id}"
        budget = "mail" if what == CODE else f"seat {'link' if what == LINK else 'news'}"
        if await service.mail_limits.withheld(name, person.key, address, service.now(), budget):
            return
        await self._send(job, context, said, address)

    async def _said(
        self, job: Job, what: str, context: Context, person: SeatedPerson
    ) -> tuple[str, str] | None:
        """Subject and text."""
        if what == CODE:
            code = await self.links.code(person)
            return context.say("seat_mail.code_subject", code=code), context.say("seat_mail.code", code=code)
        if what == LINK:
            link = context.say("seat_mail.back", link=await self.links.link(person.user))
            return context.say("seat_mail.link_subject"), link
        found = await self.news.news(job)
        if found is None:
            return None
        link = context.say("seat_mail.back", link=await self.links.link(person.user))
        return found[1].title, f"{found[1].body}\n\n{link}"

    async def _send(self, job: Job, context: Context, said: tuple[str, str], address: str) -> None:
        language, programme = context.session.language, context.definition.programme
        spoken = programme.words.get(language) or programme.words[CHINESE]
        title, contact, sender = spoken["title"], programme.contact, self.service.settings.mail_from
        try:
            origin = sender_of(sender, "")
            facts = LetterFacts(*said, address, language, title, contact.name, contact.email, self.demo)
            secret = (await self.service.secrets.signed("seat mail id", str(job.id))).hex()[:20]
            name = MailName(f"<seat.{secret}@{origin.domain}>", job.created_at)
            message = compose(SEAT, facts, (), Route(name, sender))
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.transport.send(message)


def alliance_letters(
    service: Service, transport: MailTransport, *, demo: bool
) -> dict[str, Callable[[Job], Awaitable[None]]]:
    """What writes letters to people of alliances, by kind of job."""
    known = (service.journal, service.catalogue, service.secrets, service.now)
    proof = ProofMail(*known, transport, service.settings.mail_from, demo)
    seat = SeatMail.of(service, transport, demo=demo)
    return {JobKind.PROOF_MAIL: proof.send, JobKind.SEAT_MAIL: seat.send}
