"""The rules of an alliance's two forms: the verdict on a company, and the target proposed to it."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.answers.values import amount
from flows.definitions.questionnaire import Kind
from flows.rules.answers_by_role import Given
from flows.rules.rules import Need, Rules
from flows.schemes.alliance.growth import LEAST_PERCENT
from flows.schemes.common import sme

_TEN_THOUSAND = 10_000


def overseas_target(given: Given) -> Value | None:
    """Overseas revenue of the year before, and as much more as the alliance needs together, rounded up to 萬; None
    where there was none."""
    overseas = given.values.get("overseas_revenue")
    base = amount(overseas.get("y1")) if isinstance(overseas, Mapping) else None
    if not base:
        return None
    needed = -(-int(base) * (100 + LEAST_PERCENT) // 100)
    return -(-needed // _TEN_THOUSAND) * _TEN_THOUSAND


def _rules() -> Rules:
    needs = {
        "company.id": Need(Kind.UBN),
        "company.name": Need(Kind.TEXT),
        "company.address": Need(Kind.ADDRESS),
        "contact.name": Need(Kind.TEXT),
        "contact.title": Need(Kind.TEXT),
        "contact.phone": Need(Kind.PHONE),
        "contact.email": Need(Kind.EMAIL),
        **{role: need for role, need in sme.NEEDS.items() if role != sme.APPEAL},
    }
    return Rules(
        needs=needs,
        judge=sme.judge,
        restore=sme.restore,
        reasons=tuple(sme.Reason),
        deciding=sme.DECIDING,
        suggestions={"overseas_target": overseas_target},
        samples=sme.SAMPLES,
        against=(sme.Reason.CAPITAL_ABOVE, sme.Reason.EMPLOYEES_ABOVE),
    )


PROPOSAL, MEMBER = _rules(), _rules()
"""One each: what is asked of the leading company is asked of every member."""
