"""The questions of a page as fields of a form, with what was typed into them and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.answers import show, show_cell
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.words import Words
from flows.screens.contribution.form import CHOSEN, FORM, TICKED, Fields, Problem

_LINES = frozenset({Kind.LONG_TEXT, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What is asked, in which words, what was sent, and the problems by question; `own` are words of the page."""

    questions: Sequence[Question]
    words: Words
    sent: Fields
    problems: Mapping[str, Problem]
    own: Mapping[str, Any]

    def fields(self) -> list[dict[str, Any]]:
        """What the template draws, in order."""
        return [self._field(question) for question in self.questions]

    def _field(self, question: Question) -> dict[str, Any]:
        words, problem = self.words, self.problems.get(question.id)
        return {
            "id": question.id,
            "number": question.number,
            "label": words.of(question.id, "label"),
            "help": words.of(question.id, "help"),
            "example": words.of(question.id, "example"),
            "kind": self._kind(question),
            "value": self._first(question.id),
            "limit": question.limits.max_length if question.kind in (Kind.TEXT, Kind.LONG_TEXT) else 0,
            "options": self._options(question),
            "rows": self._rows(question),
            "problem": self._told(question, problem) if problem else "",
            "candidates": self._candidates(question, problem),
            "choice": problem.choice if problem else "",
        }

    def _kind(self, question: Question) -> str:
        if question.kind in CHOSEN:
            return "radio"
        if question.kind in TICKED:
            return "checkbox"
        if question.kind is Kind.RANKING:
            return "ranking"
        if question.kind is Kind.MATRIX:
            return "scale" if question.is_scale else "rows"
        return "lines" if question.kind in _LINES else "line"

    def _options(self, question: Question) -> list[dict[str, Any]]:
        ticked = set(self.sent.get(question.id, ()))
        return [
            {
                "id": option.id,
                "number": number,
                "label": self.words.option(question.id, option.id),
                "ticked": option.id in ticked,
                "words": f"{question.id}.{option.id}" if option.free_text else "",
                "typed": self._first(f"{question.id}.{option.id}"),
            }
            for number, option in enumerate(question.options, 1)
        ]

    def _rows(self, question: Question) -> list[dict[str, Any]]:
        """The rows of a matrix, each with its steps where it has any."""
        if question.kind is not Kind.MATRIX:
            return []
        steps = [(step, self.words.step(question.id, step)) for step in question.scale]
        return [
            {
                "id": f"{question.id}.{row}",
                "label": self.words.row(question.id, row),
                "value": self._first(f"{question.id}.{row}"),
                "steps": steps,
            }
            for row in question.rows
        ]

    def _told(self, question: Question, problem: Problem) -> str:
        """A problem in words: those of the form, else those of the chat."""
        facts = dict(problem.facts) | {
            "example": self.words.of(question.id, "example"),
            "short": self.words.of(question.id, "short") or self.words.of(question.id, "label"),
        }
        if problem.kind == FORM:
            if row := facts.get("row"):
                facts["row"] = self.words.row(question.id, row)
            if option := facts.get("option"):
                facts["option"] = self.words.option(question.id, option)
            return str(self.own["problems"][problem.code]).format_map(facts)
        if problem.candidates:
            facts["answer"] = self._shown(question, problem.candidates[0])
        prefixes = ("doubt",) if problem.candidates else ("reject",)
        keys = [f"{prefix}.{kind}.{problem.code}" for prefix in prefixes for kind in (problem.kind, "any")]
        key = next((each for each in keys if self.words.has(each)), "")
        return self.words.filled(key, facts) if key else str(self.own["problems"]["unclear"])

    def _candidates(self, question: Question, problem: Problem | None) -> list[tuple[str, str]]:
        """The readings of a doubtful text, each with what a form says that means it."""
        found = problem.candidates if problem else ()
        return [(str(place), self._shown(question, value)) for place, value in enumerate(found)]

    def _shown(self, question: Question, value: Any) -> str:
        if question.kind is Kind.MATRIX:
            return show_cell(question, value, self.words)
        return show(question, value, {}, self.words)

    def _first(self, name: str) -> str:
        return next(iter(self.sent.get(name, ())), "")
