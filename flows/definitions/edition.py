"""A published version of a questionnaire with its words in every language."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.definitions.intents import Intent
from flows.definitions.questionnaire import Questionnaire
from flows.definitions.roles import Roles
from flows.definitions.text import normal
from flows.definitions.words import Words, names


@dataclass(frozen=True)
class Edition:
    """A questionnaire together with its words in every language, the first language first.

    `drawable` are the code points the form can print, empty where nothing is printed; `roles` what the questions mean
    to those who read the answers; `intents` what people may ask the chat besides answering it."""

    questionnaire: Questionnaire
    words: Mapping[str, Words]
    drawable: frozenset[int] = frozenset()
    roles: Roles = field(default_factory=Roles)
    intents: tuple[Intent, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
        """By language and question every way of saying its options: all languages, that one's words first."""
        return {first: self._names(first) for first in self.words}

    def _names(self, first: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        languages = [self.words[first], *(words for tag, words in self.words.items() if tag != first)]
        return {question.id: names(question, languages) for question in self.questionnaire.questions}

    @cached_property
    def synonyms(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By question further names of its options, in all languages: understood as a whole, never by a part."""
        return {
            question.id: {
                option.id: tuple(
                    name
                    for words in self.words.values()
                    for name in words.synonyms.get(question.id, {}).get(option.id, ())
                )
                for option in question.options
            }
            for question in self.questionnaire.questions
        }

    @cached_property
    def together(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By question the words that name several options at once, in all languages: 東南亞."""
        return {
            question.id: {
                name: options
                for words in self.words.values()
                for name, options in words.together.get(question.id, {}).items()
            }
            for question in self.questionnaire.questions
        }

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What is written on buttons, in all languages: from the words as typed to the phrase's key."""
        return {
            normal(words.say(key)): key
            for words in self.words.values()
            for key in words.phrases
            if key.startswith(("button.", "consent."))
        }

    def speak(self, language: str) -> Words:
        """The words of that language, or of the first one."""
        return self.words.get(language) or next(iter(self.words.values()))

    def say_in_all(self, key: str) -> str:
        """A phrase in every language, for whoever's is not known."""
        return "\n".join(words.say(key) for words in self.words.values())


def digest(structure: str, words: Mapping[str, str]) -> str:
    """The SHA-256 that publishing a version fixes: structure and questionnaire words, not the chat's."""
    parts = [structure, *(words[language] for language in sorted(words))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
