"""Answers of a form as the book prints them: a cell is never empty (slides of 113, lines 645–648)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.answers import show, show_cell
from flows.answers.values import choices
from flows.definitions.edition import Edition
from flows.definitions.words import Words


@dataclass(frozen=True, slots=True)
class Answers:
    """Frozen answers of one form: values by question, words of a free-text option as `question.option`."""

    edition: Edition
    given: Mapping[str, Any]
    language: str

    @property
    def words(self) -> Words:
        """The words it is printed in."""
        return self.edition.words[self.language]

    @property
    def none(self) -> str:
        """What stands where nothing was given."""
        return self.words.say("book.none")

    def text(self, question: str) -> str:
        """An answer in words."""
        value = self.given.get(question)
        asked = self.edition.questionnaire.by_id.get(question)
        if value in (None, "", [], {}) or asked is None:
            return self.none
        texts = {
            key.partition(".")[2]: str(text)
            for key, text in self.given.items()
            if key.startswith(f"{question}.")
        }
        return show(asked, value, texts, self.words) or self.none

    def row(self, question: str, row: str) -> str:
        """One cell of a matrix; a company without exports has none to give."""
        value = self.given.get(question)
        if not isinstance(value, Mapping) or row not in value:
            return self.none
        return show_cell(self.edition.questionnaire.by_id[question], value[row], self.words)

    def rows(self, question: str) -> list[str]:
        """A table row by row, else the lines of a text; that there is none where there is none."""
        value, asked = self.given.get(question), self.edition.questionnaire.by_id[question]
        if isinstance(value, Sequence) and not isinstance(value, str):
            found = [show(asked, [row], {}, self.words) for row in value]
        else:
            found = self.text(question).split("\n")
        return [line for line in found if line.strip()] or [self.none]

    def choices(self, question: str) -> list[dict[str, Any]]:
        """Every option, with whether it was chosen."""
        chosen = choices(self.given.get(question))
        asked = self.edition.questionnaire.by_id[question]
        return [
            {"label": self.words.option(question, option.id), "ticked": option.id in chosen}
            for option in asked.options
        ]
