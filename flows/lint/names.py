"""Whatever an option is called, typing it means this option; every example is an answer. Read by the real parsers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flows.answers import parse, parse_cell
from flows.answers.base import Accepted, Doubtful, Incomplete, Outcome, Reading, Rejected
from flows.commands import DONE, change_number, command, normal
from flows.lint.places import at_question, at_words
from flows.loader import Edition, Issue
from flows.questionnaire import Limits, Question
from flows.session import choices


def names(edition: Edition, today: date) -> Iterator[Issue]:
    """Names that mean another option, several, none, or a command; examples the parsers refuse on that day."""
    for question in edition.questionnaire.questions:
        reading = Reading(today, edition.names[question.id])
        for meant, spoken in edition.names[question.id].items():
            for name in spoken:
                yield from _name(question, meant, name, reading)
        if question.asked:
            yield from _examples(edition, question, reading)


def _name(question: Question, meant: str, name: str, reading: Reading) -> Iterator[Issue]:
    place = at_question(question, f"{meant} 「{name}」")
    if command(name) or change_number(name) is not None or normal(name) in DONE:
        yield Issue(
            "name_is_command", place, "call it otherwise: the chat takes this word for a wish of its own"
        )
        return
    read = _understood(_read(question, name, reading))
    if read != (meant,):
        instead = ", ".join(read) or "no option at all"
        yield Issue("unclear_name", place, f"call it otherwise: typed, it means {instead}")


def _read(question: Question, name: str, reading: Reading) -> Outcome:
    if question.scale:
        return parse_cell(question, question.rows[0], name, reading)
    return parse(replace(question, limits=Limits()), name, reading)


def _understood(outcome: Outcome) -> tuple[str, ...]:
    match outcome:
        case Accepted(value) | Incomplete(value=value):
            return choices(value)
        case Doubtful(candidates=candidates):
            return tuple(option for value in candidates for option in choices(value))
        case Rejected(facts=facts):
            return (facts["options"],) if "options" in facts else ()


def _examples(edition: Edition, question: Question, reading: Reading) -> Iterator[Issue]:
    for language, words in edition.words.items():
        outcome = parse(question, words.of(question.id, "example"), reading)
        if not isinstance(outcome, Accepted | Doubtful):
            why = outcome.code if isinstance(outcome, Rejected) else "words missing"
            place = at_words(language, question.id, "example")
            yield Issue("example_refused", place, f"write one that is an answer ({question.kind}: {why})")
