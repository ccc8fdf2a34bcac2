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
from bot.office.sign_in import Keys, keys_of
from bot.selection.codes import ReviewCodes
from bot.selection.opened_round import opened_round
from bot.service import Service
from flows.definitions.languages import CHINESE
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.outbox.job import Job
from storage.records import Json
from storage.selection.chats import ReviewerChats
from storage.selection.rounds import Rounds
from storage.staff.sign_ins import Scope, SignInRequest, SignIns

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
        programmes = service.catalogue.programmes
        programme = programmes.get(str(job.payload.get("programme", "")), service.programme)
        sender, title = service.settings.mail_from, programme.words[CHINESE]["title"]
        code = await self._code(programme.id, found) if "since" in job.payload else ""
        subject, text = self._said(
            found, await keys_of(service.secrets, wanted), {**job.payload, "code": code}, title
        )
        try:
            origin = sender_of(sender, "")
            facts = LetterFacts(
                subject, text, found.address, CHINESE, title, title, origin.addr_spec, self.demo
            )
            secret = (await service.secrets.signed("sign_in mail", wanted)).hex()[:20]
            name = MailName(f"<sign-in.{secret}@{origin.domain}>", job.created_at)
            message = compose(SIGN_IN, facts, (), Route(name, sender))
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.transport.send(message)

    async def _code(self, programme: str, found: SignInRequest) -> str:
        """What opens the reviewer's desk in a chat, as it is by now."""
        database, secrets = self.service.database, self.service.secrets
        opened = opened_round(await Rounds(database).of(programme))
        return await ReviewCodes(secrets, ReviewerChats(database, secrets)).of(
            programme, opened, found.address
        )

    def _said(self, found: SignInRequest, keys: Keys, known: Json, title: str) -> tuple[str, str]:
        """Subject and text. A reviewer's say what they are for; only an invitation names the days."""
        at = self.service.settings.link_url
        if found.scope == Scope.REVIEW:
            mail = words()["review_mail"]["invited" if "since" in known else "login"]
            facts = {name: str(known.get(name, "")) for name in ("since", "until", "code")}
            facts |= {"title": title, "link": f"{at}/review/in/{keys.link}", "page": f"{at}/review/login"}
        else:
            mail = words()["mail" if found.scope == Scope.DESK else "code_mail"]
            facts = {"code": f"{keys.code[:3]} {keys.code[3:]}", "link": f"{at}/desk/login/{keys.link}"}
        return mail["subject"].format(**facts), mail["text"].format(**facts)
