"""From an application to its mails: facts in words, composed, sent, and the outcome recorded."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from bot.documents.document_store import DocumentStore
from bot.mail.compose import compose_applicant, compose_reminder, compose_signed, compose_staff
from bot.mail.errors import MailError, Retry
from bot.mail.facts import MailFacts
from bot.mail.headers import MailName, message_id, signed_kind
from bot.mail.letter import LetterFacts, compose_letter
from bot.notifications.dispatch import Dispatch
from bot.notifications.mail_facts import answers_of, contact_address, copy_facts, mail_facts
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.presenter.context import CaseFacts, Context
from flows.interface.notifications import About
from flows.scheme.definition import Catalogue, Definition
from flows.session.signed_copy import SentCopy
from flows.session.state import Session
from storage.cases.mail_limits import MailLimits, Withheld
from storage.records import Application, Json
from storage.stored_names import MailKind

TO_APPLICANT = frozenset({MailKind.APPLICANT, MailKind.REMINDER, MailKind.SUPERSEDED, *About})
"""The kinds of mail that go to an address somebody typed; a number may follow."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a mail is sent: its kind, the moment of what it tells, and the kind of mail it follows in the thread."""

    kind: str
    at: datetime
    follows: str = ""


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed copy to be mailed: its number within the case, from 1, and what is known of it."""

    pdf: bytes
    number: int
    sent: SentCopy


@dataclass(frozen=True)
class Mailer:
    """Sends the mails of applications. `staff_to` is the programme's mailbox as the operator set it."""

    catalogue: Catalogue
    documents: DocumentStore
    dispatch: Dispatch
    confirmation: AddressConfirmation
    limits: MailLimits
    sender: str
    staff_to: Sequence[str]
    demo: bool = False

    async def send(self, application: Application, kind: str, now: datetime, left: Json) -> None:
        """Send one mail of the case, or what an earlier attempt left to do: see bot/outbox/worker.py.

        Does nothing when it has been accepted already. Raises MailError when it did not go out to everybody;
        the delivery row says which way."""
        if await self.dispatch.accepted(application.case_number, kind, left):
            return
        paper = await self.documents.document(application, now)
        facts = await self._facts(application, kind, now)

        def composed(name: MailName) -> EmailMessage:
            if kind == MailKind.STAFF:
                return compose_staff(facts, paper.content, self.staff_to, self.sender, name)
            return compose_applicant(facts, paper.content, self.sender, name)

        await self._send(application, Cause(kind, application.submitted_at), composed, left)

    async def send_signed(
        self, application: Application, copy: SignedCopy, now: datetime, left: Json
    ) -> None:
        """Send the signed copy to the programme, in the thread of the first mail; like `send` otherwise."""
        kind = signed_kind(copy.number)
        if await self.dispatch.accepted(application.case_number, kind, left):
            return
        facts = await self._facts(application, kind, now)

        def composed(name: MailName) -> EmailMessage:
            seen = copy_facts(self._definition(application).edition, copy.number, copy.sent)
            return compose_signed(facts, seen, copy.pdf, self.staff_to, self.sender, name)

        await self._send(
            application, Cause(kind, datetime.fromisoformat(copy.sent.at), MailKind.STAFF), composed, left
        )

    async def remind(
        self, application: Application, due: datetime, doubts: str, now: datetime, left: Json
    ) -> None:
        """Remind the applicant of the signed copy, with the form once more; `doubts` say what is wrong with the
        one that came, if one did. Like `send` otherwise."""
        if await self.dispatch.accepted(application.case_number, MailKind.REMINDER, left):
            return
        paper = await self.documents.document(application, now)
        facts = await self._facts(application, MailKind.REMINDER, now)

        def composed(name: MailName) -> EmailMessage:
            return compose_reminder(facts, paper.content, self.sender, name, doubts)

        await self._send(application, Cause(MailKind.REMINDER, due, MailKind.APPLICANT), composed, left)

    async def write(
        self,
        application: Application,
        cause: Cause,
        letter: tuple[str, str],
        left: Json,
        *,
        to_staff: bool = False,
    ) -> Withheld | None:
        """Write a short letter, subject and text, to the contact of an application or to the programme; like `send`
        otherwise. Says why when it was withheld."""
        if await self.dispatch.accepted(application.case_number, cause.kind, left):
            return None
        to = self.staff_to if to_staff else [self._contact(application)]
        language = "zh-TW" if to_staff else application.language
        programme = self._definition(application).programme
        facts = LetterFacts(programme.words[language]["title"], programme.contact, self.demo)

        def composed(name: MailName) -> EmailMessage:
            return compose_letter(facts, letter, to, self.sender, name, language)

        return await self._send(application, cause, composed, left)

    def context(self, application: Application, now: datetime) -> Context:
        """What speaking to the contact of an application needs."""
        session = Session(
            application.questionnaire,
            application.language,
            answers=answers_of(application),
            case_number=application.case_number,
        )
        definition = self._definition(application)
        return Context(definition, session, now, CaseFacts())

    def _contact(self, application: Application) -> str:
        return contact_address(self._definition(application).edition, application)

    def _definition(self, application: Application) -> Definition:
        return self.catalogue.of_case(application.questionnaire, application.programme)

    async def _facts(self, application: Application, kind: str, now: datetime) -> MailFacts:
        """The application in the words of the mail's reader, and whether the applicant's address is confirmed."""
        case, address = application.case_number, self._contact(application)
        to_staff = kind not in TO_APPLICANT
        language = "zh-TW" if to_staff else application.language
        facts = mail_facts(self._definition(application), application, language, demo=self.demo)
        confirmed = await self.confirmation.confirmed_at(case, address) is not None
        link = "" if to_staff or confirmed else await self.confirmation.link(case, address, kind, now)
        return replace(facts, confirmed=confirmed, confirm_url=link)

    async def _send(
        self,
        application: Application,
        cause: Cause,
        composed: Callable[[MailName], EmailMessage],
        left: Json,
    ) -> Withheld | None:
        case, kind = application.case_number, cause.kind
        try:
            ident = await self.dispatch.ident(case, kind) or message_id(case, kind, self.sender)
            thread = await self.dispatch.ident(case, cause.follows) if cause.follows else ""
            name = MailName(ident, cause.at, thread)
            message = await asyncio.to_thread(composed, name)  # a signed copy may have ten megabytes
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        if kind.partition("-")[0] in TO_APPLICANT and (why := await self._withheld(application, kind)):
            await self.dispatch.withhold(case, kind, message, why)
            return why
        await self.dispatch.send(case, kind, message, left)
        return None

    async def _withheld(self, application: Application, kind: str) -> Withheld | None:
        mail, address = f"{application.case_number}.{kind}", self._contact(application)
        budget = "mail" if kind in {MailKind.APPLICANT, MailKind.REMINDER} else "news"
        return await self.limits.withheld(mail, application.session, address, self.dispatch.now(), budget)
