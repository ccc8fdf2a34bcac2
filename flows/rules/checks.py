"""Cross-checks between answers, as a form's rules declare them: they warn and ask, they never block.

Each finding carries a fingerprint of the answers compared, so that a confirmation lasts exactly as long as
those answers do. The words live in the language files under `checks.`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flows.answers.base import Value
from flows.registry import Record

Facts = Mapping[str, Value]
Check = Callable[[Mapping[str, Value], int, Record | None], Facts | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two answers that do not fit each other: which check, what was compared, the questions concerned."""

    check: str
    facts: Facts
    questions: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Changes whenever one of the compared answers does."""
        return f"{self.check}:{json.dumps(self.facts, ensure_ascii=False, sort_keys=True)}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A check and the questions to offer for correction."""

    run: Check
    questions: tuple[str, ...]


def run_checks(
    checks: Mapping[str, Compared],
    names: Sequence[str],
    values: Mapping[str, Value],
    latest_year: int,
    record: Record | None,
) -> tuple[Finding, ...]:
    """What the checks of these names find in the answers, in this order; `latest_year` is in AD.

    `record`: what the registers say of the company, if they were asked and it is theirs."""
    found = ((name, checks[name].run(values, latest_year, record)) for name in names)
    return tuple(Finding(name, facts, checks[name].questions) for name, facts in found if facts is not None)
