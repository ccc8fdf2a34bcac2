"""From a case to its mails: facts in words, composed as the scheme describes them, sent, and the outcome recorded."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.documents.document_store import DocumentStore
from bot.mail.calendar_file import CalendarFile
from bot.mail.compose import Route, attachment_name, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import Attachment, CopyFacts, LetterFacts, MailFacts
from bot.mail.headers import MailName, message_id
from bot.notifications.dispatch import Dispatch
from bot.notifications.mail_facts import answers_of, contact_address, mail_facts
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.presenter.context import CaseFacts, Context
from flows.scheme.definition import Catalogue, Definition
from flows.scheme.mail_spec import Correspondent, Enclosure, MailEvent, MailSpec
from flows.session.state import Session
from storage.cases.mail_limits import MailLimits, Withheld
from storage.records import Application, Json


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a mail tells of: the moment of it; its number, where a case may have several of the mail; subject and
    text of a short letter, and whom it is for where that is not the contact; the signed copy that came, with its PDF
    and the record of one signed online; what is wrong with the one that came; further files; a calendar entry."""

    at: datetime
    number: int = 0
    letter: tuple[str, str] | None = None
    copy: CopyFacts | None = None
    copy_pdf: bytes = b""
    record_pdf: bytes = b""
    doubts: str = ""
    address: str = ""
    files: tuple[Attachment, ...] = ()
    calendar: CalendarFile | None = None


@dataclass(frozen=True)
class Mailer:
    """Sends the mails of cases. `staff_to` is the mailbox of each scheme's staff, as the operator set it."""

    catalogue: Catalogue
    documents: DocumentStore
    dispatch: Dispatch
    confirmation: AddressConfirmation
    limits: MailLimits
    sender: str
    staff_to: Mapping[str, Sequence[str]]
    demo: bool = False
    desk: str = ""
    """Where the pages of the office begin; empty where it has none."""

    async def send(
        self, application: Application, spec: MailSpec, occasion: Occasion, left: Json
    ) -> Withheld | None:
        """Send one mail of the case, or what an earlier attempt left to do: see bot/outbox/worker.py. Says why when it
        was withheld.

        Does nothing when it has been accepted already. Raises MailError when it did not go out to everybody;
        the delivery row says which way."""
        case, kind = application.case_number, spec.kind(occasion.number)
        if await self.dispatch.accepted(case, kind, left):
            return None
        attachments = await self._attachments(application, spec, occasion)
        facts = await self._facts(application, spec, occasion)
        try:
            route = await self._route(application, spec, occasion)
            # off the event loop: a signed copy may have ten megabytes
            message = await asyncio.to_thread(compose, spec, facts, attachments, route, occasion.calendar)
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        limited = spec.to is Correspondent.APPLICANT and spec.limited
        if limited and (why := await self._withheld(application, spec, kind, occasion)):
            await self.dispatch.withhold(case, kind, message, why)
            return why
        await self.dispatch.send(case, kind, message, left)
        return None

    def spec(self, application: Application, event: MailEvent, name: str = "") -> MailSpec | None:
        """The mail that an event causes in the application's scheme, of that name if there may be several."""
        mails = self.definition(application).scheme.mails_on(event)
        return next((mail for mail in mails if name in ("", mail.name)), None)

    def context(self, application: Application, now: datetime) -> Context:
        """What speaking to the contact of an application needs."""
        session = Session(
            application.questionnaire,
            application.language,
            answers=answers_of(application),
            case_number=application.case_number,
        )
        return Context(self.definition(application), session, now, CaseFacts())

    def definition(self, application: Application) -> Definition:
        """What the application belongs to."""
        return self.catalogue.of_case(application.questionnaire, application.programme)

    def _contact(self, application: Application) -> str:
        return contact_address(self.definition(application).edition, application)

    async def _attachments(
        self, application: Application, spec: MailSpec, occasion: Occasion
    ) -> list[Attachment]:
        found, case = list(occasion.files), application.case_number
        for one in spec.attach:
            match one:
                case Enclosure.DOCUMENT:
                    paper = await self.documents.document(application, self.dispatch.now())
                    found.append(Attachment(attachment_name(case), paper.content))
                case Enclosure.SIGNED_COPY if occasion.copy:
                    name = attachment_name(case, "returned" if occasion.copy.doubts else "signed")
                    found.append(Attachment(name, occasion.copy_pdf))
                    if occasion.record_pdf:
                        found.append(Attachment(occasion.copy.record_name, occasion.record_pdf))
        return found

    async def _facts(
        self, application: Application, spec: MailSpec, occasion: Occasion
    ) -> MailFacts | LetterFacts:
        """The application in the words of the mail's reader, and whether the applicant's address is confirmed."""
        language = spec.language or application.language
        if occasion.letter:
            return self._letter(application, language, occasion)
        case, address = application.case_number, self._contact(application)
        facts = mail_facts(self.definition(application), application, language, demo=self.demo)
        if spec.to is Correspondent.STAFF and self.desk:
            facts = replace(facts, desk_url=f"{self.desk}/desk/{case}")
        confirmed = await self.confirmation.confirmed_at(case, address) is not None
        ask = spec.to is Correspondent.APPLICANT and not confirmed
        kind, now = spec.kind(occasion.number), self.dispatch.now()
        link = await self.confirmation.link(case, address, kind, now) if ask else ""
        return replace(
            facts, confirmed=confirmed, confirm_url=link, copy=occasion.copy, doubts=occasion.doubts
        )

    def _letter(self, application: Application, language: str, occasion: Occasion) -> LetterFacts:
        subject, text = occasion.letter or ("", "")
        programme = self.definition(application).programme
        address = occasion.address or self._contact(application)
        title, contact = programme.words[language]["title"], programme.contact
        return LetterFacts(subject, text, address, language, title, contact.name, contact.email, self.demo)

    async def _route(self, application: Application, spec: MailSpec, occasion: Occasion) -> Route:
        case, kind = application.case_number, spec.kind(occasion.number)
        ident = await self.dispatch.ident(case, kind) or message_id(case, kind, self.sender)
        thread = await self.dispatch.ident(case, spec.thread) if spec.thread else ""
        staff = self.staff_to.get(self.definition(application).scheme.key, ())
        return Route(MailName(ident, occasion.at, thread), self.sender, staff)

    async def _withheld(
        self, application: Application, spec: MailSpec, kind: str, occasion: Occasion
    ) -> Withheld | None:
        mail, address = f"{application.case_number}.{kind}", self._contact(application)
        budget = "news" if occasion.letter else "mail"
        return await self.limits.withheld(mail, application.session, address, self.dispatch.now(), budget)
