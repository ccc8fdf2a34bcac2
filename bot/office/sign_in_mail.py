"""The mail by which somebody of the staff signs in: a link and a code, good for a quarter of an hour; or a code alone,
for the links of other mails.

A reply goes to our own mailbox: it quotes the link, which nobody else should get."""

from dataclasses import dataclass

from bot.mail.compose import Route, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, sender_of
from bot.mail.smtp import MailTransport
from bot.office.rendering import words
from bot.office.sign_in import keys_of
from bot.service import Service
from flows.definitions.languages import CHINESE
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.outbox.job import Job
from storage.staff.sign_ins import Scope, SignIns

SIGN_IN = MailSpec("sign_in", MailEvent.NEWS, Correspondent.APPLICANT)
"""A letter to whoever asked for it."""


@dataclass(frozen=True)
class SignInMail:
    """What the job does. Idempotent: a repeat has the same Message-ID, link and code."""

    service: Service
    sign_ins: SignIns
    transport: MailTransport
    demo: bool = False

    async def send(self, job: Job) -> None:
        """Write to whoever asked, if they are of the staff and the request is still good."""
        service, wanted = self.service, str(job.payload["request"])
        found = await self.sign_ins.find(wanted, service.now())
        if found is None or not found.address:
            return
        keys, programme = await keys_of(service.secrets, wanted), service.programme
        mail = words()["mail" if found.scope == Scope.DESK else "code_mail"]
        link = f"{service.settings.link_url}/desk/login/{keys.link}"
        text = mail["text"].format(code=f"{keys.code[:3]} {keys.code[3:]}", link=link)
        sender, title = service.settings.mail_from, programme.words[CHINESE]["title"]
        try:
            origin = sender_of(sender, "")
            facts = LetterFacts(
                mail["subject"], text, found.address, CHINESE, title, title, origin.addr_spec, self.demo
            )
            secret = (await service.secrets.signed("sign_in mail", wanted)).hex()[:20]
            name = MailName(f"<sign-in.{secret}@{origin.domain}>", job.created_at)
            message = compose(SIGN_IN, facts, (), Route(name, sender))
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.transport.send(message)
