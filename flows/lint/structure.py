"""Ids, numbers, pages and versions: what every question is found by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Question, Questionnaire, Section
from flows.lint.locations import STRUCTURE, at_question

_ID = re.compile(r"[a-z][a-z0-9_]*")
_PART_ID = re.compile(r"[a-z0-9_]+")
_VERSION = re.compile(r"[1-9][0-9]{2}[A-Z]?\.[1-9][0-9]*")
"""The letter tells several forms of one scheme apart."""


def structure(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Unique well-formed ids, numbers 1, 2, 3 … in printed order, pages that exist and hold something."""
    if not _VERSION.fullmatch(questionnaire.version):
        yield Issue("bad_version", f"{STRUCTURE}: version", "write <ROC year>.<edition>, such as 113.1")
    for double in _doubles(question.id for question in questionnaire.questions):
        yield Issue("double_id", f"{STRUCTURE}: question {double}", "give every question an id of its own")
    for question in questionnaire.questions:
        yield from _ids(question)
        yield from _position(question, questionnaire.pages)
    yield from _numbers(questionnaire)
    filled = {question.page for question in questionnaire.questions if question.number}
    for page in sorted(set(range(1, questionnaire.pages + 1)) - filled):
        yield Issue(
            "empty_page", f"{STRUCTURE}: page {page}", "put a numbered question on it or lower `pages`"
        )


def _ids(question: Question) -> Iterator[Issue]:
    """Ids of a question and its parts. Buttons join them by colons, the printed form quotes them."""
    if not _ID.fullmatch(question.id):
        yield Issue("bad_id", at_question(question), "use small letters, digits and _, a letter first")
    parts = {
        "options": [option.id for option in question.options],
        "rows": list(question.rows),
        "scale": list(question.scale),
        "columns": [column.id for column in question.columns],
    }
    for part, ids in parts.items():
        for double in _doubles(ids):
            yield Issue("double_id", at_question(question, f"{part}: {double}"), "keep one of them")
        for bad in (each for each in ids if not _PART_ID.fullmatch(each)):
            yield Issue("bad_id", at_question(question, f"{part}: {bad}"), "use small letters, digits and _")


def _position(question: Question, pages: int) -> Iterator[Issue]:
    if not 1 <= question.page <= pages:
        yield Issue("no_such_page", at_question(question, "page"), f"use a page from 1 to {pages}")
    if (question.section is Section.SIGNING) is bool(question.number):
        yield Issue(
            "misnumbered", at_question(question, "number"), "number every question but the signing block"
        )
    if question.number and not question.asked:
        yield Issue("never_asked", at_question(question, "asked"), "ask it, or move it to the signing block")


def _numbers(questionnaire: Questionnaire) -> Iterator[Issue]:
    numbered = [question for question in questionnaire.questions if question.number]
    for expected, question in enumerate(numbered, 1):
        if question.number != expected:
            remedy = f"numbers run 1, 2, 3 … in printed order: {expected} is next"
            yield Issue("misnumbered", at_question(question, "number"), remedy)
            return


def _doubles(ids: Iterable[str]) -> list[str]:
    return [each for each, count in Counter(ids).items() if count > 1]
