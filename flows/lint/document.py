"""The printed form: every numbered question has its place on it, and nothing else does."""

from collections.abc import Iterator

from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Questionnaire
from flows.document.model import printed_ids
from flows.lint.locations import at_question


def paper(questionnaire: Questionnaire, templates: str) -> Iterator[Issue]:
    """Compares the questions with those the document's templates print (`templates`: their source)."""
    printed = printed_ids(templates)
    numbered = {question.id for question in questionnaire.questions if question.number}
    for question in questionnaire.questions:
        if question.id in numbered - printed:
            remedy = f'print field("{question.id}") in the templates of its document'
            yield Issue("not_printed", at_question(question), remedy)
    for unknown in sorted(printed - numbered):
        place = f'document: field("{unknown}")'
        yield Issue("unknown_printed", place, "remove it: no numbered question has this id")
