"""Where a mistake is: the file and the path inside it, so that a search finds the line."""

from flows.definitions.questionnaire import Question

STRUCTURE = "questionnaire.toml"
LOCK = "LOCK.toml"
OWN_SECTIONS = ("pages", "groups", "checks", "review")
"""Phrases that live in the questionnaire's words file; all others are the chat's."""


def at_question(question: Question, part: str = "") -> str:
    """A place in the structure: `questionnaire.toml: question ubn: limits`."""
    return f"{STRUCTURE}: question {question.id}" + (f": {part}" if part else "")


def at_words(language: str, question: str, part: str) -> str:
    """A place in a words file: `en.toml: question.ubn.label`."""
    return f"{language}.toml: question.{question}.{part}"


def at_phrase(language: str, key: str) -> str:
    """A phrase's place: `chat/en.toml: button.done`, `en.toml: pages.1`."""
    folder = "" if key.partition(".")[0] in OWN_SECTIONS else "chat/"
    return f"{folder}{language}.toml: {key}"
