"""Counting: what of an event, an application or a session goes into the figures. Codes and options, never a text."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from flows.definitions.edition import Edition
from flows.definitions.questionnaire import Question
from flows.events.answering import Answered, Doubted, Rejected
from flows.events.consent import Consented
from flows.events.event import Event
from flows.events.submitted.signed_copy import CopySent
from flows.screens.prompts import Prompt, identity_of, question_of
from storage.figures.figures import FigureKey
from storage.records import Application


def wording(edition: Edition, question: str, language: str) -> str:
    """A name for how a question is worded: another one after its label or its help was changed."""
    words = edition.speak(language)
    texts = (words.of(question, "label"), words.of(question, "help"))
    return sha256("\0".join(texts).encode()).hexdigest()[:6]


def of_event(event: Event, edition: Edition, language: str, programme: str) -> FigureKey | None:
    """What an event adds to the figures, if anything."""
    match event:
        case Consented():
            return FigureKey(programme, "consented")
        case CopySent():
            return FigureKey(programme, "copy_sent")
        case Answered(question, changed=False, source=""):
            return FigureKey(programme, "answered", question, wording(edition, question, language))
        case Rejected(question, kind, code) | Doubted(question, kind, code):
            name = "rejected" if isinstance(event, Rejected) else "doubted"
            how = wording(edition, question, language)
            return FigureKey(programme, name, question, f"{kind}.{code} {how}")
        case _:
            return None


def of_application(application: Application, edition: Edition) -> Iterator[FigureKey]:
    """What a submitted application is, by verdict, place, channel and the options chosen that matter to the office."""
    programme, answers = application.programme, application.answers
    yield FigureKey(programme, "submitted", application.verdict)
    yield FigureKey(programme, "channel", str(application.record.get("channel", "")))
    address = answers.get(edition.roles.question("company.address"))
    county = address.get("county") if isinstance(address, Mapping) else None
    yield FigureKey(programme, "county", str(county or ""))
    for question in options_of(edition):
        for option in _chosen(question, answers.get(question.id)):
            yield FigureKey(programme, "option", question.id, option)


def options_of(edition: Edition) -> tuple[Question, ...]:
    """The questions with options that the office's mails name: markets, needs, industry and the like."""
    named = (*edition.roles.staff_mail.values(), *edition.roles.matching)
    questions = (edition.questionnaire.by_id[one] for one in named)
    return tuple(question for question in questions if question.options)


def of_stopped(prompt: Prompt, programme: str) -> FigureKey:
    """Where somebody stopped: at a question, or at a screen by its name."""
    return FigureKey(programme, "stopped", question_of(identity_of(prompt)) or type(prompt).__name__)


def _chosen(question: Question, value: object) -> Iterator[str]:
    known = {option.id for option in question.options}
    chosen = value if isinstance(value, list | tuple) else [value]
    return (str(one) for one in chosen if one in known)
