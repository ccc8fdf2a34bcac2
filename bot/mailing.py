"""From an application to its mails: facts in words, composed, sent, and the outcome recorded."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from bot.dispatch import Dispatch
from bot.mail.compose import compose_applicant, compose_reminder, compose_signed, compose_staff
from bot.mail.facts import MailFacts
from bot.mail.failures import MailError, Retry
from bot.mail.headers import REMINDER, SUPERSEDED, signed_kind
from bot.mail.letter import LetterFacts, compose_letter
from bot.papers import Papers
from bot.speech import applied, ending, register
from bot.speech.context import CaseFacts, Context
from bot.submission import thawed
from flows.checks import Finding
from flows.eligibility import Reason, State
from flows.loader import Edition
from flows.programme import Programme
from flows.prompts import review
from flows.session import Answer, Session
from storage.records import Application, Json

STAFF, APPLICANT = "staff", "applicant"


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed copy to be mailed: the how-manieth, and since when it is the applicant's word."""

    pdf: bytes
    number: int
    at: datetime


@dataclass(frozen=True)
class Mailing:
    """Sends the mails of applications. `staff_to` is the programme's mailbox as the operator set it."""

    editions: Mapping[str, Edition]
    programme: Programme
    papers: Papers
    dispatch: Dispatch
    sender: str
    staff_to: Sequence[str]
    demo: bool = False

    async def send(self, application: Application, kind: str, now: datetime, left: Json) -> None:
        """Send one mail of the case, or what an earlier attempt left to do: see bot/jobs.py.

        Does nothing when it has been accepted already. Raises MailError when it did not go out to everybody;
        the delivery row says which way."""
        if await self._accepted(application.case_number, kind, left):
            return
        paper = await self.papers.document(application, now)
        await self._send(application, kind, lambda: self._composed(application, kind, paper.content), left)

    async def send_signed(
        self, application: Application, copy: SignedCopy, now: datetime, left: Json
    ) -> None:
        """Send the signed copy to the programme, in the thread of the first mail; like `send` otherwise."""
        kind = signed_kind(copy.number)
        if await self._accepted(application.case_number, kind, left):
            return
        facts = mail_facts(self.editions, self.programme, application, "zh-TW", demo=self.demo)

        def composed() -> EmailMessage:
            return compose_signed(facts, copy.pdf, self.staff_to, self.sender, copy.number, copy.at)

        await self._send(application, kind, composed, left)

    async def remind(self, application: Application, due: datetime, now: datetime, left: Json) -> None:
        """Remind the applicant of the signed copy, with the form once more; like `send` otherwise."""
        if await self._accepted(application.case_number, REMINDER, left):
            return
        paper = await self.papers.document(application, now)
        facts = mail_facts(self.editions, self.programme, application, application.language, demo=self.demo)

        def composed() -> EmailMessage:
            return compose_reminder(facts, paper.content, self.sender, due)

        await self._send(application, REMINDER, composed, left)

    async def send_superseded(self, application: Application, now: datetime, left: Json) -> None:
        """Tell the contact of an application that another took its place; like `send` otherwise."""
        if await self._accepted(application.case_number, SUPERSEDED, left):
            return
        await self._send(application, SUPERSEDED, lambda: self._superseded(application, now), left)

    async def _send(
        self,
        application: Application,
        kind: str,
        composed: Callable[[], EmailMessage],
        left: Json,
    ) -> None:
        try:
            message = await asyncio.to_thread(composed)  # a signed copy may have ten megabytes
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.dispatch.send(application.case_number, kind, message, left)

    async def _accepted(self, case_number: str, kind: str, left: Json) -> bool:
        """Whether a worker that died before it could say so has sent this mail already."""
        return await self.dispatch.accepted(case_number, kind, left)

    def _composed(self, application: Application, kind: str, pdf: bytes) -> EmailMessage:
        language = "zh-TW" if kind == STAFF else application.language
        facts = mail_facts(self.editions, self.programme, application, language, demo=self.demo)
        if kind == STAFF:
            return compose_staff(facts, pdf, self.staff_to, self.sender)
        return compose_applicant(facts, pdf, self.sender)

    def _superseded(self, application: Application, now: datetime) -> EmailMessage:
        edition = self.editions[application.questionnaire]
        answers = _answers(application)
        session = Session(
            application.questionnaire,
            application.language,
            answers=answers,
            case_number=application.case_number,
        )
        context = Context(edition, self.programme, session, now, CaseFacts())
        facts = LetterFacts(str(context.facts["title"]), self.programme.contact, self.demo)
        to, at = str(answers["contact_email"].value), application.superseded_at or now
        ident = f"{application.case_number}.{SUPERSEDED}"
        return compose_letter(
            facts, applied.letter(context), to, self.sender, ident, at, context.words.language
        )


def mail_facts(
    editions: Mapping[str, Edition],
    programme: Programme,
    application: Application,
    language: str,
    *,
    demo: bool = False,
) -> MailFacts:
    """An application in the words of its reader."""
    edition = editions[application.questionnaire]
    session = Session(application.questionnaire, language, answers=_answers(application))
    context = Context(edition, programme, session, application.submitted_at, CaseFacts())
    reasons = [Reason(reason) for reason in application.record.get("reasons", ())]
    return MailFacts(
        case_number=application.case_number,
        company=application.company,
        ubn=application.ubn,
        state=State(application.verdict),
        state_text=context.say(f"submit.{application.verdict}"),
        reasons=tuple(context.reason(reason) for reason in reasons),
        markets=_shown(context, "target_markets"),
        needs=_shown(context, "guidance_needs"),
        pain=_shown(context, "pain_detail"),
        warnings=tuple(_warning(context, warning) for warning in application.record.get("warnings", ())),
        contact_name=_shown(context, "contact_name"),
        contact_title=_shown(context, "contact_title"),
        contact_phone=_shown(context, "contact_phone"),
        contact_email=_shown(context, "contact_email"),
        submitted_at=application.submitted_at,
        programme_title=str(context.facts["title"]),
        form_title=str(context.facts["form_title"]),
        programme_contact_name=programme.contact.name,
        programme_contact_phone=programme.contact.phone,
        programme_contact_email=programme.contact.email,
        closes_text=str(context.facts["closing"]),
        language=language,
        sections=tuple(_section(context, page) for page in range(1, edition.questionnaire.pages + 1)),
        demo=demo,
        supersedes=application.supersedes or "",
        check_code=application.code,
    )


def _answers(application: Application) -> Mapping[str, Answer]:
    return thawed(application.answers, application.record.get("provenance", {}))


def _shown(context: Context, question_id: str) -> str:
    question = context.edition.questionnaire.by_id[question_id]
    answer = context.session.answers.get(question_id)
    return context.shown_answer(question, answer) if answer else ""


def _warning(context: Context, warning: Mapping[str, Mapping[str, int]]) -> str:
    return ending.finding_text(context, Finding(str(warning["check"]), warning["facts"], ()))


def _section(context: Context, page: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    rows = review(context.edition.questionnaire, context.session, page).rows
    shown = tuple(
        (
            f"{question.number}. {context.short(question)}",
            register.sourced(context, answer, context.shown_answer(question, answer)),
        )
        for question, answer in rows
        if answer
    )
    return context.say("tasks.page", page=page, title=context.words.page(page)), shown
