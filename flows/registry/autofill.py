"""Answers out of a record, in the stored form of the questions whose `autofill` names them."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.registry.model import Record
from flows.registry.values import masked

NAME, COMPANY_TYPE = "registry.name", "registry.type"
RESPONSIBLE, CAPITAL = "registry.responsible", "registry.capital"


def autofill(record: Record, company_types: Mapping[str, str]) -> Mapping[str, Value]:
    """Values by autofill name (`registry.capital`), only those the register is sure of. `company_types`: the option
    that says each kind of company the registers know.

    Nothing from a domestic branch: the applicant is its head office. A masked name is never filled in; type
    `other` wants words beside it, which are the record's `type_note`."""
    if record.is_branch:
        return {}
    person = record.responsible_person
    told: dict[str, Value | None] = {
        NAME: record.name,
        COMPANY_TYPE: company_types.get(record.registration_type.value),
        RESPONSIBLE: "" if masked(person) else person,
        "registry.setup_date": record.setup_date,
        CAPITAL: record.capital,
        "registry.address": record.address,
        "registry.industry": record.industry_section,
    }
    return {name: value for name, value in told.items() if value}
