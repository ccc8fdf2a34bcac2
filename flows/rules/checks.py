"""Cross-checks between answers, as a form's rules declare them: they warn and ask, they never block.

Each finding carries a fingerprint of the answers compared, so that a confirmation lasts exactly as long as
those answers do. The words live in the language files under `checks.`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flows.answers.base import Value
from flows.rules.answers_by_role import Given

Facts = Mapping[str, Value]
Check = Callable[[Given], Facts | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two answers that do not fit each other: which check, what was compared, the questions concerned.

    `shown_as`: the question as whose answer a fact is put into words, where it is."""

    check: str
    facts: Facts
    questions: tuple[str, ...]
    shown_as: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Changes whenever one of the compared answers does."""
        return f"{self.check}:{json.dumps(self.facts, ensure_ascii=False, sort_keys=True)}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A check, the questions to offer for correction, and as which question's answer each fact is worded."""

    run: Check
    questions: tuple[str, ...]
    shown_as: Mapping[str, str] = field(default_factory=dict)


def run_checks(checks: Mapping[str, Compared], given: Given) -> tuple[Finding, ...]:
    """What the questionnaire's checks find in the answers, in its order."""
    names = given.edition.questionnaire.checks
    found = ((name, checks[name].run(given)) for name in names)
    return tuple(
        Finding(name, facts, checks[name].questions, checks[name].shown_as)
        for name, facts in found
        if facts is not None
    )
