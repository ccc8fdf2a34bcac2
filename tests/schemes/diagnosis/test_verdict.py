"""Who is an SME: every case of the law, its boundaries, and the combinations nobody may fall between."""

from itertools import product

import pytest

from flows.answers.base import Value
from flows.rules.verdict import State
from flows.schemes.common.sme import Reason
from flows.schemes.diagnosis.rules import APPLICATION as RULES
from tests.support.rules import judge

E, N, S = State.ELIGIBLE, State.NOT_ELIGIBLE, State.NEEDS_STAFF
REGISTRATIONS = ("company", "sole_prop", "partnership", "limited_partnership", "foreign_branch", "other")
CAPITALS = (1, 100_000_000, 100_000_001)
EMPLOYEES = (0, 199.9999, 200)


@pytest.mark.parametrize(
    ("registration", "capital", "employees", "state"),
    [
        # Article 2: capital of at most NT$100 million OR fewer than 200 employees.
        ("company", 1_000_000, 0, E),
        ("company", 100_000_000, 500, E),
        ("company", 100_000_001, 199, E),
        ("company", 500_000_000, 10, E),
        ("company", 100_000_001, 200, N),
        ("company", 100_000_000, 200, E),
        # Article 5: a 12-month average may be a fraction, and is not rounded.
        ("company", 100_000_001, 199.9, E),
        ("company", 100_000_001, 199.9999, E),
        ("company", 100_000_001, 200.0001, N),
        # 商業登記法 Art. 3, and 有限合夥 by interpretation and the parent act.
        ("sole_prop", 100_000_000, 500, E),
        ("sole_prop", 200_000_000, 350, N),
        ("partnership", 300_000, 3, E),
        ("partnership", 200_000_000, 350, N),
        ("limited_partnership", 5_000_000, 250, E),
        ("limited_partnership", 200_000_000, 350, N),
        # No paid-in capital to judge by: people decide, whatever the size.
        ("foreign_branch", 1, 0, S),
        ("foreign_branch", 200_000_000, 350, S),
        # Associations, clinics, cram schools, tax registration only.
        ("other", 1, 0, N),
    ],
)
def test_the_verdict(registration: str, capital: int, employees: float, state: State) -> None:
    verdict = judge(case(registration, capital, employees))
    assert verdict is not None
    assert verdict.state is state


def case(registration: str, capital: int, employees: float) -> dict[str, Value]:
    """The three answers the law looks at."""
    return {"registration_type": registration, "paid_in_capital": capital, "employee_count": employees}


@pytest.mark.parametrize(
    ("registration", "capital", "employees"), [*product(REGISTRATIONS, CAPITALS, EMPLOYEES)]
)
def test_reasons_say_what_the_verdict_rests_on(registration: str, capital: int, employees: float) -> None:
    verdict = judge(case(registration, capital, employees))
    assert verdict is not None
    if registration == "other":
        assert verdict.reasons == (Reason.NOT_REGISTERED,)
        return
    branch = registration == "foreign_branch"
    assert (Reason.CAPITAL_WITHIN in verdict.reasons) is (not branch and capital <= 100_000_000)
    assert (Reason.CAPITAL_ABOVE in verdict.reasons) is (not branch and capital > 100_000_000)
    assert (Reason.EMPLOYEES_BELOW in verdict.reasons) is (employees < 200)
    assert (Reason.EMPLOYEES_ABOVE in verdict.reasons) is (employees >= 200)
    assert (verdict.reasons[0] is Reason.FOREIGN_BRANCH) is branch
    by_capital, by_employees = verdict.criteria
    assert by_capital.applies is not branch
    assert (by_capital.met, by_employees.met) == (not branch and capital <= 100_000_000, employees < 200)
    assert RULES.restore(verdict.state, [str(reason) for reason in verdict.reasons]) == verdict


@pytest.mark.parametrize("missing", ["registration_type", "paid_in_capital", "employee_count"])
def test_there_is_no_verdict_before_enough_is_known(missing: str) -> None:
    known = case("company", 1, 0)
    del known[missing]
    assert judge(known) is None


def test_an_organisation_without_registration_need_not_type_on() -> None:
    verdict = judge({"registration_type": "other"})
    assert verdict is not None
    assert verdict.state is State.NOT_ELIGIBLE
