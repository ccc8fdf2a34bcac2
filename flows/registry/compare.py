"""What a register says against what was answered: differences worth a look by the applicant and by staff."""

import re
from collections.abc import Mapping
from unicodedata import normalize

from flows.answers.base import Value
from flows.registry.autofill import CAPITAL, COMPANY_TYPE, NAME, RESPONSIBLE
from flows.registry.model import Record, Registration, Status
from flows.registry.values import masked

ACTIVE: frozenset[Status] = frozenset({Status.ACTIVE, Status.UNKNOWN})
"""States that raise no question; a register that tells none says nothing against a company."""


def differing(record: Record, answered: Mapping[str, Value]) -> dict[str, Value]:
    """What the register says of which something else was answered; both by autofill name (`registry.capital`).

    Names are compared without width, blanks and 臺/台; a masked name says nothing. A tax registration alone
    is among what the option 「其他」 names."""
    kind = Registration.OTHER if record.tax_only else record.registration_type
    told: dict[str, Value | None] = {
        COMPANY_TYPE: str(kind.value),
        NAME: record.name,
        RESPONSIBLE: "" if masked(record.responsible_person) else record.responsible_person,
        CAPITAL: record.capital,
    }
    return {
        name: said
        for name, said in told.items()
        if said and name in answered and _bare(answered[name]) != _bare(said)
    }


def _bare(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return re.sub(r"\s", "", normalize("NFKC", value)).replace("台", "臺").casefold()
