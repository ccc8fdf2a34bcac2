"""The rules of a form, as its scheme hands them in: what they need, the verdict, the checks, the proposals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.answers.base import Value
from flows.definitions.questionnaire import Kind
from flows.rules.answers_by_role import Given
from flows.rules.checks import Compared
from flows.rules.verdict import State, Verdict

Suggestion: TypeAlias = Callable[[Given], Value | None]


@dataclass(frozen=True, slots=True)
class Need:
    """The kind that the question of a role must have; of a choice, the meanings its options may have."""

    kind: Kind
    meanings: frozenset[str] = frozenset()


def _no_verdict(_given: Given) -> Verdict | None:
    return None


def _nothing_odd(_given: Given) -> Mapping[str, Value]:
    return {}


@dataclass(frozen=True)
class Rules:
    """What a form's answers mean. Pure.

    `needs`: the roles that rules, mails and document read; lint proves that the form has each. `judge`: the verdict,
    None until enough is known. `restore`: a stored verdict, by its state and reasons. `reasons`: every name a verdict
    can give. `yearly`: questions about the last business years, whose answers do not stand for another year's
    programme. `deciding`: the roles it rests on, which can be changed where it is against somebody. `samples`: by role,
    answers with which one may go on, for lint's walk through the form. For the gallery of all screens: `against`, the
    reasons of a verdict against somebody, and `odd`, answers by question that the checks find fault with."""

    needs: Mapping[str, Need] = field(default_factory=dict)
    judge: Callable[[Given], Verdict | None] = _no_verdict
    restore: Callable[[State, Sequence[str]], Verdict] = Verdict
    reasons: Sequence[str] = ()
    deciding: Sequence[str] = ()
    yearly: frozenset[str] = frozenset()
    checks: Mapping[str, Compared] = field(default_factory=dict)
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)
    samples: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    against: Sequence[str] = ()
    odd: Callable[[Given], Mapping[str, Value]] = _nothing_odd
