"""Answers of a form as the book prints them: never an empty cell, but 「無」."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.answers import show, show_cell
from flows.answers.values import choices
from flows.definitions.edition import Edition

NONE = "無"
"""What stands where nothing was given (slides of 113, lines 645–648)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Frozen answers of one form: values by question, words of a free-text option as `question.option`."""

    edition: Edition
    given: Mapping[str, Any]
    language: str

    def text(self, question: str) -> str:
        """An answer in words."""
        value = self.given.get(question)
        asked = self.edition.questionnaire.by_id.get(question)
        if value in (None, "", [], {}) or asked is None:
            return NONE
        texts = {
            key.partition(".")[2]: str(text)
            for key, text in self.given.items()
            if key.startswith(f"{question}.")
        }
        return show(asked, value, texts, self.edition.words[self.language]) or NONE

    def row(self, question: str, row: str) -> str:
        """One cell of a matrix; a company without exports has none to give."""
        value = self.given.get(question)
        if not isinstance(value, Mapping) or row not in value:
            return NONE
        return show_cell(
            self.edition.questionnaire.by_id[question], value[row], self.edition.words[self.language]
        )

    def choices(self, question: str) -> list[dict[str, Any]]:
        """Every option, with whether it was chosen."""
        chosen = choices(self.given.get(question))
        asked, words = self.edition.questionnaire.by_id[question], self.edition.words[self.language]
        return [
            {"label": words.option(question, option.id), "ticked": option.id in chosen}
            for option in asked.options
        ]
