"""What channels can carry: bytes in a button, characters on it, characters in a message."""

import unicodedata
from collections.abc import Iterator
from string import Formatter

from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.words import Words
from flows.interface.callback_data import MAX_BYTES, TOGETHER, Verb, encode
from flows.interface.messages import Choice, Look, Message, plain_text
from flows.lint.locations import at_phrase, at_question, at_words

LABEL = 20
"""Graphemes of a LINE quick reply (Messaging API reference, label of an action)."""

DISPLAY_TEXT = 300
"""Graphemes of what LINE writes into the chat for a tap (displayText)."""

MESSAGE = 4096
"""UTF-16 units of a Telegram message (Bot API, sendMessage); LINE takes 5000."""

RESERVE = 800
"""UTF-16 units kept free for notes, progress, the present answer and how to answer."""

OPTIONS = 90
"""Buttons for options: 100 fit a Telegram keyboard, the rest are ways on and back."""

_BUTTONS = ("button.start", "consent.agree", "consent.decline", "consent.again", "language.zh", "language.en")
_FILLING = "100%"
"""Stands for what fills a gap in a button's label: a number, a percentage."""


def channels(edition: Edition) -> Iterator[Issue]:
    """Taps, labels and messages some channel could not show whole."""
    for question in edition.questionnaire.questions:
        if question.asked:
            yield from _taps(edition, question)
            for language, words in edition.words.items():
                yield from _labels(language, words, question)
                yield from _message(language, words, question)
    for language, words in edition.words.items():
        yield from _buttons(language, words)


def _taps(edition: Edition, question: Question) -> Iterator[Issue]:
    longest = max(_taps_of(edition, question), key=_bytes)
    if _bytes(longest) > MAX_BYTES:
        remedy = f"shorten the ids in {longest}: {_bytes(longest)} bytes, {MAX_BYTES} fit a Telegram button"
        yield Issue("tap_too_long", at_question(question), remedy)
    if len(question.options) > OPTIONS:
        yield Issue("too_many_options", at_question(question, "options"), f"at most {OPTIONS} fit a keyboard")


def _taps_of(edition: Edition, question: Question) -> Iterator[str]:
    """The data of every button that names this question."""
    version = edition.questionnaire.version
    for verb in (Verb.DONE, Verb.SAME, Verb.SUGGESTED, Verb.RETYPE, Verb.EDIT):
        yield encode(verb, version, question.id)
    yield encode(Verb.CANDIDATE, version, question.id, "9")
    if question.kind is Kind.DATE:
        yield encode(Verb.ANSWER, version, question.id, "2024-12-31")
    for option in question.options:
        yield encode(Verb.FINISH, version, question.id, option.id)
    for words in edition.words.values():
        for combination in words.combinations.get(question.id, ()):
            yield encode(Verb.FINISH, version, question.id, TOGETHER.join(combination))
    for row in question.rows:
        for step in question.scale:
            yield encode(Verb.ANSWER, version, question.id, step, row)


def _bytes(text: str) -> int:
    return len(text.encode())


def _labels(language: str, words: Words, question: Question) -> Iterator[Issue]:
    own = words.questions[question.id]
    for part, brief, ids in (
        ("options", "brief", [option.id for option in question.options]),
        ("scale", "scale_brief", question.scale),
    ):
        for name in ids:
            label = own[f"{part}.{name}"]
            if _graphemes(own.get(f"{brief}.{name}") or label) > LABEL:
                place = at_words(language, question.id, f"{brief}.{name}")
                yield Issue("label_too_long", place, f"write a short label of at most {LABEL} characters")
            if _graphemes(label) > DISPLAY_TEXT:
                place = at_words(language, question.id, f"{part}.{name}")
                yield Issue("label_too_long", place, f"at most {DISPLAY_TEXT} characters")


def _buttons(language: str, words: Words) -> Iterator[Issue]:
    for key, text in words.phrases.items():
        if key.startswith("button.") or key in _BUTTONS:
            parts = Formatter().parse(text)
            filled = "".join(plain + (_FILLING if gap is not None else "") for plain, gap, _, _ in parts)
            if _graphemes(filled) > LABEL:
                yield Issue(
                    "label_too_long", at_phrase(language, key), f"at most {LABEL} characters on a button"
                )


def _message(language: str, words: Words, question: Question) -> Iterator[Issue]:
    """The question with all its options as one text, as plain as any channel shows it."""
    if question.is_scale:
        shown = [Choice(int(step), words.step(question.id, step), "") for step in question.scale]
    else:
        labels = (words.option(question.id, option.id) for option in question.options)
        shown = [Choice(number, label, "", ticked=True) for number, label in enumerate(labels, 1)]
    message = Message(
        Look.QUESTION,
        title=words.of(question.id, "label"),
        body=f"{words.of(question.id, 'help')}\n{_longest_row(words, question)}",
        choices=tuple(shown),
    )
    text = plain_text(message) + words.of(question.id, "example") * 2
    units = len(text.encode("utf-16-le")) // 2 + RESERVE
    if units > MESSAGE:
        remedy = f"shorten label, help or options: about {units} characters, {MESSAGE} fit a Telegram message"
        yield Issue("message_too_long", at_words(language, question.id, "help"), remedy)


def _longest_row(words: Words, question: Question) -> str:
    rows = question.rows if question.kind is Kind.MATRIX else ()
    return max((words.row(question.id, row) for row in rows), key=len, default="")


def _graphemes(text: str) -> int:
    """Characters as people count them, or a few more: joined pictures count one by one."""
    return sum(not unicodedata.combining(character) for character in unicodedata.normalize("NFC", text))
