"""An application in the words of its mails."""

from collections.abc import Mapping

from bot.cases.revision import revision_number
from bot.mail.facts import CopyFacts, MailFacts
from bot.presenter import registry, signed_copy, submission
from bot.presenter.context import CaseFacts, Context
from flows.definitions.edition import Edition
from flows.definitions.languages import CHINESE
from flows.definitions.questionnaire import Question
from flows.rules.checks import Finding
from flows.rules.verdict import State
from flows.scheme.definition import Definition
from flows.screens.stages.review import page_of
from flows.session.answers import Answer
from flows.session.frozen import thawed
from flows.session.state import Session
from flows.session.submitted.asked import changes
from flows.session.submitted.signed_copy import SentCopy
from storage.records import Application

STAFF_LANGUAGE = CHINESE


def contact_address(edition: Edition, application: Application) -> str:
    """The address the applicant gave."""
    return str(answers_of(application)[edition.roles.question("contact.email")].value)


def mail_facts(
    definition: Definition,
    application: Application,
    language: str,
    *,
    demo: bool = False,
) -> MailFacts:
    """An application in the words of its reader."""
    edition, programme = definition.edition, definition.programme
    session = Session(application.questionnaire, language, answers=answers_of(application))
    context = Context(definition, session, application.submitted_at, CaseFacts())
    reasons, roles = application.record.get("reasons", ()), edition.roles
    return MailFacts(
        case_number=application.case_number,
        company=application.company,
        ubn=application.ubn,
        state=State(application.verdict) if application.verdict else None,
        state_text=context.say(f"submit.{application.verdict}") if application.verdict else "",
        reasons=tuple(context.reason(reason) for reason in reasons),
        rows=tuple((name, _shown(context, question)) for name, question in roles.staff_mail.items()),
        warnings=tuple(_warning(context, warning) for warning in application.record.get("warnings", ())),
        contact_name=_shown(context, roles.question("contact.name")),
        contact_title=_shown(context, roles.question("contact.title")),
        contact_phone=_shown(context, roles.question("contact.phone")),
        contact_email=_shown(context, roles.question("contact.email")),
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
        supersedes=application.supersedes or application.replaces or "",
        consent=_consent(application),
        place=application.place or "",
        check_code=application.code,
        county=company_county(definition, application),
        matching=_matching(context),
        revision=revision_number(application),
        changes=revision_changes(definition, application, language),
    )


def revision_changes(
    definition: Definition, application: Application, language: str
) -> tuple[tuple[str, str, str], ...]:
    """What has changed with the last revision: question, answer before, answer now; none for the first answers."""
    earlier = application.record.get("earlier", ())
    if not earlier:
        return ()
    last = earlier[-1]
    before, after = thawed(last["answers"], last.get("provenance", {})), answers_of(application)
    session = Session(application.questionnaire, language, answers=after)
    context = Context(definition, session, application.submitted_at, CaseFacts())
    none = context.say("revision.none")

    def shown(question: Question, answer: Answer | None) -> str:
        return context.shown_answer(question, answer) if answer else none

    return tuple(
        (f"{question.number}. {context.short(question)}", shown(question, old), shown(question, new))
        for question, old, new in changes(definition.edition.questionnaire, before, after)
    )


def copy_facts(edition: Edition, number: int, sent: SentCopy, case_number: str = "") -> CopyFacts:
    """What is known of signed copy `number` of a case, counting from 1, in the words of the staff."""
    words = edition.speak(STAFF_LANGUAGE)
    if sent.online:
        return CopyFacts(
            number,
            "",
            "",
            online=signed_copy.online(words, sent.online),
            record_name=f"{case_number}_signing.pdf",
        )
    theirs, ours = signed_copy.pages(words, sent.pages, edition.questionnaire.pages)
    doubts = signed_copy.seen(words, sent.findings)
    if not sent.looks_signed:
        doubts = doubts or (words.say("copy.problem_unknown"),)
    return CopyFacts(number, theirs, ours if sent.pages else "", doubts, sent.signer)


def answers_of(application: Application) -> Mapping[str, Answer]:
    """The answers as they were submitted."""
    return thawed(application.answers, application.record.get("provenance", {}))


def _consent(application: Application) -> str:
    """Whether the application may take the place of the earlier one, if it asks for one; before anybody had to be
    asked it might."""
    if application.replaces is None:
        return "allowed" if application.supersedes else ""
    return {None: "waits", True: "allowed", False: "refused"}[application.allowed]


def _shown(context: Context, question_id: str) -> str:
    answer = context.session.answers.get(question_id)
    return context.shown_answer(context.edition.questionnaire.by_id[question_id], answer) if answer else ""


def _matching(context: Context) -> tuple[tuple[str, str], ...]:
    """What finding a consultant needs besides place, markets and needs."""
    questions = context.edition.questionnaire.by_id
    return tuple(
        (context.short(questions[one]), _shown(context, one)) for one in context.edition.roles.matching
    )


def company_county(definition: Definition, application: Application) -> str:
    """The county or city of the company's address; empty where the form asks for none."""
    answer = answers_of(application).get(definition.edition.roles.question("company.address"))
    return str(answer.value["county"]) if answer and isinstance(answer.value, Mapping) else ""


def _warning(context: Context, warning: Mapping[str, Mapping[str, int]]) -> str:
    check = str(warning["check"])
    compared = context.definition.form.rules.checks.get(check)
    shown_as = compared.shown_as if compared else {}
    return submission.finding_text(context, Finding(check, warning["facts"], (), shown_as))


def _section(context: Context, page: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    rows = page_of(context.edition.questionnaire, context.session, page).rows
    shown = tuple(
        (
            f"{question.number}. {context.short(question)}",
            registry.sourced(context, answer, context.shown_answer(question, answer)),
        )
        for question, answer in rows
        if answer
    )
    return context.say("tasks.page", page=page, title=context.words.page(page)), shown
