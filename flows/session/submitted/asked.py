"""Answering questions of a submitted application again: what is asked, what was answered before, what has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.definitions.questionnaire import Question, Questionnaire
from flows.session.answers import Answer


@dataclass(frozen=True, slots=True)
class Revision:
    """What the office asks for, by the number of its act. `left` are the questions nobody has looked at again yet;
    `before`, `skipped` and `verdict` are what held when it asked."""

    request: int
    questions: tuple[str, ...]
    left: tuple[str, ...]
    due: str
    note: str
    before: Mapping[str, Answer]
    skipped: frozenset[str]
    verdict: tuple[str, ...]

    def takes(self, question: str, answers: Mapping[str, Answer]) -> bool:
        """Whether this question may be answered now: it was asked for, or it is one that applies only since."""
        return question in self.questions or (question in answers and question not in self.before)


Change = tuple[Question, Answer | None, Answer | None]
"""A question with its answers before and after."""


def changes(
    questionnaire: Questionnaire, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> Iterator[Change]:
    """The questions whose answers differ, in their order."""
    for question in questionnaire.questions:
        old, new = before.get(question.id), after.get(question.id)
        if _said(old) != _said(new):
            yield question, old, new


def _said(answer: Answer | None) -> object:
    return (answer.value, dict(answer.texts)) if answer else None
