"""Is the company an SME? 中小企業認定標準 (Standards for Identifying Small and Medium-sized Enterprises), 109.06.24.

Article 2: company or business registration, and paid-in capital of at most NT$100 million OR fewer than 200
regular employees. Article 5: employees are the 12-month average number of insured persons, so a fraction
counts and is never rounded.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from flows.answers.base import Value
from flows.answers.values import amount
from flows.registry import Record, Registration
from flows.registry.compare import ACTIVE
from flows.rules.verdict import State, Verdict

MAX_CAPITAL_TWD = 100_000_000
MAX_EMPLOYEES = 200

APPEAL = "deemed_sme"
"""The question by which a company that is too large may say that it is deemed an SME (Article 6)."""


class Reason(StrEnum):
    """Why, one per rule; words and the article cited live in the language files under `reason.`."""

    CAPITAL_WITHIN = "capital_within"
    CAPITAL_ABOVE = "capital_above"
    EMPLOYEES_BELOW = "employees_below"
    EMPLOYEES_ABOVE = "employees_above"
    FOREIGN_BRANCH = "foreign_branch"
    NOT_REGISTERED = "not_registered"
    DEEMED = "deemed"
    NOT_ACTIVE = "not_active"
    BRANCH = "branch"
    TAX_ONLY = "tax_only"
    REGISTER_OTHER = "register_other"


_REGISTERED = frozenset({"company", "sole_prop", "partnership", "limited_partnership"})


def by_capital(verdict: Verdict) -> bool:
    """Whether the paid-in capital alone makes it an SME; a foreign company's branch has none."""
    return Reason.CAPITAL_WITHIN in verdict.reasons and not is_working_capital(verdict)


def is_working_capital(verdict: Verdict) -> bool:
    """Whether the amount given as capital is a branch's working capital (公司法 Art. 372)."""
    return Reason.FOREIGN_BRANCH in verdict.reasons


def is_deemed(verdict: Verdict) -> bool:
    """Whether it is too large, but claims that Article 6 applies."""
    return Reason.DEEMED in verdict.reasons


def by_employees(verdict: Verdict) -> bool:
    """Whether the number of employees alone makes it an SME."""
    return Reason.EMPLOYEES_BELOW in verdict.reasons


def judge(values: Mapping[str, Value], record: Record | None = None) -> Verdict | None:
    """The verdict on these answers, and on what the registers say of the company; None until enough is known.

    Registration 「其他」 is decided at once: nobody should type on for nothing. A foreign branch has 營業所用資金
    instead of paid-in capital (公司法 Art. 372), which Article 2 does not speak of: staff decide, whether the
    person or the register calls it that. So they do on a company that says it is deemed an SME (Article 6: guided
    expansion, merger, collective guidance), and on one the registers show as dissolved or suspended, as a branch,
    as no company or business at all, or without commercial registration, whatever was chosen by hand."""
    registration = values.get("registration_type")
    if registration is None:
        return None
    if registration == "other":
        return Verdict(State.NOT_ELIGIBLE, (Reason.NOT_REGISTERED,))
    capital, employees = amount(values.get("paid_in_capital")), amount(values.get("employee_count"))
    if capital is None or employees is None:
        return None
    if registration not in _REGISTERED or _kind(record) is Registration.FOREIGN_BRANCH:
        doubts = (Reason.FOREIGN_BRANCH, *_standing(record))
        return Verdict(State.NEEDS_STAFF, (*doubts, _by_people(employees)))
    doubts, size = tuple(_standing(record)), (_by_money(capital), _by_people(employees))
    if not {Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW} & set(size):
        if values.get(APPEAL) != "yes":
            return Verdict(State.NOT_ELIGIBLE, size, APPEAL)
        doubts = (Reason.DEEMED, *doubts)
    return Verdict(State.NEEDS_STAFF if doubts else State.ELIGIBLE, (*doubts, *size))


def _kind(record: Record | None) -> Registration:
    return record.registration_type if record else Registration.UNKNOWN


def _standing(record: Record | None) -> Iterator[Reason]:
    """What the registers say against it."""
    if record is None:
        return
    if record.status not in ACTIVE:
        yield Reason.NOT_ACTIVE
    if record.is_branch:
        yield Reason.BRANCH
    if record.tax_only:
        yield Reason.TAX_ONLY
    if record.registration_type is Registration.OTHER:
        yield Reason.REGISTER_OTHER


def _by_money(capital: float) -> Reason:
    return Reason.CAPITAL_WITHIN if capital <= MAX_CAPITAL_TWD else Reason.CAPITAL_ABOVE


def _by_people(employees: float) -> Reason:
    return Reason.EMPLOYEES_BELOW if employees < MAX_EMPLOYEES else Reason.EMPLOYEES_ABOVE
