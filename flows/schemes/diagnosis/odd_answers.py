"""Answers that do not fit each other, for the gallery of all screens: see flows/rules/rules.py."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.rules.answers_by_role import Given


def odd(given: Given) -> Mapping[str, Value]:
    """Most of the turnover is said to come from abroad, from a company just founded and without employees."""
    return {"export_share": 99, "established_date": f"{given.latest_year + 1}-06-16", "employee_count": 0}
