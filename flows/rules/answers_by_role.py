"""Answers by what they mean: how rules read a form whose questions they do not know by id."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.answers.base import Value
from flows.definitions.edition import Edition
from flows.registry import Record


@dataclass(frozen=True, slots=True)
class Given:
    """The answers so far. `values` are by question id; `record` is what the registers say of the company, if they
    were asked and it is theirs; `latest_year` is the latest complete business year, in AD."""

    edition: Edition
    values: Mapping[str, Value]
    record: Record | None = None
    latest_year: int = 0

    def __getitem__(self, role: str) -> Value | None:
        """The value of the question that plays a role; None when it is not answered, or not asked by this form."""
        return self.values.get(self.edition.roles.question(role))

    def meaning(self, role: str) -> str:
        """What the option chosen for a role means; empty when none is chosen."""
        value = self[role]
        return "" if value is None else self.edition.roles.meaning(role, value)
