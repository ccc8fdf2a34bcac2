"""The journey: which questions apply, and how many are left, counted the hard way and compared."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pytest

from flows.answers.base import Value
from flows.definitions.questionnaire import Kind, Question, Section
from flows.session.answers import Answer
from flows.session.path import (
    applies,
    next_question,
    obsolete,
    previous_question,
    questions_left,
    questions_on_path,
)
from flows.session.state import Session
from tests.support.programmes import questionnaire

WATCHED = [
    question
    for question in questionnaire().questions
    if any(other.when and other.when.question == question.id for other in questionnaire().questions)
]
"""The questions conditions look at."""


def session(values: Mapping[str, Value], skipped: frozenset[str] = frozenset()) -> Session:
    """A session with these answers."""
    answers = {question: Answer(value) for question, value in values.items()}
    return Session("113.1", "zh-TW", consent_version="113-1", answers=answers, skipped=skipped)


def every_answer(question: Question) -> Iterator[Value]:
    """Every option of a single choice; every set of up to three options of a multiple one."""
    options = [option.id for option in question.options]
    if question.kind is not Kind.MULTI_CHOICE:
        yield from options
        return
    for size in (1, 2, 3):
        yield from (list(some) for some in combinations(options, size))


def counted(values: Mapping[str, Value], skipped: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Least and most questions left, by playing every answer to every question that decides about others."""
    open_ones = [question for question in WATCHED if question.id not in values and applies(question, values)]
    counts = []
    for outcome in product(*(every_answer(question) for question in open_ones)):
        known = {**values, **dict(zip((question.id for question in open_ones), outcome, strict=True))}
        asked = [q for q in questions_on_path(questionnaire(), known) if q.section is not Section.SIGNING]
        counts.append(sum(q.id not in values and q.id not in skipped for q in asked))
    return min(counts), max(counts)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"industry_focus": "it"},
        {"industry_focus": "other"},
        {"gov_support_3y": "yes"},
        {"export_status": "none"},
        {"export_status": "regular", "ubn": "12345675"},
        {"export_status": "regular", "export_share": 10, "ecommerce_status": "none"},
        {"brand_types": ["own_brand", "oem"], "gov_support_3y": "no"},
        {"brand_types": ["oem"], "ecommerce_status": "domestic", "industry_focus": "other"},
    ],
)
def test_what_is_left_is_exactly_the_least_and_the_most(values: dict[str, Value]) -> None:
    remaining = questions_left(questionnaire(), session(values))
    assert (remaining.least, remaining.most) == counted(values)


def test_a_skipped_question_is_not_left() -> None:
    skipped = frozenset({"mailing_address"})
    remaining = questions_left(questionnaire(), session({}, skipped))
    assert (remaining.least, remaining.most) == counted({}, skipped)
    assert remaining.done == 1


def test_a_company_without_exports_is_asked_no_export_questions() -> None:
    """None of the conditional pages; and only the eligibility questions stand before all others."""
    asked = [question.id for question in questions_on_path(questionnaire(), {"export_status": "none"})]
    assert not {"export_revenue_2y", "export_share", "export_markets", "export_mode"} & set(asked)
    sections = [questionnaire().by_id[question].section for question in asked]
    assert sections == sorted(sections, key=[Section.ELIGIBILITY, Section.PAGES, Section.SIGNING].index)


def test_answers_leave_when_their_question_no_longer_applies() -> None:
    values: dict[str, Value] = {
        "export_status": "none",
        "export_share": 10,
        "brand_types": ["oem"],
        "brand_names": "大發",
    }
    assert obsolete(questionnaire(), session(values)) == ("export_share", "brand_names")


def test_forward_and_back_walk_the_same_way() -> None:
    """From the first question to the last and back again, over whatever applies."""
    forward: list[str] = []
    values: dict[str, Value] = {
        "export_status": "planning",
        "industry_focus": "other",
        "gov_support_3y": "no",
    }
    while question := next_question(questionnaire(), session(values), signing=False):
        forward.append(question.id)
        values[question.id] = question.options[0].id if question.options else "x"
    walked: list[str] = []
    current = ""
    while before := previous_question(questionnaire(), session(values), current):
        walked.append(before.id)
        current = before.id
    assert set(forward) <= set(walked)
    positions = [questionnaire().ask_order.index(questionnaire().by_id[question]) for question in walked]
    assert positions == sorted(positions, reverse=True)
