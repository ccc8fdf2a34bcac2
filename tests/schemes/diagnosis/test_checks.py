"""Cross-checks: each finds what it is for, and lets its near miss pass."""

from collections.abc import Mapping

import pytest

from flows.answers.base import Value
from flows.schemes.diagnosis.checks import CHECKS
from tests.support.programmes import questionnaire
from tests.support.rules import findings

Answers = Mapping[str, Value]

# The latest business year of the shipped programme is 2023: y1 is 2023, y2 is 2022.
FOUND: list[tuple[str, Answers]] = [
    ("no_employees", {"registration_type": "company", "employee_count": 0}),
    ("overseas_exceeds_revenue", {"export_revenue_2y": {"y1": 101, "y2": 0}, "annual_revenue": 100}),
    ("share_differs", {"export_share": 30.1, "export_revenue_2y": {"y1": 25, "y2": 0}, "annual_revenue": 100}),
    ("share_differs", {"export_share": 19.9, "export_revenue_2y": {"y1": 25, "y2": 0}, "annual_revenue": 100}),
    ("regular_without_revenue", {"export_status": "regular", "export_revenue_2y": {"y1": 0, "y2": 0}}),
    ("ecommerce_without_export", {"ecommerce_status": "overseas", "export_status": "none"}),
    ("ecommerce_without_export", {"ecommerce_status": "overseas", "export_status": "planning"}),
    ("young_with_history", {"established_date": "2024-01-01", "export_revenue_2y": {"y1": 1, "y2": 0}}),
    ("young_with_history", {"established_date": "2023-01-01", "export_revenue_2y": {"y1": 0, "y2": 1}}),
    ("tools_without_promotion", {"tools_in_use": ["none"], "digital_capability": {"promotion": 4}}),
]  # fmt: skip

PASSED: list[tuple[str, Answers]] = [
    ("no_employees", {"registration_type": "company", "employee_count": 0.5}),
    ("no_employees", {"registration_type": "sole_prop", "employee_count": 0}),
    ("no_employees", {"registration_type": "company"}),
    ("overseas_exceeds_revenue", {"export_revenue_2y": {"y1": 100, "y2": 999}, "annual_revenue": 100}),
    ("overseas_exceeds_revenue", {"export_revenue_2y": {"y1": 100, "y2": 0}}),
    ("share_differs", {"export_share": 30, "export_revenue_2y": {"y1": 25, "y2": 0}, "annual_revenue": 100}),
    ("share_differs", {"export_share": 20, "export_revenue_2y": {"y1": 25, "y2": 0}, "annual_revenue": 100}),
    ("share_differs", {"export_share": 90, "export_revenue_2y": {"y1": 0, "y2": 0}, "annual_revenue": 0}),
    ("regular_without_revenue", {"export_status": "regular", "export_revenue_2y": {"y1": 0, "y2": 1}}),
    ("regular_without_revenue", {"export_status": "occasional", "export_revenue_2y": {"y1": 0, "y2": 0}}),
    ("ecommerce_without_export", {"ecommerce_status": "overseas", "export_status": "occasional"}),
    ("ecommerce_without_export", {"ecommerce_status": "domestic", "export_status": "none"}),
    ("young_with_history", {"established_date": "2023-12-31", "export_revenue_2y": {"y1": 1, "y2": 0}}),
    ("young_with_history", {"established_date": "2022-12-31", "export_revenue_2y": {"y1": 1, "y2": 1}}),
    ("young_with_history", {"established_date": "2024-01-01", "export_revenue_2y": {"y1": 0, "y2": 0}}),
    ("tools_without_promotion", {"tools_in_use": ["none"], "digital_capability": {"promotion": 3}}),
    ("tools_without_promotion", {"tools_in_use": ["seo"], "digital_capability": {"promotion": 5}}),
]  # fmt: skip


@pytest.mark.parametrize(("check", "answers"), FOUND)
def test_a_check_finds_what_it_is_for(check: str, answers: Answers) -> None:
    assert [finding.check for finding in findings(answers)] == [check]


@pytest.mark.parametrize(("check", "answers"), PASSED)
def test_a_check_lets_its_near_miss_pass(check: str, answers: Answers) -> None:
    assert [finding.check for finding in findings(answers)] == []


def test_every_check_between_answers_is_tried_both_ways() -> None:
    """Those that compare with the register's record have their own file."""
    between = {check for check in questionnaire().checks if not check.startswith("register_")}
    assert {check for check, _ in FOUND} == {check for check, _ in PASSED} == between


@pytest.mark.parametrize("check", questionnaire().checks)
def test_a_finding_offers_numbered_questions_to_correct(check: str) -> None:
    known = questionnaire().by_id
    assert all(known[question].number for question in CHECKS[check].questions)


def test_a_confirmation_lasts_as_long_as_the_answers_it_is_about() -> None:
    """The fingerprint changes with any of the compared answers, and with nothing else."""
    answers: dict[str, Value] = {"export_revenue_2y": {"y1": 200, "y2": 0}, "annual_revenue": 100}
    before = findings(answers)[0].fingerprint
    unrelated = findings({**answers, "contact_name": "王小明"})[0].fingerprint
    related = findings({**answers, "annual_revenue": 101})[0].fingerprint
    assert before == unrelated
    assert before != related
