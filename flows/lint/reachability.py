"""Plays every path through the questionnaire and reports questions nobody would ever be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flows.answers.base import Value
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Condition, Question
from flows.lint.locations import at_question
from flows.rules.answers_by_role import Given
from flows.rules.rules import Rules
from flows.rules.verdict import State
from flows.session.path import applies

_ANY = 1
"""Answers any question nothing depends on."""


def reach(edition: Edition, rules: Rules) -> Iterator[Issue]:
    """Asked questions that no path of somebody who may take part comes to, the verdict's early end included."""
    questionnaire = edition.questionnaire
    reached = {question for path in paths(edition, rules) for question in path}
    for question in questionnaire.ask_order:
        if question.asked and question.id not in reached:
            yield Issue(
                "unreachable", at_question(question), "no answers lead here: change `when` or remove it"
            )


def paths(edition: Edition, rules: Rules) -> Iterator[tuple[str, ...]]:
    """Question ids of every distinct path: one answer for each effect it has on conditions or the verdict."""
    asked = [question for question in edition.questionnaire.ask_order if question.asked]
    return _onward(asked, Given(edition, {}), rules, _samples(edition, rules))


def _samples(edition: Edition, rules: Rules) -> Mapping[str, Sequence[Value]]:
    """By question the answers to walk on with: of a choice whose options mean something all of them, of others one for
    each effect on conditions (single options suffice, as more of them only open more)."""
    conditions: dict[str, list[Condition]] = {}
    for question in edition.questionnaire.questions:
        if question.when:
            conditions.setdefault(question.when.question, []).append(question.when)
    found: dict[str, Sequence[Value]] = {
        name: _effects(edition.questionnaire.by_id[name], on) for name, on in conditions.items()
    }
    for role, need in rules.needs.items():
        played = edition.questionnaire.by_id.get(edition.roles.question(role))
        if played and need.meanings:
            found[played.id] = [option.id for option in played.options]
        elif played and role in rules.samples:
            found.setdefault(played.id, rules.samples[role])
    return found


def _effects(question: Question, conditions: Sequence[Condition]) -> list[Value]:
    effects = {
        tuple(option.id in condition.any_of for condition in conditions): option.id
        for option in question.options
    }
    return list(effects.values())


def _onward(
    ahead: Sequence[Question], given: Given, rules: Rules, samples: Mapping[str, Sequence[Value]]
) -> Iterator[tuple[str, ...]]:
    verdict = rules.judge(given)
    if not ahead or (verdict and verdict.state is State.NOT_ELIGIBLE):
        yield ()
        return
    question, rest = ahead[0], ahead[1:]
    if not applies(question, given.values):
        yield from _onward(rest, given, rules, samples)
        return
    for answer in samples.get(question.id, [_ANY]):
        onward = replace(given, values={**given.values, question.id: answer})
        for tail in _onward(rest, onward, rules, samples):
            yield (question.id, *tail)
