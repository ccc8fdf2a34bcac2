"""Kinds `text` and `long_text`: words as typed, cleaned, within the question's limits of characters.

What is seldom an answer (a question, a chat word, 「本人」) is asked about: flows/answers/parsing/doubts.py.
"""

from collections.abc import Callable

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import doubts, normalise
from flows.answers.parsing.yes_no import REPLIES
from flows.definitions.questionnaire import Question

_SEEN = 8
"""Characters quoted of a text that is too long: the last ones that fit."""


class Words:
    """Reads any words; `cleaned` decides whether line breaks stay."""

    rejects = frozenset({"empty", "no_words", "only_reply", "too_short", "too_long"})
    doubts = doubts.CODES

    def __init__(self, cleaned: Callable[[str], str]) -> None:
        self._cleaned = cleaned

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The cleaned text, when it says something and its length in characters fits."""
        words, limits = self._cleaned(text), question.limits
        length = {"length": str(len(words))}
        if not words:
            return Rejected("empty")
        if not normalise.has_words(words):
            return Rejected("no_words")
        if words.casefold() in REPLIES:
            return Rejected("only_reply")
        if len(words) < limits.min_length:
            return Rejected("too_short", {**length, "min": str(limits.min_length)})
        if len(words) > limits.max_length:
            end = words[limits.max_length - _SEEN : limits.max_length]
            return Rejected("too_long", {**length, "max": str(limits.max_length), "end": end})
        found = doubts.doubt(question, words, reading.known)
        return Doubtful(found[0], found[1]) if found else Accepted(words)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The words."""
        return str(value)
