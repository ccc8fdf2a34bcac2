"""Answers the service can work out and propose; the person confirms or types another."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.answers.values import amount
from flows.rules.answers_by_role import Given
from flows.rules.rules import Suggestion


def export_share(given: Given) -> Value | None:
    """Last year's overseas revenue as a percentage of all revenue, to one decimal; None when it cannot be."""
    values = given.values
    overseas = values.get("export_revenue_2y")
    latest = amount(overseas.get("y1")) if isinstance(overseas, Mapping) else None
    revenue = amount(values.get("annual_revenue"))
    if latest is None or not revenue or latest > revenue:
        return None
    share = round(latest / revenue * 100, 1)
    return int(share) if share == int(share) else share


SUGGESTIONS: Mapping[str, Suggestion] = {"export_share": export_share}
