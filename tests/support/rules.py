"""The rules of the diagnosis, tried on answers by question id."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.registry import Record
from flows.rules.answers_by_role import Given
from flows.rules.checks import Finding, run_checks
from flows.rules.verdict import Verdict
from flows.schemes.diagnosis.rules import APPLICATION
from flows.screens.stages.registry_card import company_types
from tests.support.programmes import edition, programme

COMPANY_TYPES = company_types(edition().roles)


def given(values: Mapping[str, Value], record: Record | None = None) -> Given:
    """These answers in the year of the shipped programme, as rules read them."""
    return Given(edition(), values, record, programme().latest_year)


def judge(values: Mapping[str, Value], record: Record | None = None) -> Verdict | None:
    """The verdict on these answers."""
    return APPLICATION.judge(given(values, record))


def findings(values: Mapping[str, Value], record: Record | None = None) -> tuple[Finding, ...]:
    """What the checks find in them."""
    return run_checks(APPLICATION.checks, given(values, record))
