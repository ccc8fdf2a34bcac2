"""Is the company an SME? 中小企業認定標準 (Standards for Identifying Small and Medium-sized Enterprises), 109.06.24.

Article 2: company or business registration, and paid-in capital of at most NT$100 million OR fewer than 200
regular employees. Article 5: employees are the 12-month average number of insured persons, so a fraction
counts and is never rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from flows.answers.values import amount
from flows.definitions.questionnaire import Kind
from flows.registry import Record, Registration
from flows.registry.compare import ACTIVE
from flows.rules.answers_by_role import Given
from flows.rules.rules import Need
from flows.rules.verdict import Criterion, State, Verdict

MAX_CAPITAL_TWD = 100_000_000
MAX_EMPLOYEES = 200

REGISTRATION, CAPITAL, EMPLOYEES = "company.registration", "company.capital", "company.employees"
"""What the verdict rests on."""

APPEAL = "sme.deemed"
"""The role of the question by which a company that is too large may say that it is deemed an SME (Article 6)."""

NEEDS: Mapping[str, Need] = MappingProxyType(
    {
        REGISTRATION: Need(
            Kind.SINGLE_CHOICE,
            frozenset(kind.value for kind in Registration if kind is not Registration.UNKNOWN),
        ),
        CAPITAL: Need(Kind.AMOUNT),
        EMPLOYEES: Need(Kind.NUMBER),
        APPEAL: Need(Kind.BOOLEAN),
    }
)

DECIDING = (REGISTRATION, CAPITAL, EMPLOYEES)

SAMPLES: Mapping[str, Sequence[int]] = MappingProxyType({CAPITAL: (1,), EMPLOYEES: (1,)})
"""A small company's."""


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


def restore(state: State, reasons: Sequence[str]) -> Verdict:
    """The verdict of this state and these reasons, with the criteria of Article 2 as they are printed: the capital,
    which a foreign company's branch has none of (公司法 Art. 372), and the employees."""
    criteria = (
        Criterion(
            CAPITAL,
            met=Reason.CAPITAL_WITHIN in reasons,
            reason=Reason.CAPITAL_WITHIN,
            applies=Reason.FOREIGN_BRANCH not in reasons,
        ),
        Criterion(EMPLOYEES, met=Reason.EMPLOYEES_BELOW in reasons, reason=Reason.EMPLOYEES_BELOW),
    )
    too_large = state is State.NOT_ELIGIBLE and Reason.NOT_REGISTERED not in reasons
    return Verdict(state, tuple(map(Reason, reasons)), criteria, APPEAL if too_large else "")


def judge(given: Given) -> Verdict | None:
    """The verdict on these answers, and on what the registers say of the company; None until enough is known.

    Registration 「其他」 is decided at once: nobody should type on for nothing. A foreign branch has 營業所用資金
    instead of paid-in capital (公司法 Art. 372), which Article 2 does not speak of: staff decide, whether the
    person or the register calls it that. So they do on a company that says it is deemed an SME (Article 6: guided
    expansion, merger, collective guidance), and on one the registers show as dissolved or suspended, as a branch,
    as no company or business at all, or without commercial registration, whatever was chosen by hand."""
    chosen, record = given.meaning(REGISTRATION), given.record
    if not chosen:
        return None
    if chosen == Registration.OTHER:
        return restore(State.NOT_ELIGIBLE, (Reason.NOT_REGISTERED,))
    capital, employees = amount(given[CAPITAL]), amount(given[EMPLOYEES])
    if capital is None or employees is None:
        return None
    if Registration.FOREIGN_BRANCH in (chosen, _kind(record)):
        return restore(State.NEEDS_STAFF, (Reason.FOREIGN_BRANCH, *_standing(record), _by_people(employees)))
    doubts, size = tuple(_standing(record)), (_by_money(capital), _by_people(employees))
    if not {Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW} & set(size):
        if given[APPEAL] != "yes":
            return restore(State.NOT_ELIGIBLE, size)
        doubts = (Reason.DEEMED, *doubts)
    return restore(State.NEEDS_STAFF if doubts else State.ELIGIBLE, (*doubts, *size))


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
