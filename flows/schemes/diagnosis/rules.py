"""The rules of the diagnosis's one form, put together: what its questions must mean, the verdict, the checks."""

from flows.definitions.questionnaire import Kind
from flows.rules.rules import Need, Rules
from flows.schemes.common import sme
from flows.schemes.diagnosis.checks import CHECKS
from flows.schemes.diagnosis.odd_answers import odd
from flows.schemes.diagnosis.suggestions import SUGGESTIONS

YEARLY = frozenset({
    "annual_revenue", "export_revenue_2y", "export_share", "gov_support_3y", "gov_support_details",
    "overseas_activities",
})  # fmt: skip
"""Questions of the last one, two or three years."""

APPLICATION = Rules(
    needs={
        "company.id": Need(Kind.UBN),
        "company.name": Need(Kind.TEXT),
        "company.address": Need(Kind.ADDRESS),
        "contact.name": Need(Kind.TEXT),
        "contact.title": Need(Kind.TEXT),
        "contact.phone": Need(Kind.PHONE),
        "contact.email": Need(Kind.EMAIL),
        "signing.declaration": Need(Kind.BOOLEAN),
        "signing.consent": Need(Kind.BOOLEAN),
        "signing.name": Need(Kind.TEXT),
        "signing.title": Need(Kind.TEXT),
        "matching.needs": Need(Kind.MULTI_CHOICE),
        "matching.markets": Need(Kind.RANKING),
        "matching.industry": Need(Kind.SINGLE_CHOICE),
        "matching.mode": Need(Kind.SINGLE_CHOICE),
        "signing.method": Need(Kind.SINGLE_CHOICE, frozenset({"paper"})),
        **sme.NEEDS,
    },
    judge=sme.judge,
    restore=sme.restore,
    reasons=tuple(sme.Reason),
    deciding=sme.DECIDING,
    yearly=YEARLY,
    checks=CHECKS,
    suggestions=SUGGESTIONS,
    samples=sme.SAMPLES,
    against=(sme.Reason.CAPITAL_ABOVE, sme.Reason.EMPLOYEES_ABOVE),
    odd=odd,
)
"""Staff take signatures on paper only; another way to sign needs its own process first."""
