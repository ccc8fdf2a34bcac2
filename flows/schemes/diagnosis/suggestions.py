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


_OWNER = "負責人"
"""The title of whoever is registered as representing the business; the form is in Chinese."""


def title_of_contact(given: Given) -> Value | None:
    """The title of a contact who represents the business; None for anybody else."""
    return _OWNER if _is_owner(given, given["contact.name"]) else None


def title_of_signatory(given: Given) -> Value | None:
    """The title of a manager who represents the business, or who is the contact; None for anybody else."""
    name = given["signing.name"]
    if _is_owner(given, name):
        return _OWNER
    return given["contact.title"] if name and name == given["contact.name"] else None


def _is_owner(given: Given, name: Value | None) -> bool:
    return bool(name) and name == given.values.get("responsible_person")


SUGGESTIONS: Mapping[str, Suggestion] = {
    "export_share": export_share,
    "title_of_contact": title_of_contact,
    "title_of_signatory": title_of_signatory,
}
