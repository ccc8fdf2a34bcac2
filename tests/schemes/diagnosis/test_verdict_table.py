"""The verdict as a decision table, one row per case: the answers, what the registers say, and Article 6."""

from dataclasses import replace

import pytest

from flows.answers.base import Value
from flows.registry import Record, Registration, Status
from flows.registry.compare import differing
from flows.rules.verdict import State
from flows.schemes.common.sme import Reason
from tests.support.registers import FOUND, RECORDS
from tests.support.rules import judge

E, N, S = State.ELIGIBLE, State.NOT_ELIGIBLE, State.NEEDS_STAFF
SMALL, LARGE = (1_000_000, 5), (100_000_001, 200)

TABLE: list[tuple[str, tuple[int, float], str, Record | None, State, Reason]] = [
    # 公司、商業（獨資、合夥）、有限合夥：由資本額或員工數決定。
    ("company", SMALL, "", None, E, Reason.CAPITAL_WITHIN),
    ("sole_prop", SMALL, "", None, E, Reason.CAPITAL_WITHIN),
    ("partnership", SMALL, "", None, E, Reason.CAPITAL_WITHIN),
    ("limited_partnership", SMALL, "", None, E, Reason.CAPITAL_WITHIN),
    ("company", (100_000_000, 500), "", None, E, Reason.CAPITAL_WITHIN),
    ("company", (100_000_001, 199.9), "", None, E, Reason.CAPITAL_ABOVE),
    ("company", (100_000_001, 199), "", None, E, Reason.CAPITAL_ABOVE),
    ("company", (500_000_000, 10), "", None, E, Reason.CAPITAL_ABOVE),
    ("company", (1_000_000, 0), "", None, E, Reason.CAPITAL_WITHIN),
    ("company", (100_000_000, 200), "", None, E, Reason.CAPITAL_WITHIN),
    ("company", LARGE, "", None, N, Reason.CAPITAL_ABOVE),
    ("sole_prop", LARGE, "", None, N, Reason.CAPITAL_ABOVE),
    ("partnership", LARGE, "", None, N, Reason.CAPITAL_ABOVE),
    ("limited_partnership", LARGE, "", None, N, Reason.CAPITAL_ABOVE),
    # 第 6 條視同中小企業：只在規模不符時有意義，由執行單位確認。
    ("company", LARGE, "yes", None, S, Reason.DEEMED),
    ("company", LARGE, "no", None, N, Reason.CAPITAL_ABOVE),
    ("company", SMALL, "yes", None, E, Reason.CAPITAL_WITHIN),
    ("other", LARGE, "yes", None, N, Reason.NOT_REGISTERED),
    # 外國公司在臺分公司；協會、學校等。
    ("foreign_branch", SMALL, "", None, S, Reason.FOREIGN_BRANCH),
    ("foreign_branch", LARGE, "", None, S, Reason.FOREIGN_BRANCH),
    ("foreign_branch", SMALL, "", RECORDS["dissolved"], S, Reason.FOREIGN_BRANCH),
    ("other", SMALL, "", None, N, Reason.NOT_REGISTERED),
    # 登記資料說的：營業中、查不到狀態、解散、停業、其他狀態、分公司、僅有稅籍登記。
    ("company", SMALL, "", FOUND, E, Reason.CAPITAL_WITHIN),
    ("company", SMALL, "", RECORDS["sparse"], E, Reason.CAPITAL_WITHIN),
    ("company", SMALL, "", RECORDS["dissolved"], S, Reason.NOT_ACTIVE),
    ("company", SMALL, "", RECORDS["suspended"], S, Reason.NOT_ACTIVE),
    ("company", SMALL, "", replace(FOUND, status=Status.OTHER), S, Reason.NOT_ACTIVE),
    ("company", SMALL, "", RECORDS["branch"], S, Reason.BRANCH),
    ("sole_prop", SMALL, "", RECORDS["tax_only"], S, Reason.TAX_ONLY),
    ("company", LARGE, "", RECORDS["dissolved"], N, Reason.CAPITAL_ABOVE),
    ("company", LARGE, "yes", RECORDS["dissolved"], S, Reason.DEEMED),
    ("other", SMALL, "", RECORDS["association"], N, Reason.NOT_REGISTERED),
    # 自己填的登記型態和登記資料不同：協會、學校、外國公司的分公司，無論填什麼都由執行單位確認。
    ("company", SMALL, "", RECORDS["association"], S, Reason.REGISTER_OTHER),
    ("sole_prop", SMALL, "", replace(FOUND, registration_type=Registration.OTHER), S, Reason.REGISTER_OTHER),
    ("limited_partnership", SMALL, "", RECORDS["association"], S, Reason.REGISTER_OTHER),
    ("foreign_branch", SMALL, "", RECORDS["association"], S, Reason.FOREIGN_BRANCH),
    ("company", LARGE, "", RECORDS["association"], N, Reason.CAPITAL_ABOVE),
    ("company", LARGE, "yes", RECORDS["association"], S, Reason.DEEMED),
    ("company", SMALL, "", RECORDS["foreign"], S, Reason.FOREIGN_BRANCH),
    ("sole_prop", SMALL, "", RECORDS["foreign"], S, Reason.FOREIGN_BRANCH),
    ("company", LARGE, "", RECORDS["foreign"], S, Reason.FOREIGN_BRANCH),
    ("company", SMALL, "", RECORDS["tax_only"], S, Reason.TAX_ONLY),
]


@pytest.mark.parametrize(("registration", "size", "deemed", "record", "state", "first"), TABLE)
def test_the_verdict_of_every_case(
    registration: str,
    size: tuple[int, float],
    deemed: str,
    record: Record | None,
    state: State,
    first: Reason,
) -> None:
    answers: dict[str, Value] = {
        "registration_type": registration,
        "paid_in_capital": size[0],
        "employee_count": size[1],
    }
    if deemed:
        answers["deemed_sme"] = deemed
    verdict = judge(answers, record)
    assert verdict is not None
    assert (verdict.state, verdict.reasons[0]) == (state, first)
    assert bool(verdict.appeal) is (state is N and registration != "other")


def test_every_reason_stands_in_the_table() -> None:
    """Those that never come first are told beside others."""
    beside = {Reason.EMPLOYEES_BELOW, Reason.EMPLOYEES_ABOVE}
    assert {row[-1] for row in TABLE} | beside == set(Reason)


@pytest.mark.parametrize("case", ["association", "foreign", "tax_only"])
@pytest.mark.parametrize("chosen", ["company", "sole_prop", "partnership", "limited_partnership"])
def test_a_kind_chosen_against_the_register_is_a_difference(case: str, chosen: str) -> None:
    """It stands in 請留意 of the staff mail, whatever was chosen."""
    told = differing(RECORDS[case], {"registry.type": chosen})
    assert told == {"registry.type": "foreign_branch" if case == "foreign" else "other"}


def test_the_kind_the_register_tells_is_no_difference() -> None:
    assert differing(RECORDS["association"], {"registry.type": "other"}) == {}
    assert differing(RECORDS["foreign"], {"registry.type": "foreign_branch"}) == {}
    assert differing(FOUND, {"registry.type": "company"}) == {}
    assert differing(RECORDS["sparse"], {"registry.type": "partnership"}) == {}
