"""No true answer is taken for a question to the chat: every option, synonym and example against every intent."""

from collections.abc import Iterator
from datetime import date

from flows.answers import parse
from flows.answers.base import Reading, Rejected
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Kind, Question
from flows.intents.recognise import PROSE, recognise
from flows.lint.locations import at_question

_IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})


def caught(edition: Edition, today: date) -> Iterator[Issue]:
    """Names and examples that an intent's cues catch before the question's own words would."""
    for question in (question for question in edition.questionnaire.questions if question.asked):
        together, synonyms = edition.together[question.id], edition.synonyms[question.id]
        names = next(iter(edition.names.values()))[question.id]
        reading = Reading(today, names, together=together, synonyms=synonyms)
        for text in _said(edition, question, reading):
            found = recognise(edition.intents, text)
            told = question.limits.min_length >= PROSE and found is not None and not found.marked
            if found and not told and not _is_protected(question, text, reading):
                place = at_question(question, f"「{text}」")
                yield Issue("caught_answer", place, f"write a `not` for it in intents.toml: {found.intent}")


def _said(edition: Edition, question: Question, reading: Reading) -> Iterator[str]:
    for names in (*reading.names.values(), *reading.synonyms.values()):
        yield from names
    for words in edition.words.values():
        yield words.of(question.id, "example")


def _is_protected(question: Question, text: str, reading: Reading) -> bool:
    """Whether the question's own words or its strict parser come first: not where any words may be the answer."""
    return question.kind not in _IN_WORDS and not isinstance(parse(question, text, reading), Rejected)
