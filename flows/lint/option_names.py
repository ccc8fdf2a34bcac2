"""Whatever an option is called, typing it means this option; every example is an answer. Read by the real parsers."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful, Reading, Rejected
from flows.answers.parsing.option_matcher import AmbiguousMatch, Options, OutOfRange, SingleMatch
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.text import normal
from flows.lint.locations import at_phrase, at_question, at_words
from flows.screens.command_words import AGREEING, DONE, LABELS, change_number, command

_Read: TypeAlias = Callable[[str], tuple[str, ...]]
"""A typed name → the ids of the options it means."""

_TYPED = AGREEING | LABELS.keys()
"""Buttons whose words mean the same when typed."""


def names(edition: Edition, today: date) -> Iterator[Issue]:
    """Names that mean another option, several, none, or a command; examples the parsers refuse on that day."""
    yield from _buttons(edition)
    for question in edition.questionnaire.questions:
        together, synonyms = edition.together[question.id], edition.synonyms[question.id]
        spoken = next(iter(edition.names.values()))[question.id]
        reading = Reading(today, spoken, together=together, synonyms=synonyms)
        read = _yes_or_no(question, reading) if question.kind is Kind.BOOLEAN else _exactly(question, reading)
        for meant in {**reading.names, **reading.synonyms}:
            for name in (*reading.names.get(meant, ()), *reading.synonyms.get(meant, ())):
                place = at_question(question, f"{meant} 「{name}」")
                if _is_command(edition, name):
                    yield Issue(
                        "name_is_command", place, "call it otherwise: the chat takes it for a wish of its own"
                    )
                elif (means := read(name)) != (meant,):
                    instead = ", ".join(means) or "no option at all"
                    yield Issue("unclear_name", place, f"call it otherwise: typed, it means {instead}")
        if question.asked:
            yield from _examples(edition, question, reading)


def _is_command(edition: Edition, name: str) -> bool:
    written = edition.labels.get(normal(name), "") in LABELS
    return written or command(name) is not None or change_number(name) is not None or normal(name) in DONE


def _buttons(edition: Edition) -> Iterator[Issue]:
    """What is written on a button may be typed instead: no other button with a meaning of its own may say the same."""
    known: dict[str, str] = {}
    for language, words in edition.words.items():
        for key in (key for key in words.phrases if key.startswith("button.") or key in _TYPED):
            other = known.setdefault(normal(words.say(key)), key)
            if _meaning(other) != _meaning(key) and {key, other} & _TYPED:
                yield Issue(
                    "same_label", at_phrase(language, key), f"write something else: {other} says the same"
                )


def _meaning(key: str) -> str:
    """What typing a button's words comes to."""
    return LABELS[key].value if key in LABELS else "yes" if key in AGREEING else key


def _exactly(question: Question, reading: Reading) -> _Read:
    """By full name, which every parser of options tries first; put together once, as long lists take long.

    A name that is a number would hide the option of that number."""
    ids = [option.id for option in question.options] or question.scale
    named, numbered = Options.of(ids, reading.names, reading.synonyms), Options.of(ids, {})

    def read(name: str) -> tuple[str, ...]:
        number = numbered.exactly(name)
        if isinstance(number, OutOfRange) or (
            isinstance(number, SingleMatch) and number != named.exactly(name)
        ):
            return ("an option's number",)
        match named.exactly(name):
            case SingleMatch(option):
                return (option,)
            case AmbiguousMatch(several):
                return several
            case _:
                return ()

    return read


def _yes_or_no(question: Question, reading: Reading) -> _Read:
    """Yes and no have words of their own besides the options' names."""

    def read(name: str) -> tuple[str, ...]:
        outcome = parse(question, name, reading)
        return (str(outcome.value),) if isinstance(outcome, Accepted) else ()

    return read


def _examples(edition: Edition, question: Question, reading: Reading) -> Iterator[Issue]:
    for language, words in edition.words.items():
        outcome = parse(question, words.of(question.id, "example"), reading)
        if not isinstance(outcome, Accepted | Doubtful):
            why = outcome.code if isinstance(outcome, Rejected) else "words missing"
            place = at_words(language, question.id, "example")
            yield Issue("example_refused", place, f"write one that is an answer ({question.kind}: {why})")
