"""Checks of answers against the public registers, for every scheme that asks about a company."""

from flows.answers.base import Value
from flows.definitions.questionnaire import Question
from flows.registry import Record
from flows.registry.autofill import COMPANY_TYPE
from flows.registry.compare import ACTIVE, differing
from flows.rules.answers_by_role import Given
from flows.rules.checks import Facts
from flows.schemes.common.sme import REGISTRATION


def registry_differs(given: Given) -> Facts | None:
    """What the register says instead, by question: kept as answered, for staff to see."""
    return (_differing(given, given.record) or None) if given.record else None


def _differing(given: Given, record: Record) -> Facts:
    filled = {each.autofill: each for each in given.edition.questionnaire.questions if each.autofill}
    answered = {
        name: _as_registered(given, question)
        for name, question in filled.items()
        if question.id in given.values
    }
    roles = given.edition.roles
    return {
        filled[name].id: roles.option(REGISTRATION, str(said)) if name == COMPANY_TYPE else said
        for name, said in differing(record, answered).items()
    }


def _as_registered(given: Given, question: Question) -> Value:
    """An answer as the registers put it: of the kind of company what the option means."""
    return given.meaning(REGISTRATION) if question.autofill == COMPANY_TYPE else given.values[question.id]


def registry_inactive(given: Given) -> Facts | None:
    """The state of a company that is not active any more, in the register's own words."""
    record = given.record
    if record is None or record.status in ACTIVE:
        return None
    return {"status": record.status_text or record.status.value}
