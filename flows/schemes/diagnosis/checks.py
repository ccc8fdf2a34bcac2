"""The cross-checks of the diagnosis: which answers are compared, and what is said to differ."""

from collections.abc import Mapping
from datetime import date

from flows.answers.values import amount, choices
from flows.rules.answers_by_role import Given
from flows.rules.checks import Compared, Facts
from flows.schemes.common.registry_checks import registry_differs, registry_inactive
from flows.schemes.diagnosis.suggestions import export_share

TOLERANCE_POINTS = 5
"""How far a typed export share may be from the computed one before it is worth asking."""


def _no_employees(given: Given) -> Facts | None:
    company = given.values.get("registration_type") == "company"
    return {} if company and amount(given.values.get("employee_count")) == 0 else None


def _overseas(given: Given, row: str) -> int | float | None:
    matrix = given.values.get("export_revenue_2y")
    return amount(matrix.get(row)) if isinstance(matrix, Mapping) else None


def _overseas_exceeds_revenue(given: Given) -> Facts | None:
    overseas, revenue = _overseas(given, "y1"), amount(given.values.get("annual_revenue"))
    if overseas is None or revenue is None or overseas <= revenue:
        return None
    return {"overseas": overseas, "revenue": revenue}


def _share_differs(given: Given) -> Facts | None:
    share, computed = amount(given.values.get("export_share")), amount(export_share(given))
    if share is None or computed is None or abs(share - computed) <= TOLERANCE_POINTS:
        return None
    return {"share": share, "computed": computed}


def _regular_without_revenue(given: Given) -> Facts | None:
    nothing = _overseas(given, "y1") == 0 and _overseas(given, "y2") == 0
    return {} if given.values.get("export_status") == "regular" and nothing else None


def _ecommerce_without_export(given: Given) -> Facts | None:
    selling = given.values.get("ecommerce_status") == "overseas"
    return {} if selling and given.values.get("export_status") in ("none", "planning") else None


def _young_with_history(given: Given) -> Facts | None:
    """Overseas revenue in a year before the company existed: y1 is `latest_year`, y2 the year before it."""
    founded = given.values.get("established_date")
    if not isinstance(founded, str):
        return None
    year, latest_year = date.fromisoformat(founded).year, given.latest_year
    early = (year > latest_year and _overseas(given, "y1")) or (
        year > latest_year - 1 and _overseas(given, "y2")
    )
    return {"established": founded} if early else None


def _tools_without_promotion(given: Given) -> Facts | None:
    matrix = given.values.get("digital_capability")
    score = amount(matrix.get("promotion")) if isinstance(matrix, Mapping) else None
    none = "none" in choices(given.values.get("tools_in_use"))
    return {"score": score} if none and score is not None and score >= 4 else None


CHECKS: Mapping[str, Compared] = {
    "register_inactive": Compared(registry_inactive, ("ubn",)),
    "register_differs": Compared(
        registry_differs, ("company_name", "registration_type", "responsible_person", "paid_in_capital")
    ),
    "no_employees": Compared(_no_employees, ("employee_count",)),
    "overseas_exceeds_revenue": Compared(
        _overseas_exceeds_revenue,
        ("export_revenue_2y", "annual_revenue"),
        {"overseas": "annual_revenue", "revenue": "annual_revenue"},
    ),
    "share_differs": Compared(
        _share_differs,
        ("export_share", "export_revenue_2y"),
        {"share": "export_share", "computed": "export_share"},
    ),
    "regular_without_revenue": Compared(_regular_without_revenue, ("export_status", "export_revenue_2y")),
    "ecommerce_without_export": Compared(_ecommerce_without_export, ("ecommerce_status", "export_status")),
    "young_with_history": Compared(
        _young_with_history,
        ("established_date", "export_revenue_2y"),
        {"established": "established_date"},
    ),
    "tools_without_promotion": Compared(_tools_without_promotion, ("tools_in_use", "digital_capability")),
}
