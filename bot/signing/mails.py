"""What is told unasked: the code to the signer, and to the applicant what became of the request. Idempotent jobs."""

from dataclasses import dataclass
from datetime import datetime

from bot.mail.compose import Route, compose
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, message_id
from bot.notifications.mailer import Mailer, Occasion
from bot.notifications.notifier import Notifier
from bot.presenter.cases import signing
from bot.signing.case_requests import CaseRequest, CaseRequests
from bot.signing.links import SigningLinks
from bot.signing.words import filled, moment, words_of
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.outbox.job import Job
from storage.stored_names import MailKind

_CODE = MailSpec(MailKind.SIGNING_CODE, MailEvent.NEWS, Correspondent.APPLICANT)
"""The code; it goes to the mailbox of the signer, whom the applicant named."""

_NEWS = MailSpec(MailKind.SIGNING_NEWS, MailEvent.NEWS, Correspondent.APPLICANT)
"""What became of a request."""


@dataclass(frozen=True)
class SigningMails:
    """Sends them."""

    cases: CaseRequests
    links: SigningLinks
    mailer: Mailer
    notifier: Notifier

    async def code(self, job: Job) -> None:
        """Mail a code to the signer; one that a later one has replaced is of no use any more. Raises MailError."""
        case = await self._case(job)
        code = int(job.payload["code"])
        if case is None or case.request.over or code != len(case.request.codes):
            return
        number, kind = case.application.case_number, f"{MailKind.SIGNING_CODE}-{case.number}-{code}"
        if await self.mailer.dispatch.accepted(number, kind, job.payload):
            return
        asked, programme = case.request.asked, case.definition.programme
        facts = {
            "code": await self.links.code(number, case.number, code),
            "case": number,
            "programme": programme.words[asked.language]["title"],
        }
        told = filled(words_of(asked.language)["code_mail"], facts)
        ident = await self.mailer.dispatch.ident(number, kind) or message_id(number, kind, self.mailer.sender)
        name = MailName(ident, datetime.fromisoformat(case.request.codes[code - 1]))
        contact, text = programme.contact, told["text"].strip()
        letter = LetterFacts(
            told["subject"], text, asked.address, asked.language, facts["programme"], contact.name,
            contact.email, self.mailer.demo,
        )  # fmt: skip
        message = compose(_CODE, letter, (), Route(name, self.mailer.sender))
        await self.mailer.dispatch.send(number, kind, message, job.payload)

    async def news(self, job: Job) -> None:
        """Write to the contact of the application. Raises MailError."""
        if case := await self._case(job):
            letter = self._news(case, case.application.language)
            occasion = Occasion(job.created_at, case.number, letter)
            await self.mailer.send(case.application, _NEWS, occasion, job.payload)

    async def chat(self, job: Job) -> None:
        """Say it where the applicant chats, if that costs nothing."""
        case = await self._case(job)
        context = await self.notifier.context(case.application.session, job.created_at) if case else None
        if case and context:
            language = context.words.language
            title, body = self._news(case, language)
            message = signing.news(context, title, body, signed=bool(case.request.signed))
            await self.notifier.notify(case.application.session, job, message, only_if_free=True)

    async def _case(self, job: Job) -> CaseRequest | None:
        return await self.cases.get(job.case_number or "", int(job.payload["request"]))

    def _news(self, case: CaseRequest, language: str) -> tuple[str, str]:
        """Subject and text."""
        request, contact = case.request, case.definition.programme.contact
        ended = request.signed or request.sent_back
        assert ended is not None, "nothing became of it yet"
        facts = {
            "case": case.application.case_number,
            "at": moment(ended.at, language),
            "words": request.sent_back.words if request.sent_back else "",
            "contact": f"{contact.name} {contact.phone}",
        }
        told = filled(words_of(language)["news_signed" if request.signed else "news_sent_back"], facts)
        return told["subject"], told["text"].strip()
