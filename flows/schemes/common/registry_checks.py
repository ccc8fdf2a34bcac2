"""Checks of answers against the public registers, for every scheme that asks about a company."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.registry import Record
from flows.registry.compare import ACTIVE, differing
from flows.rules.checks import Facts


def registry_differs(values: Mapping[str, Value], _: int, record: Record | None) -> Facts | None:
    """What the register says instead, by question: kept as answered, for staff to see."""
    return (differing(record, values) or None) if record else None


def registry_inactive(_values: Mapping[str, Value], _: int, record: Record | None) -> Facts | None:
    """The state of a company that is not active any more, in the register's own words."""
    if record is None or record.status in ACTIVE:
        return None
    return {"status": record.status_text or record.status.value}
