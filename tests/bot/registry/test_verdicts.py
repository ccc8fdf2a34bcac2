"""From a 統一編號 to a verdict over real HTTP, one row per kind of organisation: what is filled in, then judged."""

import pytest

from bot.demo.standins import registry_samples as s
from flows.answers.base import Value
from flows.registry import Found, autofill
from flows.rules.verdict import State
from flows.schemes.common.sme import Reason
from tests.bot.registry.conftest import Office
from tests.support.rules import COMPANY_TYPES, judge

E, N, S = State.ELIGIBLE, State.NOT_ELIGIBLE, State.NEEDS_STAFF

TABLE: list[tuple[str, float, State, tuple[Reason, ...]]] = [
    (s.EXPORTER, 5, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.EXPORTER, 200, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_ABOVE)),
    (s.PAID_IN_ZERO, 0, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.AMOUNTS_AS_TEXT, 5, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.LARGE, 199.9, E, (Reason.CAPITAL_ABOVE, Reason.EMPLOYEES_BELOW)),
    (s.LARGE, 200, N, (Reason.CAPITAL_ABOVE, Reason.EMPLOYEES_ABOVE)),
    (s.SOLE, 0, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.PARTNERS, 3, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.LIMITED_PARTNERS, 3, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.MOVED, 3, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.MASKED, 3, E, (Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.FOREIGN, 5, S, (Reason.FOREIGN_BRANCH, Reason.EMPLOYEES_BELOW)),
    (s.DOMESTIC_BRANCH, 5, S, (Reason.BRANCH, Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.DISSOLVED, 5, S, (Reason.NOT_ACTIVE, Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.SUSPENDED, 5, S, (Reason.NOT_ACTIVE, Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.TAX_ONLY, 0, S, (Reason.TAX_ONLY, Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW)),
    (s.ASSOCIATION, 5, N, (Reason.NOT_REGISTERED,)),
    (s.A_SCHOOL, 5, N, (Reason.NOT_REGISTERED,)),
]

BY_HAND: dict[str, Value] = {"registration_type": "company", "paid_in_capital": 1_000_000}
"""What the person says where the registers do not."""


@pytest.mark.parametrize(("ubn", "employees", "state", "reasons"), TABLE)
async def test_the_verdict_of_every_kind(
    office: Office, ubn: str, employees: float, state: State, reasons: tuple[Reason, ...]
) -> None:
    found = await (await office.registry()).lookup(ubn)
    assert isinstance(found, Found)
    told = autofill(found.record, COMPANY_TYPES)
    values = BY_HAND | {"employee_count": employees}
    for question, name in (("registration_type", "registry.type"), ("paid_in_capital", "registry.capital")):
        values |= {question: told[name]} if name in told else {}
    verdict = judge(values, found.record)
    assert verdict is not None
    assert (verdict.state, verdict.reasons) == (state, reasons)
    assert bool(verdict.appeal) is (ubn == s.LARGE and state is N), (
        "Article 6 is asked about only where it matters"
    )


def test_every_sample_that_is_known_stands_in_the_table() -> None:
    """But those whose traps are of names and addresses alone."""
    spelling = {s.NON_EXPORTER, s.ENGLISH, s.MESSY, s.OLD_COUNTY, s.FULL_WIDTH, s.LISTED_NAMES}
    assert {row[0] for row in TABLE} | spelling == set(s.SAMPLES)
