"""A case as the desk opens it: everything a page about it or an act on it looks at."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.cases.case_stream import case_of
from bot.mail.facts import MailFacts
from bot.notifications.mail_facts import STAFF_LANGUAGE, answers_of, mail_facts
from bot.notifications.notifier import COSTLY
from bot.service import Service
from flows.cases.decide import Case
from flows.scheme.definition import Definition
from flows.session.path import questions_on_path
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application


@dataclass(frozen=True)
class OpenedCase:
    """A case that is not erased, now."""

    application: Application
    case: Case
    facts: MailFacts
    channel: str
    """Where the applicant chats; with `_push` where messages are sent unasked within a quota."""

    @property
    def number(self) -> str:
        """Its case number."""
        return self.application.case_number

    def revisable(self, definition: Definition) -> Mapping[str, str]:
        """The questions that may be answered again, as on the form: neither the company's number, which is what the
        application belongs to, nor what is declared."""
        words, answers = definition.edition.speak(STAFF_LANGUAGE), answers_of(self.application)
        values = {name: answer.value for name, answer in answers.items()}
        asked = questions_on_path(definition.edition.questionnaire, values)
        company = definition.edition.roles.question("company.id")
        return {
            question.id: f"{question.number}. {words.of(question.id, 'short') or words.of(question.id, 'label')}"
            for question in sorted(asked, key=lambda one: one.number or 0)
            if question.number and question.id != company and not question.must_be_true
        }


async def opened(service: Service, events: CaseEvents, case_number: str) -> OpenedCase:
    """Raises HTTPNotFound for a case that is not there, or no longer."""
    application = await service.applications.get(case_number[:40])
    if application is None or application.erased_at:
        raise web.HTTPNotFound
    definition = service.definition(application)
    case = case_of(application, await events.of(application.case_number), definition)
    identity = await service.journal.identity(application.session)
    facts = mail_facts(definition, application, STAFF_LANGUAGE)
    channel = identity.channel if identity else ""
    pushes = channel in COSTLY and service.settings.line_push_quota > 0
    return OpenedCase(application, case, facts, f"{channel}_push" if pushes else channel)
